"""Comparing spans of many texts at once, as arrays of code points.

Slicing a string costs as much as the way to the slice, so that checking every token of one long
article by slicing takes time in its square. Here each text is decoded once, and a comparison costs
the characters compared.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Codes: TypeAlias = npt.NDArray[np.uint32]
Positions: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


class Texts(NamedTuple):
    """Texts end to end: their code points, and where each text begins among them and how long it is."""

    codes: Codes
    starts: Positions
    lengths: Positions


def texts_of(column: pl.Series) -> Texts:
    """Decode a column of strings without nulls."""
    lengths = column.str.len_chars().cast(pl.Int64).to_numpy()
    joined = column.str.join("").item() if len(column) else ""
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    return Texts(codes, np.cumsum(lengths) - lengths, lengths)


def within(texts: Texts, rows: Positions, starts: Positions, ends: Positions) -> Flags:
    """Tell which half-open spans lie within their texts and do not end before they begin."""
    return (starts >= 0) & (starts <= ends) & (ends <= texts.lengths[rows])


def equal(
    left: Texts,
    left_rows: Positions,
    left_starts: Positions,
    right: Texts,
    right_rows: Positions,
    right_starts: Positions,
    lengths: Positions,
) -> Flags:
    """Tell which spans of ``left`` hold the same characters as their spans of ``right``.

    All arrays but the texts have one entry a span. Spans that do not lie within their texts differ.
    """
    inside = (
        (lengths >= 0)
        & within(left, left_rows, left_starts, left_starts + lengths)
        & within(right, right_rows, right_starts, right_starts + lengths)
    )
    same = inside.copy()
    compared = np.flatnonzero(inside & (lengths > 0))
    if compared.size:
        sizes = lengths[compared]
        begins = np.cumsum(sizes) - sizes
        within_span = np.arange(sizes.sum()) - np.repeat(begins, sizes)
        left_at = np.repeat(left.starts[left_rows[compared]] + left_starts[compared], sizes) + within_span
        right_at = np.repeat(right.starts[right_rows[compared]] + right_starts[compared], sizes) + within_span
        same[compared] = np.logical_and.reduceat(left.codes[left_at] == right.codes[right_at], begins)
    return same
