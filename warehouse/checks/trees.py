"""The parse of a sentence is a tree."""

from collections.abc import Iterator

import numpy as np
import polars as pl

from warehouse.checks.violation import Frames, Violation, frame_of


def tokens_form_trees(frames: Frames) -> Iterator[Violation]:
    """The tokens of a sentence are numbered 1 … n and form one tree: one root, no cycle."""
    tokens = frame_of(frames, "tokens").sort("doc_id", "sentence_id", "token_id")
    if tokens.is_empty():
        return
    sentence = ["doc_id", "sentence_id"]
    placed = tokens.with_row_index("row").with_columns(
        first=pl.col("row").first().over(sentence),
        size=pl.len().over(sentence),
        roots=(pl.col("head") == 0).sum().over(sentence),
    )
    in_sentence = (
        (pl.col("token_id") == pl.col("row").cast(pl.Int64) - pl.col("first") + 1)
        & (pl.col("head") <= pl.col("size"))
        & (pl.col("roots") == 1)
    )
    holds = placed.select(in_sentence).to_series().to_numpy().copy()
    if holds.all():
        first, heads = placed["first"].cast(pl.Int64).to_numpy(), placed["head"].to_numpy()
        rows = np.arange(placed.height)
        # Every token jumps to its head's head, twice as far each round; whoever has not arrived at the
        # root after more steps than a sentence has tokens goes round in a circle.
        above = np.where(heads == 0, rows, first + heads - 1)
        for _ in range(int(placed["size"].to_numpy().max()).bit_length()):
            above = above[above]
        holds = heads[above] == 0
    if not holds.all():
        yield Violation("tokens_form_trees", "tokens", tokens.filter(pl.Series(~holds)))
