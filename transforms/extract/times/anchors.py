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
_FAR_YEARS, _FAR_SHARE = 3, 4
# A year is far that is more than so many years from the publication.
_NEAR = 2
# A narrative that goes back by so many months in a year has gone on to the next.
_TURN = 8
# Expressions that follow from each other are resolved one after another, at most so many in a row.
_CHAIN = 40
_UNTIL = r"(?i)^\s*(?:to|until|till|through|-|–|—)\s*$"
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
    return _in_order(_with_mentioned(dated))


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """Let the second weekday of a range follow the first: "from Monday to Friday", told on a Thursday."""
    following = {name: pl.col(name).shift(-1).over(SENTENCE) for name in ("start", "at", "rule", "is_future")}
    gap = pl.col("sentence").str.slice(pl.col("end"), (following["start"] - pl.col("end")).fill_null(0).clip(0))
    is_range = gap.str.contains(_UNTIL) & (pl.col("rule") == "weekday") & (following["rule"] == "weekday")
    opens = (is_range & (following["at"] < pl.col("at"))).fill_null(False)
    marked = rows.with_columns(back=opens & ~following["is_future"], ahead=opens & following["is_future"])
    ahead = pl.col("ahead").shift(1).over(SENTENCE).fill_null(False)
    week = pl.duration(days=7)
    return marked.with_columns(
        at=pl.when("back").then(pl.col("at") - week).when(ahead).then(pl.col("at") + week).otherwise("at")
    ).drop("back", "ahead")


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
        .when(pl.col("week").is_not_null())
        .then(pl.lit("week"))
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


def _with_mentioned(rows: pl.DataFrame) -> pl.DataFrame:
    """Resolve what is counted from a mention, once that is resolved; each round the next link of every chain."""
    slots = _Slots(rows)
    at, anchor, published = (slots.number(name) for name in ("at", "anchor_on", "published_on"))
    pending, narrative = (rows[name].to_numpy().copy() for name in ("is_pending", "is_narrative"))
    granularity, needs = slots.word("granularity"), slots.word("needs")
    # A narrative's own "today" is no day of what it tells.
    is_point = rows["is_point"].to_numpy() & ~(narrative & (slots.word("base") == "published"))
    fine = {
        "day": granularity == "day",
        "month": np.isin(granularity, ("day", "week", "weekend", "month")),
        "year": ~np.isin(granularity, ("decade", "century")),
    }
    order = np.arange(rows.height)
    first = order - rows.select(pl.int_range(pl.len()).over("doc_id")).to_series().to_numpy()
    sentence = rows["sentence_id"].to_numpy()
    is_hour = slots.word("kind") == "clock"
    # "Two years later he resigned": not after the publication. From which day, nothing tells.
    past = rows.select(pl.col("has_tense") & ~pl.col("is_future")).to_series().to_numpy()
    lost = past & (slots.number("step") > 0) & (slots.word("kind") == "shift")

    def last(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The last row before each, in its document, of those that are fine enough for it; -1 without one."""
        reached = {name: np.maximum.accumulate(np.where(mask & enough, order, -1)) for name, enough in fine.items()}
        before = np.select([needs == name for name in reached], [np.append(-1, r[:-1]) for r in reached.values()])
        return np.where(before >= first, before, -1)

    for _ in range(_CHAIN):
        if not pending.any():
            break
        mention, waiting = last(is_point & ~np.isnan(at)), last(pending)
        ready = pending & (mention >= 0) & (waiting < mention)
        if not ready.any():
            # Nothing more follows from what is known: the rest takes what there is.
            ready = pending.copy()
        told = np.where(mention >= 0, at[mention], np.where(narrative | lost, np.nan, published))
        # In news an hour belongs to the day mentioned in its sentence, else to that of publication.
        elsewhere = is_hour & ~narrative & ((mention < 0) | (sentence[mention] != sentence))
        places = np.flatnonzero(ready)
        anchor[places] = np.where(elsewhere, published, told)[places]
        resolved = _at(rows[places].with_columns(anchor_on=dates_of(anchor[places])))
        at[places], pending[places] = numbers_of(resolved), False
    return rows.with_columns(at=dates_of(at), anchor_on=dates_of(anchor))


def _at(rows: pl.DataFrame) -> pl.Series:
    """The first day of the period that the slots denote, given anchor_on."""
    slots = _Slots(rows)
    anchor, step, year = (slots.number(name) for name in ("anchor_on", "step", "year"))
    shifted = slots.word("kind") == "shift"
    unit = np.where(shifted, slots.word("unit"), "")
    base = moved(anchor, unit, step)
    # "It took place this weekend", told on a Monday: the one before.
    told_past = rows.select(pl.col("has_tense") & ~pl.col("is_future")).to_series().to_numpy()
    base = np.where((unit == "WE") & (step == 0) & told_past & (base > anchor), base - 7, base)
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
        "week": (slots.has("week"), _week(slots, year)),
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
    # In a narrative, January after December is the next year's.
    narrative = slots.rows["is_narrative"].to_numpy()
    told_past = slots.rows.select(pl.col("has_tense") & ~pl.col("is_future")).to_series().to_numpy()
    gone = slots.has("season") & (step == 0) & told_past & (here > slots.number("published_on"))
    turned = narrative & np.isnan(step) & (civil(anchor)[1] - month >= _TURN)
    return np.select(
        [*fits, step == -1, step == 1, gone, turned, (step == 0) | narrative],
        [
            here,
            before,
            after,
            np.where(here < edge - span, here, before),
            np.where(here > anchor, here, after),
            before,
            after,
            here,
        ],
        by_tense,
    )


def _week(slots: _Slots, year: Days) -> Days:
    """The Monday of the first or last week of a year, which are those of ISO 8601: the first has 4 January."""
    is_last = slots.word("week") == "last"
    fourth = day(year + is_last, 1, 4)
    return np.asarray(fourth - (weekday(fourth) - 1) - np.where(is_last, 7, 0))


def _weekday(slots: _Slots, anchor: Days, on: Days) -> Days:
    """The weekday last, next, or on the side of the anchor that the tense tells; today's is today."""
    step = slots.number("step")
    back, ahead = (weekday(anchor) - on) % 7, (on - weekday(anchor)) % 7
    last, following = np.where(back == 0, 7, back), np.where(ahead == 0, 7, ahead)
    future = slots.rows["is_future"].to_numpy()
    return np.asarray(anchor + np.select([step == -1, step == 1, future], [-last, following, ahead], -back))
