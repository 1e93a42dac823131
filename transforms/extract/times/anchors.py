"""Anchors: the day that each expression denotes, counted from the publication or from what was mentioned before."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.extract.times.calendar import (
    GRANULARITIES,
    SEASONS,
    Days,
    civil,
    dates_of,
    day,
    feast,
    moved,
    numbers_of,
    plus_months,
    weekday,
)
from transforms.extract.times.phrases import SENTENCE

# A document is a narrative of the past, whose dates are counted from each other, when at least so many years far
# from its publication are named, and so many times as many as expressions of the day.
_FAR_YEARS, _FAR_SHARE = 3, 2
# A year is far that is more than so many years from the publication.
_NEAR = 2
# Expressions that follow from each other are resolved one after another, at most so many in a row.
_CHAIN = 40
_COORDINATED = r"(?i)^\s*(?:,|,?\s*and|or|to|until|through|-|–|—)\s*(?:the\s+)?$"


def anchored(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Resolve expressions in order of place.

    Returns
    -------
    pl.DataFrame
        ``rows`` with published_on; at: the first day of the period denoted, NULL when unknown; granularity;
        anchor_on: the day counted from; is_relative: whether one was needed.
    """
    dated = rows.join(documents.select("doc_id", "published_on"), on="doc_id", how="left", maintain_order="left")
    dated = _with_years(_readings(dated)).with_columns(granularity=_granularity(), needs=_needs())
    narrative = _narrative(dated)
    dated = dated.join(narrative, on="doc_id", how="left", maintain_order="left").with_columns(base=_base())
    dated = dated.with_columns(
        is_relative=pl.col("base") != "none",
        anchor_on=pl.when(pl.col("base") == "published").then("published_on"),
        is_pending=(pl.col("base") == "mentioned") & pl.col("is_point"),
    )
    dated = dated.with_columns(at=_at(dated)).with_columns(at=pl.when(~pl.col("is_pending")).then("at"))
    for _ in range(_CHAIN):
        if not dated["is_pending"].any():
            break
        waiting = dated["is_pending"].sum()
        dated = _resolved(dated, blocked=True)
        if dated["is_pending"].sum() == waiting:
            dated = _resolved(dated, blocked=False)
            break
    return dated


def _readings(rows: pl.DataFrame) -> pl.DataFrame:
    """Decide between day/month and month/day: what lies nearest to the publication, unless only one can be."""
    year, figures = numbers_of(rows["year"]), (numbers_of(rows["first"]), numbers_of(rows["second_figure"]))
    rows = rows.with_columns(
        month_first=dates_of(day(year, *figures)), day_first=dates_of(day(year, *reversed(figures)))
    )
    first, second, month_first, day_first = (
        pl.col(name) for name in ("first", "second_figure", "month_first", "day_first")
    )
    far = (month_first - pl.col("published_on")).abs() > (day_first - pl.col("published_on")).abs()
    swap = month_first.is_null() | (day_first.is_not_null() & far.fill_null(False))
    unsure = month_first.is_not_null() & day_first.is_not_null() & (first != second) & pl.col("published_on").is_null()
    return rows.with_columns(
        month=pl.when(first.is_null()).then("month").when(unsure).then(None).when(swap).then(second).otherwise(first),
        day=pl.when(first.is_null()).then("day").when(unsure).then(None).when(swap).then(first).otherwise(second),
    )


def _with_years(rows: pl.DataFrame) -> pl.DataFrame:
    """Give a month its neighbour's year: "from May to June 2011", "in December 2010 and January"."""
    gap = pl.col("sentence").str.slice(
        pl.col("end"), (pl.col("start").shift(-1).over(SENTENCE) - pl.col("end")).fill_null(0).clip(0)
    )
    linked = gap.str.contains(_COORDINATED)
    lacks = pl.col("year").is_null() & pl.col("month").is_not_null() & pl.col("step").is_null()
    named = pl.col("month").is_not_null() & pl.col("year").is_not_null()
    after = pl.when(linked & named.shift(-1).over(SENTENCE)).then(
        pl.col("year").shift(-1).over(SENTENCE) - (pl.col("month") > pl.col("month").shift(-1).over(SENTENCE))
    )
    before = pl.when(linked.shift(1).over(SENTENCE) & named.shift(1).over(SENTENCE)).then(
        pl.col("year").shift(1).over(SENTENCE) + (pl.col("month") < pl.col("month").shift(1).over(SENTENCE))
    )
    return rows.with_columns(year=pl.when(lacks).then(pl.coalesce(after, before)).otherwise("year").cast(pl.Int32))


def _granularity() -> pl.Expr:
    moved_unit = pl.when(pl.col("kind") == "shift").then(pl.col("unit").replace_strict(GRANULARITIES, default=None))
    return (
        pl.when(pl.col("day").is_not_null() | pl.col("weekday").is_not_null() | pl.col("holiday").is_not_null())
        .then(pl.lit("day"))
        .when(pl.col("month").is_not_null())
        .then(pl.lit("month"))
        .when(pl.col("season").is_not_null())
        .then(pl.lit("season"))
        .when(pl.col("quarter").is_not_null())
        .then(pl.lit("quarter"))
        .when(pl.col("half").is_not_null())
        .then(pl.lit("half_year"))
        .when(pl.col("decade").is_not_null())
        .then(pl.lit("decade"))
        .when(pl.col("century").is_not_null())
        .then(pl.lit("century"))
        .when(pl.col("kind") == "clock")
        .then(pl.lit("day"))
        .otherwise(pl.coalesce(moved_unit, pl.when(pl.col("year").is_not_null()).then(pl.lit("year"))))
    )


def _needs() -> pl.Expr:
    """How fine the mention that an expression is counted from must be."""
    unit = pl.coalesce(pl.when(pl.col("kind") == "shift").then("unit"), pl.lit(""))
    return (
        pl.when(unit.is_in(["Y", "DE", "CE"]) | (pl.col("month").is_not_null() | pl.col("season").is_not_null()))
        .then(pl.lit("year"))
        .when(unit.is_in(["M", "Q"]))
        .then(pl.lit("month"))
        .when((unit == "") & (pl.col("quarter").is_not_null() | pl.col("holiday").is_not_null()))
        .then(pl.lit("year"))
        .otherwise(pl.lit("day"))
    )


def _narrative(rows: pl.DataFrame) -> pl.DataFrame:
    far = pl.col("year").is_not_null() & (
        pl.col("published_on").is_null() | ((pl.col("year") - pl.col("published_on").dt.year()).abs() > _NEAR)
    )
    daily = (pl.col("base") == "published") & pl.col("step").is_not_null() & pl.col("direction").is_null() | (
        pl.col("rule") == "weekday"
    )
    return rows.group_by("doc_id").agg(is_narrative=(far.sum() >= _FAR_YEARS) & (far.sum() > _FAR_SHARE * daily.sum()))


def _base() -> pl.Expr:
    """What an expression is counted from: none, published or mentioned."""
    near = pl.when(pl.col("is_narrative")).then(pl.lit("mentioned")).otherwise(pl.lit("published"))
    whole = pl.col("year").is_not_null() | pl.col("decade").is_not_null() | pl.col("century").is_not_null()
    return (
        pl.when(pl.col("kind").is_in(["set", "state"]) | whole & pl.col("kind").is_in(["calendar", "clock"]))
        .then(pl.lit("none"))
        .when((pl.col("kind") == "duration") & pl.col("toward").fill_null(0).eq(0))
        .then(pl.lit("none"))
        .when(pl.col("base").is_in(["published", "mentioned"]))
        .then("base")
        .when(pl.col("kind") == "clock")
        .then(pl.lit("mentioned"))
        .otherwise(near)
    )


def _resolved(rows: pl.DataFrame, *, blocked: bool) -> pl.DataFrame:
    """Resolve what is counted from a mention that is resolved already; without ``blocked`` from any before it."""
    usable = pl.col("is_point") & pl.col("at").is_not_null()
    fine = {
        "day": usable & (pl.col("granularity") == "day"),
        "month": usable & pl.col("granularity").is_in(["day", "week", "weekend", "month"]),
        "year": usable & ~pl.col("granularity").is_in(["decade", "century"]),
    }
    coarse = {
        "day": pl.col("granularity") == "day",
        "month": pl.col("granularity").is_in(["day", "week", "weekend", "month"]),
        "year": pl.lit(True),
    }
    order = pl.int_range(pl.len(), dtype=pl.Int64)

    def last(what: pl.Expr, condition: pl.Expr) -> pl.Expr:
        return pl.when(condition).then(what).forward_fill().shift(1).over("doc_id")

    seen = rows.with_columns(
        *(last(pl.col("at"), fine[name]).alias(f"at_{name}") for name in fine),
        *(last(pl.col("sentence_id"), fine[name]).alias(f"sentence_{name}") for name in fine),
        *(last(order, fine[name]).alias(f"row_{name}") for name in fine),
        *(last(order, pl.col("is_pending") & coarse[name]).alias(f"pending_{name}") for name in fine),
    )

    def needed(prefix: str) -> pl.Expr:
        choice = pl.when(pl.col("needs") == "day").then(f"{prefix}_day").when(pl.col("needs") == "month")
        return choice.then(f"{prefix}_month").otherwise(f"{prefix}_year")

    anchor = needed("at")
    # What is told of the hour alone belongs to the day mentioned in the same sentence, in news else to publication.
    is_hour = pl.col("kind") == "clock"
    elsewhere = is_hour & ~pl.col("is_narrative") & (needed("sentence") != pl.col("sentence_id")).fill_null(True)
    published = pl.col("published_on")
    anchor = (
        pl.when(elsewhere)
        .then(published)
        .otherwise(pl.coalesce(anchor, pl.when(~pl.col("is_narrative")).then(published)))
    )
    ready = pl.lit(True)
    if blocked:
        ready = (needed("pending").is_null() | (needed("pending") < needed("row")).fill_null(False)) & (
            needed("row").is_not_null()
        )
    resolves = pl.col("is_pending") & ready
    anchors = seen.with_columns(anchor_on=pl.when(resolves).then(anchor).otherwise("anchor_on"))
    return (
        anchors.with_columns(now=_at(anchors), resolves=resolves)
        .with_columns(
            at=pl.when("resolves").then("now").otherwise("at"), is_pending=pl.col("is_pending") & ~pl.col("resolves")
        )
        .select(rows.columns)
    )


def _at(rows: pl.DataFrame) -> pl.Series:
    """The first day of the period that the slots denote, given anchor_on."""
    slots = _Slots(rows)
    anchor, step, year = (slots.number(name) for name in ("anchor_on", "step", "year"))
    shifted = slots.word("kind") == "shift"
    unit = np.where(shifted, slots.word("unit"), "")
    base = moved(anchor, unit, step)
    base_year, base_month, _ = civil(base)
    year = np.where(np.isnan(year) & np.isin(unit, ("Y", "M")), base_year, year)
    month = slots.number("month")
    of_this_month = (unit == "M") & slots.has("day") & np.isnan(month)
    month = np.where(of_this_month, base_month, month)
    is_dated = slots.has("month", "season", "quarter", "half", "holiday") | of_this_month
    on = slots.number("weekday")
    conditions = {
        "decade": (slots.has("decade"), day(slots.number("decade"))),
        "century": (slots.has("century"), day(slots.number("century"))),
        "dated": (is_dated & ~np.isnan(year), _in_year(slots, year, month)),
        "undated": (is_dated, _nearest(slots, anchor, month)),
        "year": (slots.has("year"), day(year)),
        "weekday_of_week": (~np.isnan(on) & (unit == "W"), base + on - 1),
        "weekday": (~np.isnan(on), _weekday(slots, anchor, on)),
        "hour": (slots.word("kind") == "clock", anchor),
        "length": (slots.word("kind") == "duration", np.full(rows.height, np.nan)),
    }
    tests, answers = zip(*conditions.values(), strict=True)
    return dates_of(np.select(tests, answers, base))


class _Slots:
    """The columns of a frame as arrays."""

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows

    def number(self, name: str) -> Days:
        return numbers_of(self.rows[name])

    def word(self, name: str) -> NDArray[np.str_]:
        return self.rows[name].fill_null("").to_numpy().astype(str)

    def has(self, *names: str) -> NDArray[np.bool_]:
        return self.rows.select(pl.any_horizontal(pl.col(*names).is_not_null())).to_series().to_numpy()


def _in_year(slots: _Slots, year: Days, month: Days) -> Days:
    """The first day of the part of ``year`` that the slots denote."""
    of_month = slots.number("day")
    season = numbers_of(slots.rows["season"].replace_strict(SEASONS, default=None, return_dtype=pl.Float64))
    quarter, half = slots.number("quarter"), slots.number("half")
    first_month = np.select(
        [~np.isnan(month), ~np.isnan(season), ~np.isnan(quarter)], [month, season, 3 * quarter - 2], 6 * half - 5
    )
    feasts = feast(slots.rows["holiday"], year)
    return np.where(np.isnan(feasts), day(year, first_month, np.where(np.isnan(of_month), 1, of_month)), feasts)


def _nearest(slots: _Slots, anchor: Days, month: Days) -> Days:
    """The day without a year: last, next, or on the side of the anchor that the tense tells."""
    year, step = civil(anchor)[0], slots.number("step")
    here, before, after = (_in_year(slots, year + offset, month) for offset in (0, -1, 1))
    by_day = slots.has("day", "holiday")
    edge = np.where(slots.has("month") & ~by_day, plus_months(anchor, 0), anchor)
    # "Last summer" is not the one that has just ended in the month of the story.
    span = np.where(slots.has("season"), 80, 0)
    on = slots.number("weekday")
    fits = [weekday(date) == on for date in (here, before, after)]
    by_tense = np.where(
        slots.rows["is_future"].to_numpy(), np.where(here >= edge, here, after), np.where(here <= anchor, here, before)
    )
    return np.select(
        [*fits, step == -1, step == 1, (step == 0) | slots.rows["is_narrative"].to_numpy()],
        [
            here,
            before,
            after,
            np.where(here < edge - span, here, before),
            np.where(here > anchor, here, after),
            here,
        ],
        by_tense,
    )


def _weekday(slots: _Slots, anchor: Days, on: Days) -> Days:
    """The weekday last, next, or on the side of the anchor that the tense tells; today's is today."""
    step = slots.number("step")
    back, ahead = (weekday(anchor) - on) % 7, (on - weekday(anchor)) % 7
    last, following = np.where(back == 0, 7, back), np.where(ahead == 0, 7, ahead)
    future = slots.rows["is_future"].to_numpy()
    return anchor + np.select([step == -1, step == 1, future], [-last, following, ahead], -back)
