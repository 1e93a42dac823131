"""Line breaks and list items: where the layout, not the language, begins a sentence or forbids it."""

from typing import NamedTuple

import numpy as np

from transforms.segment import characters as ch
from transforms.segment.chunks import Chunks, Flags, Numbers, Text, hash_words

_NARROW = 40  # no text is wrapped to so few characters: the breaks of such lines are the author's
_FULL = 0.8  # of the widest line's width: text wrapped elsewhere, and edited since, has ragged lines
_LONGEST_LABEL = 8  # characters, brackets included
_LONGEST_NUMBER = 3  # digits of an item's label
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_ALWAYS_BULLETS = "•●◦‣▪■◆➢►⁃"


class Labels(NamedTuple):
    """Which chunks look like the label of a list item (``2.``, ``b)``, ``(iv)``), and what they count."""

    is_label: Flags
    form: Numbers  # labels of one list share it
    value: Numbers


def find_labels(text: Text, chunks: Chunks) -> Labels:
    """Find chunks that are a number, a letter or a Roman numeral with a stop, a bracket or both."""
    count = len(chunks.start)
    is_label, form, value = np.zeros(count, np.bool_), np.zeros(count, np.int64), np.zeros(count, np.int64)
    short = chunks.end - chunks.start <= _LONGEST_LABEL
    at = np.flatnonzero(short & ch.is_one_of(".)", text.codes[chunks.end - 1]))
    codes, begin = text.codes, chunks.core_start[at]
    first, last = codes[chunks.start[at]], codes[chunks.end[at] - 1]
    length, tail = chunks.core_end[at] - begin, chunks.end[at] - chunks.core_end[at]
    has_stop = chunks.stop_end[at] > chunks.stop_start[at]
    is_bracketed = first == ord("(")
    is_bare = begin - chunks.start[at] == (is_bracketed | ch.is_one_of(_ALWAYS_BULLETS, first))
    is_bare &= (tail == 1) | ((tail == 2) & has_stop & (last == ord(")")))

    is_number = (chunks.digits[at] == length) & (length > 0) & (length <= _LONGEST_NUMBER)
    is_letter = (chunks.upper[at] + chunks.lower[at] == 1) & (length == 1)
    romans = chunks.core[at][:, None] == hash_words(list(_ROMAN))[None, :]
    is_roman = romans.any(axis=1) & (length > 1)
    number = np.zeros(len(at), dtype=np.int64)
    for place in range(_LONGEST_NUMBER):
        digit = codes[np.minimum(begin + place, len(codes) - 1)].astype(np.int64) - ord("0")
        number = np.where(is_number & (place < length), number * 10 + digit, number)
    letter = ch.lower_table().take(codes[np.minimum(begin, len(codes) - 1)], mode="clip").astype(np.int64)
    marks = (last == ord(")")) * 4 + has_stop * 2 + is_bracketed
    is_label[at] = is_bare & (is_number | is_letter | is_roman)
    value[at] = np.select([is_number, is_roman], [number, romans.argmax(axis=1) + 1], letter - ord("a") + 1)
    form[at] = marks * 8 + np.select([is_number, is_roman], [0, 1], 2) * 2 + (chunks.upper[at] > 0)
    return Labels(is_label, form, value)


def line_breaks(text: Text, chunks: Chunks, paragraph: Numbers, labels: Labels) -> Flags:
    """Chunks that begin a line because the author broke it there, and not since the line was full.

    A line was not full if the next word would easily have fitted into the width of its paragraph. What
    begins in lower case goes on, unless it is a label or the paragraph, a list, has no stop at all.
    """
    begins = np.zeros(len(chunks.start), dtype=np.bool_)
    breaks = np.flatnonzero(chunks.newlines == 1)
    if not len(breaks):
        return begins
    heads = np.flatnonzero(chunks.newlines > 0)
    line = np.searchsorted(heads, breaks)
    width = chunks.end[np.append(heads[1:], len(chunks.start)) - 1] - chunks.start[heads]
    widest = np.zeros(int(paragraph[-1]) + 1, dtype=np.int64)
    np.maximum.at(widest, paragraph[heads], width)
    room = widest[paragraph[breaks]]
    filled = width[line - 1] + 1 + chunks.end[breaks] - chunks.start[breaks]
    stops = np.bincount(paragraph, chunks.stop_end > chunks.stop_start)[paragraph[breaks]]
    goes_on = text.classes[np.minimum(chunks.core_start[breaks], len(text.codes) - 1)] == ch.LOWER
    # In a paragraph all in capitals, a capital is no sign either.
    goes_on |= (np.bincount(paragraph, chunks.lower) == 0)[paragraph[breaks]]
    goes_on &= ~labels.is_label[breaks] & (stops > 0)
    begins[breaks] = ((filled <= _FULL * room) | (room < _NARROW)) & ~goes_on
    return begins


def list_items(text: Text, chunks: Chunks, paragraph: Numbers, labels: Labels, begins: Flags) -> tuple[Flags, Flags]:
    """Chunks that begin a list item, and chunks that follow an item's label and so begin nothing.

    Bullets always begin an item. A label does where it counts on from a label of the same form with which
    a sentence begins in the same paragraph.
    """
    item = np.flatnonzero(labels.is_label)
    item = item[np.lexsort((item, labels.form[item], paragraph[item]))]
    new_run = np.ones(len(item), dtype=np.bool_)
    new_run[1:] = (np.diff(paragraph[item]) != 0) | (np.diff(labels.form[item]) != 0)
    new_run[1:] |= np.diff(labels.value[item]) != 1
    is_anchored = begins[item[new_run]]
    is_bullet = ch.is_one_of(_ALWAYS_BULLETS, text.codes[chunks.start])
    begins_item = is_bullet.copy()
    begins_item[item[is_anchored[np.cumsum(new_run) - 1]]] = True

    # What follows a label, a lone bullet or a lone dash at the head of an item belongs to it.
    is_lone = (chunks.core_end == chunks.core_start) & (chunks.end - chunks.start == 1)
    is_lone &= is_bullet | ch.is_one_of(ch.DASHES, text.codes[chunks.start])
    # So does what follows the number of a section ("1.1 Causes") at the head of a line.
    length = chunks.core_end - chunks.core_start
    is_section = (chunks.dots > 0) & (chunks.digits + chunks.dots == length) & (chunks.newlines > 0)
    is_section &= chunks.end - chunks.start == length
    is_head = labels.is_label | is_lone | is_section
    follows = np.zeros(len(begins), dtype=np.bool_)
    for _ in range(2):  # "• 9. The first item": a bullet and a label
        heads = np.flatnonzero(is_head & (begins | begins_item | follows))
        after = heads[heads + 1 < len(begins)] + 1
        follows[after] = chunks.newlines[after] == 0
    return begins_item & ~follows, follows
