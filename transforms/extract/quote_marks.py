"""Quotation marks: which opens, which closes, and what stands between a pair."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows

_OPENING = ("“", "„", "‟", "«", "``", "‘", "‹", "‚", "`", "「", "『", "《", "〝")
_CLOSING = ("”", "»", "’’", "''", "’", "›", "」", "』", "》", "〞")
_TURNED, _RETURNED = ("“", "«", "‹", "‘"), ("”", "»", "›", "''", "’’")
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
    marks = _marks(parse).with_columns(is_straight=pl.col("form").is_in(_STRAIGHT))
    around = _around(marks)
    others = marks.join(around, left_on="row", right_on="opening", how="anti").join(
        around, left_on="row", right_on="closing", how="anti"
    )
    pairs = pl.concat([around, _adjacent(others)])
    return (
        pairs.filter(pl.col("first") <= pl.col("last"))
        .sort("opening")
        # A pair that begins before an earlier one has closed stands inside it.
        .with_columns(outer=pl.col("closing").cum_max().shift(1, fill_value=-1))
        .filter(pl.col("opening") >= pl.col("outer"))
        .drop("outer")
    )


def _adjacent(marks: pl.DataFrame) -> pl.DataFrame:
    """Pairs of a mark that opens with the next one, of whatever form, that closes."""
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
    return pairs.filter(~pl.col("next_opens").fill_null(True) | pl.col("runs_on")).select(
        opening="row",
        closing=pl.when("runs_on").then(pl.col("paragraph_last") + 1).otherwise("closing"),
        first=pl.col("row") + 1,
        last=pl.when("runs_on").then("paragraph_last").otherwise(pl.col("closing") - 1),
        runs_on="runs_on",
    )


def _around(marks: pl.DataFrame) -> pl.DataFrame:
    """Pairs of straight marks around curved ones, or the other way about: "a “b” c"."""
    group = ["doc_id", "paragraph_id", "is_single"]
    alike = [*group, "is_straight"]
    return (
        marks.with_columns(
            opens_inside=pl.col("opens").shift(-1).over(group),
            closes_inside=~pl.col("opens").shift(1).over(group),
        )
        .with_columns(
            closing=pl.col("row").shift(-1).over(alike),
            next_opens=pl.col("opens").shift(-1).over(alike),
            next_closes_inside=pl.col("closes_inside").shift(-1).over(alike),
            other_follows=pl.col("is_straight") != pl.col("is_straight").shift(-1).over(group),
        )
        .filter(
            pl.col("opens")
            & ~pl.col("next_opens")
            & pl.col("other_follows")
            & pl.col("opens_inside")
            & pl.col("next_closes_inside")
        )
        .select(
            opening="row",
            closing="closing",
            first=pl.col("row") + 1,
            last=pl.col("closing") - 1,
            runs_on=False,
        )
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
    word_after = glued_right & (pl.col("upos").shift(-1).over(paragraph) != "PUNCT")
    tokens = parse.tokens.select(
        *paragraph,
        "row",
        "form",
        paragraph_first=pl.col("row").min().over(paragraph),
        paragraph_last=pl.col("row").max().over(paragraph),
        is_mark=pl.col("form").is_in([*_OPENING, *_CLOSING, *_STRAIGHT])
        & ~((pl.col("deprel") == "case") | (pl.col("upos") == "PART")),
        is_single=pl.col("form").is_in(_SINGLE),
        # In other languages the same marks stand the other way about: „so“, »so«, ”so”.
        opens=pl.when(pl.col("form").is_in(_TURNED) & word_before.fill_null(False) & ~word_after.fill_null(False))
        .then(False)
        .when(pl.col("form").is_in(_RETURNED) & ~glued_left.fill_null(False) & glued_right.fill_null(False))
        .then(True)
        .when(pl.col("form").is_in(_OPENING))
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
