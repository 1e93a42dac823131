"""What each chunk is: how it is spelled, which stop ends it, which marks open and close it."""

import numpy as np

from transforms.segment import characters as ch
from transforms.segment.chunks import Chunks, Flags, Numbers, Text

STOPS = (
    "none", "comma", "colon", "semicolon", "dash", "symbol", "smile",
    "period", "period_spaced", "dots", "dots_many", "question", "exclamation", "mixed",
)  # fmt: skip
PERIOD = STOPS.index("period")
SHAPES = (
    "none", "lower", "title", "upper", "initial", "letter", "number", "dotted_upper", "dotted_lower",
    "mixed", "symbol", "caps", "short",
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
    SHORT,  # an abbreviation of the lexicon with its stop
) = range(13)
CLOSINGS = ("none", "quote", "bracket", "other", "note")
OPENINGS = ("none", "quote", "bracket", "dash", "bullet", "dots", "other")


def is_note(text: Text, chunks: Chunks) -> Flags:
    """Numbers in square brackets: references to notes."""
    first, last = text.codes[chunks.start], text.codes[chunks.end - 1]
    found: Flags = (first == ord("[")) & (last == ord("]")) & (chunks.digits > 0)
    return found


def shapes_of(text: Text, chunks: Chunks, paragraph: Numbers) -> Numbers:
    """How the core of each chunk is spelled: SHAPES."""
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


def stops_of(text: Text, chunks: Chunks, is_stop_only: Flags) -> Numbers:
    """Which stop ends each chunk, or what ends it instead: STOPS."""
    codes = text.codes
    run = chunks.stop_end - chunks.stop_start
    first = codes[np.minimum(chunks.stop_start, len(codes) - 1)]
    last = codes[np.maximum(chunks.stop_end - 1, 0)]
    final = np.maximum(chunks.stop_end, chunks.start + 1) - 1
    tail = codes[final]
    eyes = codes[np.maximum(chunks.end - 2, 0)]
    nose = np.where(eyes == ord("-"), codes[np.maximum(chunks.end - 3, 0)], eyes)
    smile = ch.is_one_of(")(DP", codes[chunks.end - 1]) & ch.is_one_of(":;", nose)
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
                 ~np.isin(text.classes[final], (ch.LOWER, ch.UPPER, ch.LETTER, ch.DIGIT))],
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


def closings_of(text: Text, chunks: Chunks) -> Numbers:
    """Which marks close each chunk behind its stop: CLOSINGS."""
    last = text.codes[chunks.end - 1]
    closed = chunks.end > chunks.stop_end
    kinds = [~closed, ch.is_one_of(ch.QUOTES, last), ch.is_one_of(")]}", last)]
    return np.select(kinds, [0, 1, 2], 3)


def openings_of(text: Text, chunks: Chunks) -> Numbers:
    """Which marks open each chunk: OPENINGS."""
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
