"""What stands left and right of each place where a sentence may end, as named features.

A feature is categorical (a code into its tuple of names) or a word (the hash of a core).
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.lexicons import lexicon
from transforms.segment import characters as ch
from transforms.segment.chunks import Chunks, Flags, Hashes, Positions, Text, hash_words
from transforms.segment.marks import ENCLOSURES, brackets, enclosure, quotation_marks

Codes = npt.NDArray[np.int64]

STOPS = (
    "none", "comma", "colon", "semicolon", "dash", "symbol", "smile",
    "period", "period_spaced", "dots", "dots_many", "question", "exclamation", "mixed",
)  # fmt: skip
PERIOD = STOPS.index("period")
SHAPES = (
    "none", "lower", "title", "upper", "initial", "letter", "number", "dotted_upper", "dotted_lower",
    "mixed", "symbol", "caps",
)  # fmt: skip
(
    NONE,
    LOWER_WORD,
    TITLE,
    UPPER_WORD,
    INITIAL,
    LETTER_WORD,
    NUMBER,
    DOTTED_UPPER,
    DOTTED_LOWER,
    MIXED,
    SYMBOL,
    CAPS,
) = range(12)
CLOSINGS = ("none", "quote", "bracket", "other", "note")
OPENINGS = ("none", "quote", "bracket", "dash", "bullet", "dots", "other")
LENGTHS = ("0", "1", "2", "3", "4", "5", "6-8", "9+")
DISTANCES = ("0", "1", "2", "3", "4-5", "6-9", "10-19", "20-39", "40+")
GAPS = ("glued", "space")
LAYOUTS = ("running", "paragraphs")

CATEGORIES: dict[str, tuple[str, ...]] = {
    "stop": STOPS,
    "strength": ("none", "period", "strong"),
    "left_shape": SHAPES,
    "left_length": LENGTHS,
    "previous_shape": SHAPES,
    "right_shape": SHAPES,
    "next_shape": SHAPES,
    "closing": CLOSINGS,
    "opening": OPENINGS,
    "right_tail": STOPS,
    "quotation": ENCLOSURES,
    "bracket": ENCLOSURES,
    "since": DISTANCES,
    "until": DISTANCES,
    "gap": GAPS,
    "layout": LAYOUTS,
}
WORDS = ("left_word", "right_word", "previous_word", "next_word")


class Context(NamedTuple):
    """Candidate gaps: ``chunk`` is the chunk that would begin a sentence; features have an element each."""

    chunk: Positions
    categories: dict[str, Codes]
    words: dict[str, Hashes]


@cache
def abbreviation_classes() -> tuple[str, ...]:
    """The classes of the lexicon of abbreviations, after 'other', the class of any word not in it."""
    return ("other", *sorted(set(lexicon("abbreviations")["class"].to_list())))


@cache
def _abbreviations() -> tuple[Hashes, Codes]:
    entries = lexicon("abbreviations")
    hashes = hash_words(entries["abbreviation"].to_list())
    order = np.argsort(hashes)
    classes = abbreviation_classes()
    codes = np.array([classes.index(name) for name in entries["class"]], dtype=np.int64)
    return hashes[order], codes[order]


def categories() -> dict[str, tuple[str, ...]]:
    """Every categorical feature with the names of its codes."""
    return {**CATEGORIES, "abbreviation": abbreviation_classes()}


def _abbreviation_of(words: Hashes) -> Codes:
    hashes, codes = _abbreviations()
    place = np.minimum(np.searchsorted(hashes, words), len(hashes) - 1)
    return np.where(hashes[place] == words, codes[place], 0)


def describe(text: Text, chunks: Chunks, paragraph: Codes, is_structured: Flags) -> Context:
    """Find the candidates of a block of text and describe them.

    Parameters
    ----------
    text, chunks
        The block.
    paragraph
        The number of each chunk's paragraph in the block, ascending.
    is_structured
        For each chunk, whether its document has paragraphs at all.
    """
    count = len(chunks.start)
    index = np.arange(count)
    is_wordless = chunks.core_end == chunks.core_start
    is_stop_only = is_wordless & (chunks.stop_end > chunks.stop_start) & (chunks.stop_start == chunks.start)
    is_note = _is_note(text, chunks)
    shape = _shapes(text, chunks, paragraph)
    stop = _stops(text, chunks, is_stop_only)
    closing = _closings(text, chunks)

    # A note ("[12]") and a lone closing mark end what the chunk before them ends.
    is_mark_only = is_wordless & ~is_stop_only & (chunks.end > chunks.start)
    passes_on = is_note | (
        is_mark_only & (chunks.end - chunks.start == 1) & ch.is_one_of('"”’)»', text.codes[chunks.start])
    )
    passes_on &= np.concatenate(([False], paragraph[1:] == paragraph[:-1]))
    bearer = np.maximum.accumulate(np.where(passes_on, 0, index))
    left_stop = stop[bearer]
    left_closing = np.where(is_note, CLOSINGS.index("note"), closing)
    word_at = np.maximum.accumulate(np.where(is_wordless | passes_on, 0, index))

    right = np.minimum(index + (is_wordless & ~is_stop_only), count - 1)
    first_in_paragraph = np.concatenate(([True], paragraph[1:] != paragraph[:-1]))
    is_end = left_stop >= PERIOD

    right_class = text.classes[np.minimum(chunks.core_start[right], len(text.codes) - 1)]
    is_candidate = ~first_in_paragraph & ~is_stop_only & ~is_note
    previous = np.concatenate(([0], index[:-1]))
    is_candidate &= is_end[previous] | (right_class != ch.LOWER)
    is_candidate &= ~(is_mark_only & ch.is_one_of("”)»’", text.codes[chunks.start]))
    at = np.flatnonzero(is_candidate)
    before, after = previous[at], right[at]
    left = word_at[before]
    before_left = word_at[np.maximum(left - 1, 0)]
    following = np.minimum(after + 1, count - 1)
    same = paragraph[following] == paragraph[at]

    starts_run = np.maximum.accumulate(np.where(first_in_paragraph | np.concatenate(([True], is_end[:-1])), index, 0))
    next_end = np.minimum.accumulate(
        np.where(is_end | np.concatenate((first_in_paragraph[1:], [True])), index, count)[::-1]
    )[::-1]
    begins, ends = _paragraph_edges(chunks, paragraph, at)
    place = chunks.start[at]
    strength = np.where(is_end, np.where((left_stop == PERIOD), 1, 2), 0)

    return Context(
        at,
        {
            "stop": left_stop[before],
            "strength": strength[before],
            "left_shape": shape[left],
            "left_length": np.digitize(chunks.core_end[left] - chunks.core_start[left], [1, 2, 3, 4, 5, 6, 9]),
            "abbreviation": _abbreviation_of(chunks.core[left]),
            "previous_shape": np.where(paragraph[before_left] == paragraph[at], shape[before_left], NONE),
            "right_shape": shape[after],
            "next_shape": np.where(same, shape[following], NONE),
            "closing": left_closing[before],
            "opening": _openings(text, chunks)[at],
            "right_tail": stop[after],
            "quotation": enclosure(text, quotation_marks(text), place, begins, ends),
            "bracket": enclosure(text, brackets(text), place, begins, ends),
            "since": np.digitize(before - starts_run[before], [1, 2, 3, 4, 6, 10, 20, 40]),
            "until": np.digitize(next_end[at] - at, [1, 2, 3, 4, 6, 10, 20, 40]),
            "gap": (chunks.start[at] > chunks.end[before]).astype(np.int64),
            "layout": is_structured[at].astype(np.int64),
        },
        {
            "left_word": chunks.core[left],
            "right_word": chunks.core[after],
            "previous_word": chunks.core[before_left],
            "next_word": np.where(same, chunks.core[following], np.uint64(0)),
        },
    )


def _paragraph_edges(chunks: Chunks, paragraph: Codes, at: Positions) -> tuple[Positions, Positions]:
    first = np.searchsorted(paragraph, paragraph[at], side="left")
    last = np.searchsorted(paragraph, paragraph[at], side="right") - 1
    return chunks.start[first], chunks.end[last]


def _is_note(text: Text, chunks: Chunks) -> Flags:
    """Numbers in square brackets: references to notes."""
    first, last = text.codes[chunks.start], text.codes[chunks.end - 1]
    is_note: Flags = (first == ord("[")) & (last == ord("]")) & (chunks.digits > 0)
    return is_note & (chunks.end - chunks.start <= 6)


def _shapes(text: Text, chunks: Chunks, paragraph: Codes) -> Codes:
    upper, lower, digits, dots = chunks.upper, chunks.lower, chunks.digits, chunks.dots
    letters = upper + lower
    length = chunks.core_end - chunks.core_start
    first = text.classes[np.minimum(chunks.core_start, len(text.codes) - 1)]
    shape = np.select(
        [
            length == 0,
            (letters == 0) & (digits > 0),
            letters + digits == 0,
            (dots > 0) & (digits == 0) & (upper > 0) & (letters + dots == length) & (letters <= 2 * dots + 3),
            (dots > 0) & (digits == 0) & (upper == 0) & (letters + dots == length) & (letters <= 2 * dots + 2),
            (upper == 1) & (length == 1),
            (lower == 1) & (length == 1),
            (upper == 0) & (digits == 0),
            (upper > 1) & (lower == 0),
            (first == ch.UPPER) & (digits == 0),
        ],
        [
            NONE,
            NUMBER,
            SYMBOL,
            DOTTED_UPPER,
            DOTTED_LOWER,
            INITIAL,
            LETTER_WORD,
            LOWER_WORD,
            UPPER_WORD,
            TITLE,
        ],
        MIXED,
    )
    # Where a paragraph has no lower-case letters, capitals say nothing.
    last = int(paragraph[-1]) + 1 if len(paragraph) else 0
    lowers = np.bincount(paragraph, lower, last)
    uppers = np.bincount(paragraph, upper, last)
    in_capitals = ((uppers >= 20) & (lowers * 20 < uppers))[paragraph]
    return np.where(in_capitals & np.isin(shape, (TITLE, UPPER_WORD)), CAPS, shape)


def _stops(text: Text, chunks: Chunks, is_stop_only: Flags) -> Codes:
    codes = text.codes
    run = chunks.stop_end - chunks.stop_start
    first = codes[np.minimum(chunks.stop_start, len(codes) - 1)]
    last = codes[np.maximum(chunks.stop_end - 1, 0)]
    tail = codes[chunks.end - 1]
    eyes = codes[np.maximum(chunks.end - 2, 0)]
    nose = np.where(eyes == ord("-"), codes[np.maximum(chunks.end - 3, 0)], eyes)
    smile = ch.is_one_of(")(DP", tail) & ch.is_one_of(":;", nose)
    # The dots of a spaced ellipsis add up.
    dots = np.where((first == ord(".")) & (last == ord(".")), run, 0)
    spaced = dots.copy()
    for _ in range(4):
        spaced = dots + np.where(is_stop_only, np.concatenate(([0], spaced[:-1])), 0)
    period = np.select([spaced > 3, spaced > 1, is_stop_only], [10, 9, 8], PERIOD)
    question, exclamation, ellipsis = first == ord("?"), first == ord("!"), first == ord("…")
    return np.select(
        [
            smile,
            run == 0,
            ellipsis & (first == last),
            spaced > 0,
            question & (first == last),
            exclamation & (first == last),
        ],
        [
            STOPS.index("smile"),
            np.select(
                [tail == ord(","), tail == ord(":"), tail == ord(";"), ch.is_one_of(ch.DASHES, tail),
                 ~np.isin(text.classes[chunks.end - 1], (ch.LOWER, ch.UPPER, ch.LETTER, ch.DIGIT))],
                [1, 2, 3, 4, 5],
                0,
            ),
            STOPS.index("dots"),
            period,
            STOPS.index("question"),
            STOPS.index("exclamation"),
        ],
        STOPS.index("mixed"),
    )  # fmt: skip


def _closings(text: Text, chunks: Chunks) -> Codes:
    last = text.codes[chunks.end - 1]
    closed = chunks.end > chunks.stop_end
    kinds = [~closed, ch.is_one_of(ch.QUOTES, last), ch.is_one_of(")]}", last)]
    return np.select(kinds, [0, 1, 2], 3)


def _openings(text: Text, chunks: Chunks) -> Codes:
    first = text.codes[chunks.start]
    opened = chunks.core_start > chunks.start
    kinds = [
        ch.is_one_of(ch.STOPS, first),
        ~opened,
        ch.is_one_of(ch.QUOTES, first),
        ch.is_one_of("([{", first),
        ch.is_one_of(ch.DASHES, first),
        ch.is_one_of(ch.BULLETS, first),
    ]
    return np.select(kinds, [5, 0, 1, 2, 3, 4], 6)
