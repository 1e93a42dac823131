"""Line breaks and list items: where the layout, not the language, begins a sentence or forbids it."""

import numpy as np

from transforms.segment import characters as ch
from transforms.segment.chunks import Chunks, Flags, Numbers, Text

_NARROW = 40  # no text is wrapped to so few characters: the breaks of such lines are the author's
_LONGEST_LABEL = 3  # digits or letters of an item's label
_ALWAYS_BULLETS = "•●◦‣▪■◆➢►⁃"


def line_breaks(text: Text, chunks: Chunks, paragraph: Numbers) -> Flags:
    """Chunks that begin a line because the author broke it there, and not since the line was full.

    A line was not full if the next word would still have fitted into the width of its paragraph. What
    begins in lower case goes on, unless the paragraph has no stop at all: then it is a list.
    """
    begins = np.zeros(len(chunks.start), dtype=np.bool_)
    breaks = np.flatnonzero(chunks.newlines == 1)
    if not len(breaks):
        return begins
    line = np.cumsum(chunks.newlines > 0) - 1
    line_start = chunks.start[chunks.newlines > 0]
    line_end = chunks.end[np.append(np.flatnonzero(chunks.newlines > 0)[1:], len(chunks.start)) - 1]
    of_paragraph = paragraph[chunks.newlines > 0]
    widest = np.zeros(int(paragraph[-1]) + 1, dtype=np.int64)
    np.maximum.at(widest, of_paragraph, line_end - line_start)
    width = widest[paragraph[breaks]]
    before = line[breaks] - 1
    filled = line_end[before] - line_start[before] + 1 + chunks.end[breaks] - chunks.start[breaks]
    stops = np.bincount(paragraph, chunks.stop_end > chunks.stop_start)[paragraph[breaks]]
    goes_on = text.classes[np.minimum(chunks.core_start[breaks], len(text.codes) - 1)] == ch.LOWER
    begins[breaks] = ((filled <= width) | (width < _NARROW)) & (~goes_on | (stops == 0))
    return begins


def list_items(text: Text, chunks: Chunks, paragraph: Numbers, begins: Flags) -> tuple[Flags, Flags]:
    """Chunks that begin a list item, and chunks that follow an item's label and so begin nothing.

    Bullets always begin an item. Labels such as ``2.``, ``b)`` or ``(3)`` do where they count on from a
    label of the same form with which a sentence begins in the same paragraph.
    """
    first, last = text.codes[chunks.start], text.codes[chunks.end - 1]
    is_bullet = ch.is_one_of(_ALWAYS_BULLETS, first)
    length = chunks.core_end - chunks.core_start
    tail = chunks.end - chunks.core_end
    is_number = (chunks.digits == length) & (length <= _LONGEST_LABEL)
    is_letter = (chunks.upper + chunks.lower == 1) & (length == 1)
    is_bracketed = first == ord("(")
    has_stop = chunks.stop_end > chunks.stop_start
    is_label = (length > 0) & (is_number | is_letter) & (tail >= 1) & (tail <= 2)
    is_label &= ch.is_one_of(".)", last) & ((tail == 1) | (has_stop & (last == ord(")"))))
    is_label &= (chunks.core_start - chunks.start) == is_bracketed

    item = np.flatnonzero(is_label)
    value = np.zeros(len(item), dtype=np.int64)
    for place in range(_LONGEST_LABEL):
        counted = place < length[item]
        code = text.codes[np.minimum(chunks.core_start[item] + place, len(text.codes) - 1)].astype(np.int64)
        value = np.where(counted, value * 10 + code - ord("0"), value)
    form = (last[item] == ord(")")) * 16 + has_stop[item] * 8 + is_bracketed[item] * 4
    form = form + is_number[item] * 2 + (chunks.upper[item] > 0)

    # Labels of one form in one paragraph, in order; those that count on from one another are a run.
    order = np.lexsort((item, form, paragraph[item]))
    item, value, form = item[order], value[order], form[order]
    starts = np.ones(len(item), dtype=np.bool_)
    starts[1:] = (np.diff(paragraph[item]) != 0) | (np.diff(form) != 0) | (np.diff(value) != 1)
    run = np.cumsum(starts) - 1
    is_anchored = begins[item[starts]]
    counts_on = item[is_anchored[run]] if len(item) else item

    begins_item = is_bullet.copy()
    begins_item[counts_on] = True
    labels = np.concatenate(
        (np.flatnonzero(is_label & (begins | begins_item)), np.flatnonzero(is_bullet & (length == 0)))
    )
    follows = np.zeros(len(begins), dtype=np.bool_)
    after = labels[labels + 1 < len(begins)] + 1
    follows[after] = chunks.newlines[after] == 0
    # "• 9. The first item": a label behind a bullet labels too.
    second = after[is_label[after] & (after + 1 < len(begins))] + 1
    follows[second] = chunks.newlines[second] == 0
    return begins_item & ~follows, follows
