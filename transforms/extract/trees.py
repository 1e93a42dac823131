"""Dependency trees as arrays: one entry a token of the whole batch, no loop over tokens or sentences.

A tree is the array of every token's head, as the row of the head in the batch; a root's head is -1.
Loops run over the levels of the trees, a few dozen for the longest sentences.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Tour(NamedTuple):
    """Pre-order numbers: ``t`` is below or at ``h`` where ``enter[h] <= enter[t] < leave[h]``."""

    enter: Rows
    leave: Rows

    def below(self, token: Rows, head: Rows) -> Flags:
        """Whether each ``token`` is ``head`` or one of its descendants."""
        entered = self.enter[token]
        return (self.enter[head] <= entered) & (entered < self.leave[head])


def behind(flags: Flags, sentence: Rows) -> Flags:
    """Which words stand right behind one of which ``flags`` holds, in the same sentence."""
    return np.append(False, flags[:-1] & (sentence[1:] == sentence[:-1]))[: len(flags)]


def ahead(flags: Flags, sentence: Rows) -> Flags:
    """Which words stand right before one of which ``flags`` holds, in the same sentence."""
    return np.append(flags[1:] & (sentence[1:] == sentence[:-1]), False)[: len(flags)]


def depths(head: Rows) -> Rows:
    """Steps from each token up to its root, by pointer doubling; -1 on or below a cycle."""
    root = len(head)
    above = np.append(np.where(head < 0, root, head), root)
    depth = np.append((head >= 0).astype(np.int64), 0)
    for _ in range(max(1, root.bit_length())):
        if (above == root).all():
            break
        depth = depth + depth[above]
        above = above[above]
    return np.where(above == root, depth, -1)[:root]


def levels(head: Rows) -> list[Rows]:
    """The rows of each depth, roots first. What hangs on a cycle is in none."""
    depth = depths(head)
    order = np.argsort(depth, kind="stable")
    bounds = np.searchsorted(depth[order], np.arange(depth.max(initial=0) + 2))
    return [order[bounds[i] : bounds[i + 1]] for i in range(len(bounds) - 1)]


def extents(head: Rows) -> tuple[Rows, Rows]:
    """First and last row of the subtree of each token."""
    first = np.arange(len(head))
    last = first.copy()
    for rows in reversed(levels(head)[1:]):
        np.minimum.at(first, head[rows], first[rows])
        np.maximum.at(last, head[rows], last[rows])
    return first, last


def tour(head: Rows) -> Tour:
    """Number the tokens in pre-order, siblings from left to right."""
    steps = levels(head)
    size = np.ones(len(head), dtype=np.int64)
    for rows in reversed(steps[1:]):
        np.add.at(size, head[rows], size[rows])
    # Siblings stand side by side in this order; what comes before a token among them is a running sum.
    order = np.argsort(head, kind="stable")
    running = np.cumsum(size[order]) - size[order]
    starts = np.searchsorted(head[order], head[order], side="left")
    before = np.empty_like(size)
    before[order] = running - running[starts] if len(order) else running
    enter = before.copy()
    for rows in steps[1:]:
        enter[rows] = enter[head[rows]] + 1 + before[rows]
    return Tour(enter, enter + size)


def inherit(head: Rows, own: Rows, *, absent: int = -1) -> Rows:
    """Give each token its own value or, where that is ``absent``, that of its nearest ancestor that has one."""
    value = own.copy()
    for rows in levels(head)[1:]:
        missing = rows[value[rows] == absent]
        value[missing] = value[head[missing]]
    return value
