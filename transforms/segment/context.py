"""What stands left and right of each place where a sentence may end, as named features.

A feature is categorical (a code into its tuple of names) or a word (the hash of a core).
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from transforms.lexicons import lexicon
from transforms.segment import characters as ch
from transforms.segment import kinds
from transforms.segment.chunks import Chunks, Flags, Hashes, Numbers, Positions, Text, hash_words
from transforms.segment.marks import ENCLOSURES, brackets, enclosure, quotation_marks

LENGTHS = ("0", "1", "2", "3", "4", "5", "6-8", "9+")
DISTANCES = ("0", "1", "2", "3", "4-5", "6-9", "10-19", "20-39", "40+")
GAPS = ("glued", "space")
LAYOUTS = ("running", "paragraphs")

_CATEGORIES: dict[str, tuple[str, ...]] = {
    "stop": kinds.STOPS,
    "strength": ("none", "period", "strong"),
    "left_shape": kinds.SHAPES,
    "left_length": LENGTHS,
    "previous_shape": kinds.SHAPES,
    "right_shape": kinds.SHAPES,
    "next_shape": kinds.SHAPES,
    "closing": kinds.CLOSINGS,
    "opening": kinds.OPENINGS,
    "right_tail": kinds.STOPS,
    "quotation": ENCLOSURES,
    "bracket": ENCLOSURES,
    "since": DISTANCES,
    "until": DISTANCES,
    "gap": GAPS,
    "layout": LAYOUTS,
}
_LEXICONS = {
    "abbreviation": "abbreviations",
    "right_abbreviation": "abbreviations",
    "function": "function_words",
}
WORDS = ("left_word", "right_word", "previous_word", "next_word")


class Context(NamedTuple):
    """Candidate gaps: ``chunk`` is the chunk that would begin a sentence; features have an element each."""

    chunk: Positions
    categories: dict[str, Numbers]
    words: dict[str, Hashes]


@cache
def _classes(name: str) -> tuple[tuple[str, ...], Hashes, Numbers]:
    """The classes of a lexicon after 'other', the class of any word not in it; its words and their codes."""
    words, classes = lexicon(name).get_columns()
    names = ("other", *sorted(set(classes)))
    hashes = hash_words(words.to_list())
    order = np.argsort(hashes)
    codes = np.array([names.index(each) for each in classes], dtype=np.int64)
    return names, hashes[order], codes[order]


@cache
def categories() -> dict[str, tuple[str, ...]]:
    """Every categorical feature with the names of its codes."""
    return {**_CATEGORIES, **{feature: _classes(name)[0] for feature, name in _LEXICONS.items()}}


def _class_of(words: Hashes, feature: str) -> Numbers:
    _, hashes, codes = _classes(_LEXICONS[feature])
    place = np.minimum(np.searchsorted(hashes, words), len(hashes) - 1)
    return np.where(hashes[place] == words, codes[place], 0)


def describe(text: Text, chunks: Chunks, paragraph: Numbers, is_structured: Flags) -> Context:
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
    is_note = kinds.is_note(text, chunks)
    is_omission = is_wordless & (chunks.stop_end > chunks.stop_start) & (chunks.stop_start > chunks.start)
    is_omission &= ch.is_one_of("[(", text.codes[chunks.start])
    shape = kinds.shapes_of(text, chunks, paragraph)
    stop = kinds.stops_of(text, chunks, is_stop_only)
    closing = kinds.closings_of(text, chunks)

    # A note ("[12]") and a lone closing mark end what the chunk before them ends.
    is_mark_only = is_wordless & ~is_stop_only & (chunks.end > chunks.start)
    passes_on = is_note | (
        is_mark_only & (chunks.end - chunks.start == 1) & ch.is_one_of('"”’)»', text.codes[chunks.start])
    )
    passes_on &= np.concatenate(([False], paragraph[1:] == paragraph[:-1]))
    bearer = np.maximum.accumulate(np.where(passes_on, 0, index))
    left_stop = stop[bearer]
    left_closing = np.where(is_note, kinds.CLOSINGS.index("note"), closing)
    word_at = np.maximum.accumulate(np.where(is_wordless | passes_on, 0, index))

    right = np.minimum(index + (is_wordless & ~is_stop_only), count - 1)
    first_in_paragraph = np.concatenate(([True], paragraph[1:] != paragraph[:-1]))
    # Dots in brackets ("[...]") leave words out and end nothing.
    is_end = (left_stop >= kinds.PERIOD) & ~is_omission[bearer]

    right_class = text.classes[np.minimum(chunks.core_start[right], len(text.codes) - 1)]
    is_candidate = ~first_in_paragraph & ~is_stop_only & ~is_note
    previous = np.concatenate(([0], index[:-1]))
    is_candidate &= is_end[previous] | ((right_class != ch.LOWER) & ~is_note[previous])
    is_candidate &= ~(is_mark_only & ch.is_one_of("”)»’", text.codes[chunks.start]))
    at = np.flatnonzero(is_candidate)
    before, after = previous[at], right[at]
    left = word_at[before]
    before_left = word_at[np.maximum(left - 1, 0)]
    following = np.minimum(after + 1, count - 1)
    same = paragraph[following] == paragraph[at]

    abbreviation = _class_of(chunks.core, "abbreviation")
    is_short = (abbreviation > 0) | np.isin(shape, (kinds.INITIAL, kinds.DOTTED_UPPER, kinds.DOTTED_LOWER))
    left_shape = np.where((abbreviation > 0) & (stop == kinds.PERIOD), kinds.SHORT, shape)
    ends_run = is_end & ~(is_short & (left_stop == kinds.PERIOD))
    starts_run = np.maximum.accumulate(np.where(first_in_paragraph | np.concatenate(([True], ends_run[:-1])), index, 0))
    next_end = np.minimum.accumulate(
        np.where(ends_run | np.concatenate((first_in_paragraph[1:], [True])), index, count)[::-1]
    )[::-1]
    begins, ends = _paragraph_edges(chunks, paragraph, at)
    place = chunks.stop_start[bearer[before]]
    strength = np.where(is_end, np.where((left_stop == kinds.PERIOD), 1, 2), 0)

    return Context(
        at,
        {
            "stop": left_stop[before],
            "strength": strength[before],
            "left_shape": left_shape[left],
            "left_length": np.digitize(chunks.core_end[left] - chunks.core_start[left], [1, 2, 3, 4, 5, 6, 9]),
            "abbreviation": abbreviation[left],
            "previous_shape": np.where(paragraph[before_left] == paragraph[at], left_shape[before_left], kinds.NONE),
            "right_shape": shape[after],
            "function": _class_of(chunks.core[after], "function"),
            "right_abbreviation": np.where(stop[after] == kinds.PERIOD, abbreviation[after], 0),
            "next_shape": np.where(same, shape[following], kinds.NONE),
            "closing": left_closing[before],
            "opening": kinds.openings_of(text, chunks)[at],
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


def _paragraph_edges(chunks: Chunks, paragraph: Numbers, at: Positions) -> tuple[Positions, Positions]:
    first = np.searchsorted(paragraph, paragraph[at], side="left")
    last = np.searchsorted(paragraph, paragraph[at], side="right") - 1
    return chunks.start[first], chunks.end[last]
