"""Chunks: the stretches of text between white space, and what a look at their characters says of each.

A chunk is also cut where a stop is glued to the next sentence ("the end.Then"), so that every place where
a sentence may end is the gap between two chunks.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.segment import characters as ch

Positions = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_LONGEST_TRIM = 64  # closing or stop characters looked at on either side of a chunk
_HASHED = 16  # characters of a word that tell it from others
_BASE = np.uint64(0x9E3779B97F4A7C15)


class Text(NamedTuple):
    """A block of text as code points, with the class of each."""

    codes: ch.Codes
    classes: ch.Classes


class Chunks(NamedTuple):
    """One element a chunk, in the order of the text."""

    start: Positions
    end: Positions
    newlines: Numbers  # line breaks in the white space before the chunk
    core_start: Positions  # the chunk without opening marks …
    core_end: Positions  # … and without closing marks and stops
    stop_start: Positions  # the run of stops behind the core
    stop_end: Positions  # and what follows it are closing marks, up to end
    core: Hashes  # the core in lower case
    upper: Numbers  # upper-case letters in the core
    lower: Numbers
    digits: Numbers
    dots: Numbers  # full stops inside the core


def read_text(text: str) -> Text:
    """Decode ``text`` into code points and classes."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    return Text(codes, ch.classes_of(codes))


def find_chunks(text: Text) -> Chunks:
    """Cut a text, which must begin and end in white space, into chunks."""
    start, end = _edges(text)
    core_start = _trim_left(text.codes, start, end)
    stop_end = _trim_right(text.codes, core_start, end, ch.CLOSERS)
    stop_start = _trim_right(text.codes, core_start, stop_end, ch.STOPS)
    core_end = _trim_right(text.codes, core_start, stop_start, ch.CLOSERS)

    def count(selected: Flags) -> Numbers:
        total = np.zeros(len(selected) + 1, dtype=np.int64)
        np.cumsum(selected, out=total[1:])
        return total[core_end] - total[core_start]

    line_breaks = np.flatnonzero(text.classes == ch.NEWLINE)
    before = np.concatenate(([0], end[:-1]))
    newlines = np.searchsorted(line_breaks, start) - np.searchsorted(line_breaks, before)
    return Chunks(
        start,
        end,
        newlines,
        core_start,
        core_end,
        stop_start,
        stop_end,
        _hash(text.codes, core_start, core_end),
        count(text.classes == ch.UPPER),
        count(text.classes == ch.LOWER),
        count(text.classes == ch.DIGIT),
        count(text.codes == ord(".")),
    )


def _edges(text: Text) -> tuple[Positions, Positions]:
    white = (text.classes == ch.SPACE) | (text.classes == ch.NEWLINE)
    glued = _glued(text, white)
    start = np.flatnonzero(white[:-1] & ~white[1:]) + 1
    end = np.flatnonzero(~white[:-1] & white[1:]) + 1
    return np.sort(np.concatenate((start, glued))), np.sort(np.concatenate((end, glued)))


def _glued(text: Text, white: Flags) -> Positions:
    """Where a capitalised word follows a stop without a space, and no address is in sight."""
    codes, classes = text
    stop = np.flatnonzero(ch.is_one_of(".!?", codes))
    stop = stop[(stop >= 2) & (stop < len(codes) - 3)]
    after = stop + 1 + ch.is_one_of('"”)’', codes[stop + 1])
    worded = (classes[stop - 1] == ch.LOWER) & (classes[stop - 2] == ch.LOWER)
    worded |= (classes[stop - 1] == ch.DIGIT) | ch.is_one_of(")]”", codes[stop - 1])
    follower = classes[after + 1]
    capital = (classes[after] == ch.UPPER) & ((follower == ch.LOWER) | white[after + 1])
    found = after[worded & capital]
    # An address or a path holds one of these characters somewhere in its chunk.
    edges = np.flatnonzero(white)
    marks = np.flatnonzero(ch.is_one_of("@/\\_", codes))
    place = np.searchsorted(edges, found)
    first, last = edges[place - 1], edges[np.minimum(place, len(edges) - 1)]
    is_plain: Flags = np.searchsorted(marks, first) == np.searchsorted(marks, last)
    plain: Positions = found[is_plain]
    return plain


def _trim_left(codes: ch.Codes, start: Positions, end: Positions) -> Positions:
    trimmed = start.copy()
    active = np.arange(len(start))
    for _ in range(_LONGEST_TRIM):
        active = active[trimmed[active] < end[active]]
        active = active[ch.is_one_of(ch.OPENERS + ch.DASHES + ch.BULLETS, codes[trimmed[active]])]
        if not len(active):
            break
        trimmed[active] += 1
    return trimmed


def _trim_right(codes: ch.Codes, start: Positions, end: Positions, marks: str) -> Positions:
    trimmed = end.copy()
    active = np.arange(len(end))
    for _ in range(_LONGEST_TRIM):
        active = active[trimmed[active] > start[active]]
        active = active[ch.is_one_of(marks, codes[trimmed[active] - 1])]
        if not len(active):
            break
        trimmed[active] -= 1
    return trimmed


def _hash(codes: ch.Codes, start: Positions, end: Positions) -> Hashes:
    """A polynomial hash of each span in lower case; spans that differ past 16 characters may share one."""
    lower = ch.lower_table()
    hashed = np.zeros(len(start), dtype=np.uint64)
    active = np.arange(len(start))
    for offset in range(_HASHED):
        active = active[start[active] + offset < end[active]]
        letters = lower.take(codes[start[active] + offset], mode="clip").astype(np.uint64)
        hashed[active] = (hashed[active] + letters) * _BASE
    return hashed


def hash_words(words: list[str]) -> Hashes:
    """The hash that a chunk gets whose core is such a word."""
    lengths = np.array([len(word) for word in words], dtype=np.int64)
    end = np.cumsum(lengths)
    return _hash(read_text("".join(words)).codes, end - lengths, end)
