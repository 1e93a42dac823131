"""Phrases: expressions as they are printed, out of the shapes that stand next to each other in a sentence."""

import polars as pl

from transforms.extract.times.patterns import words
from transforms.extract.times.slots import read, shapes
from transforms.lexicons import lexicon

SENTENCE = ["doc_id", "sentence_id"]
# What a shape is to its neighbours: the first of these conditions that holds.
_SIDES = {
    "set": pl.col("kind") == "set",
    "clock": pl.col("hour").is_not_null(),
    "part": pl.col("part").is_not_null() & pl.col("step").is_null() & pl.col("weekday").is_null(),
    "day": pl.col("day").is_not_null() | pl.col("holiday").is_not_null(),
    "weekday": pl.col("weekday").is_not_null(),
    "this_day": (pl.col("kind") == "shift") & (pl.col("unit") == "D"),
    "this_week": (pl.col("kind") == "shift") & (pl.col("unit") == "W"),
    "this_month": (pl.col("rule") == "relative_unit") & (pl.col("unit") == "M"),
    "this_year": (pl.col("rule") == "relative_unit") & (pl.col("unit") == "Y"),
    "month": pl.col("month").is_not_null(),
    "season": pl.any_horizontal(pl.col("season", "quarter", "half").is_not_null()),
    "year": pl.col("year").is_not_null(),
}
# How many shapes one expression may be made of, beyond the first: "8 p.m. on Friday, May 3 last year".
_JOINS = 3


def phrases(found: pl.DataFrame) -> pl.DataFrame:
    """Read what ``patterns.matches`` found, divide pairs, and join neighbours into one expression.

    Returns
    -------
    pl.DataFrame
        The columns of ``found`` and of ``slots.read``, in order of place; without what is no time.
    """
    matched = shapes(found["text"])
    single = _divided(found, matched.filter(pl.col("kind") == "pair"))
    known = read(single["reading"], matched)
    rows = single.join(known.rename({"text": "reading"}), on="reading", how="left", maintain_order="left")
    rows = rows.filter((pl.col("kind") != "none").fill_null(False)).drop("reading")
    for _ in range(_JOINS):
        joined = _joined(rows)
        if joined.height == rows.height:
            break
        rows = joined
    # "4:53 in the afternoon" is told on a clock of twelve hours; three at night is after midnight.
    late = pl.col("part").is_in(["AF", "EV"]) | ((pl.col("part") == "NI") & (pl.col("hour") > 4))
    half_past = (pl.col("hour") < 12) & late
    return rows.with_columns(hour=pl.when(half_past).then(pl.col("hour") + 12).otherwise("hour"))


def _divided(found: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Give each member of a pair ("3 to 5 May") a row of its own, and the text that it is to be read as."""
    empty = pl.lit("")
    head, tail = (pl.col(name).fill_null(empty) for name in ("head", "tail"))
    parts = pairs.select(
        "text",
        first_length=(head + pl.col("opening")).str.len_chars(),
        gap_length=pl.col("gap").str.len_chars(),
        first_reading=head + pl.col("opening") + tail,
        second_reading=head + pl.col("closing") + tail,
    )
    rows = found.join(parts, on="text", how="left", maintain_order="left")
    is_pair = pl.col("first_length").is_not_null()
    plain = rows.filter(~is_pair).with_columns(reading="text")
    first = rows.filter(is_pair).with_columns(end=pl.col("start") + pl.col("first_length"), reading="first_reading")
    second = rows.filter(is_pair).with_columns(
        start=pl.col("start") + pl.col("first_length") + pl.col("gap_length"), reading="second_reading"
    )
    columns = [*found.columns, "reading"]
    divided = pl.concat([frame.select(columns) for frame in (plain, first, second)])
    text = pl.col("sentence").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    reading = pl.col("reading").str.replace_all(r"\s+", " ")
    return _trimmed(divided.sort(*SENTENCE, "start").with_columns(text=text, reading=reading))


def _trimmed(rows: pl.DataFrame) -> pl.DataFrame:
    """Take "before", "after" and "on" off where more follows: in "two weeks after the vote" the length is meant."""
    governs = r"(?i)[\s-]+(?:before|after|on|prior)$"
    follows = pl.col("sentence").str.slice(pl.col("end")).str.contains(r"^\s*[\p{L}\d“\"$£€]")
    cut = pl.col("text").str.contains(governs) & follows & ~pl.col("text").str.contains(r"(?i)^the\s")
    text = pl.when(cut).then(pl.col("text").str.replace(governs, "")).otherwise("text")
    reading = pl.when(cut).then(pl.col("reading").str.replace(governs, "")).otherwise("reading")
    return rows.with_columns(text=text, reading=reading).with_columns(
        end=pl.col("start") + pl.col("text").str.len_chars()
    )


def _joined(rows: pl.DataFrame) -> pl.DataFrame:
    """Join each shape with its right neighbour where the lexicon ``time_joins`` lets them be one expression."""
    side = pl.coalesce(*(pl.when(condition).then(pl.lit(name)) for name, condition in _SIDES.items()))
    sided = rows.with_columns(side=side)
    joins = lexicon("time_joins")
    nearby = sided.with_columns(
        right=pl.col("side").shift(-1).over(SENTENCE),
        gap=pl.col("sentence").str.slice(
            pl.col("end"), (pl.col("start").shift(-1).over(SENTENCE) - pl.col("end")).fill_null(0).clip(0)
        ),
        has_year=pl.col("year").is_not_null() | pl.col("step").is_not_null() & pl.col("month").is_not_null(),
    )
    fits = pl.lit(False)
    for left, right, gap in joins.select("left", "right", "gap").iter_rows():
        fits |= (
            pl.col("side").is_in(left.split("|"))
            & pl.col("right").is_in(right.split("|"))
            & pl.col("gap").str.contains(f"(?i)^(?:{gap})$")
        )
    fits &= ~(pl.col("has_year") & pl.col("right").is_in(["this_year", "year"]))
    # An expression joins once a round: of three in a row the first two come first.
    flagged = nearby.with_columns(opens=fits.fill_null(False))
    flagged = flagged.with_columns(opens=pl.col("opens") & ~pl.col("opens").shift(1, fill_value=False).over(SENTENCE))
    taken = flagged.with_columns(taken=pl.col("opens").shift(1, fill_value=False).over(SENTENCE))
    slots = [
        name for name in rows.columns if name not in (*SENTENCE, "sentence_start", "sentence", "start", "end", "text")
    ]
    following = {name: pl.col(name).shift(-1).over(SENTENCE) for name in slots}
    merged = taken.with_columns(
        *(pl.when("opens").then(_united(name, following[name])).otherwise(name).alias(name) for name in slots),
        end=pl.when("opens").then(pl.col("end").shift(-1).over(SENTENCE)).otherwise("end"),
    )
    text = pl.col("sentence").str.slice(pl.col("start"), pl.col("end") - pl.col("start"))
    return merged.filter(~pl.col("taken")).with_columns(text=text).select(rows.columns)


def _united(name: str, right: pl.Expr) -> pl.Expr:
    """Unite a slot of two shapes."""
    left = pl.col(name)
    if name == "kind":
        # A repeated time, or one counted from another, stays one whatever it is told of besides.
        return (
            pl.when(left == "set")
            .then(pl.lit("set"))
            .when((left == "shift") | (right == "shift"))
            .then(pl.lit("shift"))
            .when((left == "clock") & (right == "clock"))
            .then(pl.lit("clock"))
            .otherwise(pl.lit("calendar"))
        )
    if name == "rule":
        return left + "+" + right
    if name in ("is_fiscal", "has_number"):
        return left | right
    if name == "amount":
        return pl.lit(1.0)
    return pl.coalesce(left, right)


def month_word(name: str = "text") -> pl.Expr:
    """Whether an expression is a month's short form and nothing else ("Sept.")."""
    short = words("month").filter(pl.col("form").str.len_chars() <= 5)["form"]
    full = ("may", "june", "july", "march", "april")
    return pl.col(name).str.to_lowercase().is_in([form for form in short if form not in full])
