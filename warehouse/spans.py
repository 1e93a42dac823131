"""Comparing spans of many texts at once, as arrays of code points.

Slicing a string costs as much as the way to the slice, so that checking every token of one long
article by slicing takes time in its square. Here each text is decoded once, and a comparison costs
the characters compared.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Codes: TypeAlias = npt.NDArray[np.uint32]
CHARACTERS_AT_A_TIME = 1 << 18
"""What is compared together: little enough to stay near the processor, and never to ask for new memory."""

SPARSE = 4
"""Of so many characters in a row one is in a span: fewer are looked up one by one."""

Positions: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]


def rows_of(ids: pl.Series, known: pl.Series) -> Positions:
    """The place of each id in ``known``, -1 where it is not there; cheap where the same ids follow each other."""
    runs = ids.rle().struct.unnest()
    places = pl.DataFrame({"value": known, "place": pl.int_range(len(known), eager=True)}).unique("value", keep="first")
    found = runs.join(places, on="value", how="left", maintain_order="left")["place"].fill_null(-1)
    return np.repeat(found.to_numpy(), runs["len"].to_numpy())


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
    left_firsts = left.starts[left_rows[compared]] + left_starts[compared]
    right_firsts = right.starts[right_rows[compared]] + right_starts[compared]
    sizes = lengths[compared]
    ends = np.cumsum(sizes)
    for some in _shares(ends):
        begins = ends[some] - sizes[some] - (ends[some.start] - sizes[some.start])
        left_codes = _taken(left, left_firsts[some], begins, sizes[some])
        right_codes = _taken(right, right_firsts[some], begins, sizes[some])
        is_same = left_codes == right_codes
        if not is_same.all():
            same[compared[some]] = np.logical_and.reduceat(is_same, begins)
    return same


def _shares(ends: Positions) -> Iterator[slice]:
    """Cut spans, given where each ends when all stand end to end, into shares of some characters each."""
    if ends.size:
        cuts = np.searchsorted(ends, np.arange(CHARACTERS_AT_A_TIME, ends[-1], CHARACTERS_AT_A_TIME))
        places = np.unique([0, *cuts, ends.size]).tolist()
        yield from (slice(*pair) for pair in itertools.pairwise(places))


def _taken(texts: Texts, first: Positions, begins: Positions, sizes: Positions) -> Codes:
    """The characters of some spans, none of them empty, end to end; ``begins`` is where each is among them."""
    last = first + sizes
    if (first[1:] == last[:-1]).all():
        # Whole texts one after another, as the column has them that says what a span holds.
        return texts.codes[first[0] : last[-1]]
    if (first[1:] >= last[:-1]).all() and last[-1] - first[0] <= SPARSE * sizes.sum():
        # Spans that follow each other are what a mask leaves, which is several times cheaper than their places.
        change = np.zeros(last[-1] - first[0] + 1, dtype=np.int8)
        change[first - first[0]] = 1
        change[last - first[0]] -= 1
        np.cumsum(change, out=change)
        return texts.codes[first[0] : last[-1]][change[:-1].view(np.bool_)]
    places = np.ones(sizes.sum(), dtype=np.int64)
    places[0] = first[0]
    places[begins[1:]] = first[1:] - last[:-1] + 1
    return texts.codes[np.cumsum(places, out=places)]
