"""Quotation marks and brackets: what is open at a place, how it was opened and how it goes on when closed."""

import numpy as np

from transforms.segment import characters as ch
from transforms.segment.chunks import Numbers, Positions, Text

# How a place stands to the pair of marks around it.
ENCLOSURES = (
    "outside",
    "unclosed",  # opened in this paragraph and never closed in it
    "closed",  # opened as a sentence begins; after the closing mark a new one may begin
    "closed_continued",  # … after the closing mark the sentence goes on
    "embedded",  # opened in mid sentence; after the closing mark a new one may begin
    "embedded_continued",  # … after the closing mark the sentence goes on
)
OUTSIDE, UNCLOSED, CLOSED, CLOSED_CONTINUED, EMBEDDED, EMBEDDED_CONTINUED = range(6)

_INTRODUCERS = '.!?…"”’)]}'


def quotation_marks(text: Text) -> tuple[Positions, Numbers]:
    """Double quotation marks and +1 where one opens, -1 where it closes.

    A straight mark opens where white space, a bracket or a dash stands before it and none after it.
    """
    codes, classes = text
    place = np.flatnonzero(ch.is_one_of('"“”„«»', codes))
    place = place[(place > 0) & (place < len(codes) - 1)]
    mark = codes[place]
    before = (classes[place - 1] == ch.SPACE) | (classes[place - 1] == ch.NEWLINE)
    before |= ch.is_one_of("([{'‘" + ch.DASHES, codes[place - 1])
    after = (classes[place + 1] == ch.SPACE) | (classes[place + 1] == ch.NEWLINE)
    straight = np.where(before & ~after, 1, -1)
    step = np.where(mark == ord('"'), straight, np.where(ch.is_one_of("“„«", mark), 1, -1))
    return place, step.astype(np.int64)


def brackets(text: Text) -> tuple[Positions, Numbers]:
    """Brackets and +1 where one opens, -1 where it closes."""
    place = np.flatnonzero(ch.is_one_of("()[]{}", text.codes))
    return place, np.where(ch.is_one_of("([{", text.codes[place]), 1, -1).astype(np.int64)


def enclosure(
    text: Text, marks: tuple[Positions, Numbers], at: Positions, begins: Positions, ends: Positions
) -> Numbers:
    """How each place of ``at`` stands to the marks of its paragraph (``begins``, ``ends``): ENCLOSURES."""
    place, step = marks
    outside = np.full(len(at), OUTSIDE, dtype=np.int64)
    if not len(place):
        return outside
    # An odd mark can at worst mislead to the end of its paragraph; one that closes nothing is passed over,
    # since only the last mark before a place counts: marks of one kind do not nest in print.
    last = np.searchsorted(place, at) - 1
    within = (last >= 0) & (place[last] >= begins) & (step[last] > 0)
    closing = np.flatnonzero(step < 0)
    following = np.searchsorted(closing, last + 1)
    closer = np.append(closing, len(place) - 1)[following]
    is_closed = (following < len(closing)) & (place[closer] < ends)
    opener, close = place[last], place[closer]
    preceding = _solid_before(text, opener)
    embedded = (opener > begins) & ~ch.is_one_of(_INTRODUCERS, text.codes[preceding])
    ahead = _solid_after(text, close)
    continued = (text.classes[ahead] == ch.LOWER) | ch.is_one_of(",;:", text.codes[ahead])
    continued |= ch.is_one_of(",", text.codes[close - 1])
    continued &= ahead < ends
    kind = np.where(embedded, EMBEDDED, CLOSED) + continued
    return np.where(within, np.where(is_closed, kind, UNCLOSED), outside)


def _solid_before(text: Text, place: Positions) -> Positions:
    """The nearest character before, one space aside."""
    before = place - 1
    return np.where(text.classes[before] == ch.SPACE, before - 1, before)


def _solid_after(text: Text, place: Positions) -> Positions:
    after = place + 1
    return np.where(text.classes[after] == ch.SPACE, after + 1, after)
