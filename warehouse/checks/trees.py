"""The parse of a sentence is a tree."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from warehouse.checks.order import is_in_order
from warehouse.checks.violation import Frames, Violation, frame_of

KEY = ["doc_id", "sentence_id", "token_id"]


def tokens_form_trees(frames: Frames) -> Iterator[Violation]:
    """The tokens of a sentence are numbered 1 … n and form one tree: one root, no cycle."""
    tokens = frame_of(frames, "tokens")
    if tokens.is_empty():
        return
    if not is_in_order(tokens, KEY):
        tokens = tokens.sort(KEY)
    first = np.flatnonzero(_begins(tokens, "doc_id", "sentence_id"))
    size = np.diff(first, append=tokens.height)
    heads, places = (tokens[name].cast(pl.Int64).to_numpy() for name in ("head", "token_id"))
    rows = np.arange(tokens.height)
    roots = np.add.reduceat(heads == 0, first, dtype=np.int64)
    first, one_root, size = (np.repeat(each, size) for each in (first, roots == 1, size))
    holds = (places == rows - first + 1) & (heads <= size) & one_root
    if holds.all():
        # Every token jumps to its head's head, twice as far each round; whoever has not arrived at the
        # root after more steps than a sentence has tokens goes round in a circle.
        above = np.where(heads == 0, rows, first + heads - 1)
        for _ in range(int(size.max()).bit_length()):
            above = above[above]
        holds = heads[above] == 0
    if not holds.all():
        yield Violation("tokens_form_trees", "tokens", tokens.filter(pl.Series(~holds)))


def _begins(tokens: pl.DataFrame, *columns: str) -> npt.NDArray[np.bool_]:
    """Tell of each row whether one of the columns is another than in the row before."""
    return tokens.select(pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in columns))[
        columns[0]
    ].to_numpy()
