"""Quotation marks: which opens, which closes, and what stands between a pair."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows

_OPENING = ("“", "„", "‟", "«", "``", "‘", "‹", "‚", "`")
_CLOSING = ("”", "»", "’’", "''", "’", "›")
_SINGLE = ("‘", "’", "'", "‹", "›", "‚", "`")
_STRAIGHT = ('"', "'", "＂")


def quoted(parse: Parse) -> pl.DataFrame:
    """Pair the marks of each paragraph.

    A straight mark opens where no word ends before it, and closes where one does. A mark that finds no
    partner in its paragraph is none, save where the next paragraph opens with one of its kind again: then
    the quotation runs on through both. Pairs inside a pair are left to the words of the outer one.

    Returns
    -------
    pl.DataFrame
        One row a pair, in order: opening, closing (rows; closing is the paragraph's last row where the
        quotation runs on), first, last (rows of the content), runs_on.
    """
    marks = _marks(parse)
    group = ["doc_id", "paragraph_id", "is_single"]
    pairs = (
        marks.with_columns(
            closing=pl.col("row").shift(-1).over(group),
            next_opens=pl.col("opens").shift(-1).over(group),
        )
        .filter(pl.col("opens"))
        .with_columns(
            runs_on=pl.col("next_opens").is_null() & pl.col("reopens"),
        )
    )
    pairs = pairs.filter(~pl.col("next_opens").fill_null(True) | pl.col("runs_on")).select(
        "doc_id",
        opening="row",
        closing=pl.when("runs_on").then(pl.col("paragraph_last") + 1).otherwise("closing"),
        first=pl.col("row") + 1,
        last=pl.when("runs_on").then("paragraph_last").otherwise(pl.col("closing") - 1),
        runs_on="runs_on",
    )
    return (
        pairs.filter(pl.col("first") <= pl.col("last"))
        .sort("opening")
        # A pair that begins before an earlier one has closed stands inside it.
        .with_columns(outer=pl.col("closing").cum_max().shift(1, fill_value=-1))
        .filter(pl.col("opening") >= pl.col("outer"))
        .drop("outer", "doc_id")
    )


def enclosing(pairs: pl.DataFrame, rows: Rows) -> Rows:
    """The place among ``pairs`` of the one that each row stands in, -1 for none."""
    opening, closing = pairs["opening"].to_numpy(), pairs["closing"].to_numpy()
    place = np.searchsorted(opening, rows, side="right") - 1
    if not len(opening):
        return place
    return np.where((place >= 0) & (rows < closing[np.maximum(place, 0)]), place, -1)


def _marks(parse: Parse) -> pl.DataFrame:
    """Marks with their side, and what their paragraph and the next one begin with."""
    paragraph = ["doc_id", "paragraph_id"]
    glued_left = pl.col("char_start") == pl.col("char_end").shift(1).over(paragraph)
    glued_right = pl.col("char_end") == pl.col("char_start").shift(-1).over(paragraph)
    word_before = glued_left & ~pl.col("form").shift(1).over(paragraph).is_in(["(", "[", "—", "–", "-", *_OPENING])
    tokens = parse.tokens.select(
        *paragraph,
        "row",
        "form",
        paragraph_first=pl.col("row").min().over(paragraph),
        paragraph_last=pl.col("row").max().over(paragraph),
        is_mark=pl.col("form").is_in([*_OPENING, *_CLOSING, *_STRAIGHT])
        & ~((pl.col("deprel") == "case") | (pl.col("upos") == "PART")),
        is_single=pl.col("form").is_in(_SINGLE),
        opens=pl.when(pl.col("form").is_in(_OPENING))
        .then(True)
        .when(pl.col("form").is_in(_CLOSING))
        .then(False)
        .when(glued_left.fill_null(False) | glued_right.fill_null(False))
        .then(~word_before.fill_null(False) & glued_right.fill_null(False)),
    )
    starts = (
        tokens.filter(pl.col("row") == pl.col("paragraph_first"))
        .with_columns(opens_with=pl.when(pl.col("is_mark") & pl.col("opens").fill_null(True)).then("is_single"))
        .with_columns(reopens_with=pl.col("opens_with").shift(-1).over("doc_id"))
        .select(*paragraph, "reopens_with")
    )
    return (
        tokens.filter("is_mark")
        # A mark with blanks on both sides opens and closes in turn.
        .with_columns(opens=pl.col("opens").fill_null(pl.int_range(pl.len()).over(*paragraph, "form") % 2 == 0))
        .join(starts, on=paragraph, how="left", maintain_order="left")
        .with_columns(reopens=(pl.col("reopens_with") == pl.col("is_single")).fill_null(False))
        .sort("row")
    )
