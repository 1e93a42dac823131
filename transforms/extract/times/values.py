"""Values: ISO-TimeML values, intervals of days and UCDP's precision, out of slots and anchors."""

import numpy as np
import polars as pl

from transforms.extract.times.calendar import GRANULARITIES, civil, dates_of, last_day, numbers_of, plus_months
from transforms.extract.times.phrases import SENTENCE
from transforms.lexicons import lexicon

_RANGE = r"(?i)^\s*(?:to|until|till|through|-|–|—|/)\s*(?:the\s+)?$"


def timex_type() -> pl.Expr:
    """DATE, TIME, DURATION or SET."""
    is_hour = pl.any_horizontal(pl.col("hour", "part").is_not_null())
    hours = (pl.col("kind") == "shift") & pl.col("unit").is_in(["H", "MIN", "S"])
    return (
        pl.when(pl.col("kind") == "set")
        .then(pl.lit("SET"))
        .when((pl.col("kind") == "duration") | hours)
        .then(pl.lit("DURATION"))
        .when(is_hour)
        .then(pl.lit("TIME"))
        .otherwise(pl.lit("DATE"))
    )


def _padded(number: pl.Expr, width: int) -> pl.Expr:
    return number.cast(pl.Int32).cast(pl.String).str.zfill(width)


def _year() -> pl.Expr:
    year = pl.col("at").dt.year()
    return pl.when(year < 0).then("BC" + _padded(-year, 4)).otherwise(_padded(year, 4))


def value() -> pl.Expr:
    """The ISO-TimeML value; X where a figure is unknown."""
    at, granularity = pl.col("at"), pl.col("granularity")
    year = _year()
    month = pl.coalesce(_padded(at.dt.month(), 2), _padded(pl.col("month"), 2), pl.lit("XX"))
    of_month = pl.coalesce(_padded(at.dt.day(), 2), _padded(pl.col("day"), 2), pl.lit("XX"))
    unknown_year = pl.coalesce(_padded(pl.col("year"), 4), pl.lit("XXXX"))
    week = _padded(at.dt.iso_year(), 4) + "-W" + _padded(at.dt.week(), 2)
    some = pl.coalesce(year, unknown_year)
    only_weekday = at.is_null() & pl.col("weekday").is_not_null() & pl.col("day").is_null()
    date = (
        pl.when(only_weekday)
        .then("XXXX-WXX-" + pl.col("weekday").cast(pl.String))
        .when(granularity == "day")
        .then(some + "-" + month + "-" + of_month)
        .when(granularity == "week")
        .then(pl.coalesce(week, pl.lit("XXXX-WXX")))
        .when(granularity == "weekend")
        .then(pl.coalesce(week, pl.lit("XXXX-WXX")) + "-WE")
        .when(granularity == "month")
        .then(some + "-" + month)
        .when(granularity == "season")
        .then(some + "-" + pl.col("season"))
        .when(granularity == "quarter")
        .then(some + "-Q" + pl.coalesce(at.dt.quarter(), "quarter").cast(pl.String))
        .when(granularity == "half_year")
        .then(some + "-H" + pl.coalesce((at.dt.month() > 6).cast(pl.Int32) + 1, "half").cast(pl.String))
        .when(granularity == "decade")
        .then(pl.coalesce(year, pl.lit("XXXX")).str.head(-1))
        .when(granularity == "century")
        .then(pl.coalesce(year, pl.lit("XXXX")).str.head(-2))
        .when(pl.col("is_fiscal"))
        .then("FY" + some)
        .otherwise(some)
    )
    hour = "T" + _padded(pl.col("hour"), 2)
    minutes = pl.when(pl.col("minute").is_not_null()).then(":" + _padded(pl.col("minute"), 2)).otherwise(pl.lit(":00"))
    seconds = pl.when(pl.col("second").is_not_null()).then(":" + _padded(pl.col("second"), 2)).otherwise(pl.lit(""))
    clock = pl.coalesce(hour + minutes + seconds + pl.col("zone").fill_null(""), "T" + pl.col("part"), pl.lit(""))
    vague = pl.when(pl.col("direction").is_in(["ago", "earlier", "before", "previously"])).then(pl.lit("PAST_REF"))
    return (
        pl.when(pl.col("kind") == "state")
        .then("state")
        .when(pl.col("timex_type") == "SET")
        .then(_set())
        .when(pl.col("timex_type") == "DURATION")
        .then(_length())
        .when((pl.col("kind") == "shift") & pl.col("step").is_null())
        .then(vague.otherwise(pl.lit("FUTURE_REF")))
        .otherwise(date + clock)
    )


def _length() -> pl.Expr:
    """An ISO 8601 period, with TIMEX3's DE, CE and ML for decades, centuries and millennia; X for an unknown number."""
    unit = pl.col("unit")
    factor = unit.replace_strict({"Q": 3, "2W": 2}, default=1, return_dtype=pl.Int32)
    letter = unit.replace_strict({"Q": "M", "2W": "W", "MIN": "M"}, default=unit, return_dtype=pl.String)
    amount = pl.col("amount") * factor
    half_hour = (unit == "H") & (amount == 0.5)
    printed = (
        pl.when(amount == amount.floor()).then(amount.cast(pl.Int64).cast(pl.String)).otherwise(amount.cast(pl.String))
    )
    clock = pl.when(unit.is_in(["H", "MIN", "S"])).then(pl.lit("PT")).otherwise(pl.lit("P"))
    return pl.when(half_hour).then(pl.lit("PT30M")).otherwise(clock + printed.fill_null("X") + letter)


def _set() -> pl.Expr:
    minutes = pl.coalesce(_padded(pl.col("minute"), 2), pl.lit("00"))
    part = pl.coalesce("T" + _padded(pl.col("hour"), 2) + ":" + minutes, "T" + pl.col("part"), pl.lit(""))
    return (
        pl.when(pl.col("weekday").is_not_null())
        .then("XXXX-WXX-" + pl.col("weekday").cast(pl.String) + part)
        .when(pl.col("month").is_not_null())
        .then("XXXX-" + _padded(pl.col("month"), 2))
        .when(pl.any_horizontal(pl.col("part", "hour").is_not_null()))
        .then("XXXX-XX-XX" + part)
        .otherwise(_length())
    )


def with_intervals(rows: pl.DataFrame) -> pl.DataFrame:
    """Add begins, ends and date_precision.

    A point in time is the days of its period, cut by "early", "the end of" and the like after
    ``time_portions``, and by "earlier" and "later" at the anchor. After "since" it reaches to the publication. The
    two ends of a range ("from 3 to 5 May") each carry the whole of it. A length of time has an interval where it
    is told up to or from which day it counts. Days before Christ have none.
    """
    portions = lexicon("time_portions").cast({"skip": pl.Int32, "keep": pl.Int32})
    cut = rows.join(portions, on=["portion", "granularity"], how="left", maintain_order="left")
    at, anchor = pl.col("at"), pl.col("anchor_on")
    first, skip, keep = (numbers_of(cut[name]) for name in ("at", "skip", "keep"))
    in_days = (cut["step_right"] == "day").fill_null(False).to_numpy()
    start = np.where(in_days, first + skip, plus_months(first, skip))
    stop = np.where(in_days, start + keep, plus_months(start, keep)) - 1
    cut = cut.with_columns(
        whole=dates_of(last_day(first, cut["granularity"])), start_cut=dates_of(start), stop_cut=dates_of(stop)
    )
    whole = pl.col("whole")
    within = anchor.is_between(at, whole)
    begins = (
        pl.when(pl.col("skip").is_not_null())
        .then("start_cut")
        .when((pl.col("portion") == "after") & within)
        .then(anchor)
        .otherwise(at)
    )
    ends = (
        pl.when(pl.col("keep").is_not_null())
        .then("stop_cut")
        .when((pl.col("portion") == "before") & within)
        .then(anchor)
        .otherwise(whole)
    )
    point = pl.col("timex_type").is_in(["DATE", "TIME"])
    spanned = cut.with_columns(begins=pl.when(point).then(begins), ends=pl.when(point).then(ends))
    lasting = _with_lengths(spanned)
    since = pl.col("before").str.contains(r"(?i)\bsince\s+(?:the\s+)?$") & pl.col("begins").is_not_null() & point
    opened = lasting.with_columns(
        ends=pl.when(since & (pl.col("published_on") >= pl.col("begins")))
        .then("published_on")
        .when(since & pl.col("published_on").is_null())
        .then(None)
        .otherwise("ends")
    )
    ranged = _with_ranges(opened)
    days = (pl.col("ends") - pl.col("begins")).dt.total_days() + 1
    recent = pl.col("begins").dt.year() >= 1
    return ranged.with_columns(begins=pl.when(recent).then("begins"), ends=pl.when(recent).then("ends")).with_columns(
        date_precision=pl.when(days == 1)
        .then(1)
        .when(days <= 6)
        .then(2)
        .when(days == 7)
        .then(3)
        .when(days <= 31)
        .then(4)
        .when(days > 31)
        .then(5)
        .cast(pl.Int32)
    )


def _with_lengths(rows: pl.DataFrame) -> pl.DataFrame:
    """The days of a length told up to or from the anchor: "the last three months"."""
    anchor, amount, way = (numbers_of(rows[name]) for name in ("anchor_on", "amount", "toward"))
    months, days = (
        numbers_of(rows["unit"].replace_strict(factors, default=None, return_dtype=pl.Float64))
        for factors in ({"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}, {"D": 1, "W": 7, "2W": 14})
    )
    # The same day of the other month, or its last.
    month_there = plus_months(anchor, np.trunc(months * amount) * way)
    last = plus_months(month_there, 1) - month_there
    by_month = month_there + np.fmin(civil(anchor)[2], last) - 1
    other = np.where(np.isnan(months), anchor + np.trunc(days * amount) * way, by_month)
    rows = rows.with_columns(other_end=dates_of(other))
    anchor_on, toward, other_end = pl.col("anchor_on"), pl.col("toward"), pl.col("other_end")
    known = (pl.col("timex_type") == "DURATION") & toward.is_in([-1, 1]) & other_end.is_not_null()
    return rows.with_columns(
        begins=pl.when(known).then(pl.min_horizontal(anchor_on, other_end)).otherwise("begins"),
        ends=pl.when(known).then(pl.max_horizontal(anchor_on, other_end)).otherwise("ends"),
        granularity=pl.when(pl.col("timex_type").is_in(["DURATION", "SET"]))
        .then(pl.col("unit").replace_strict(GRANULARITIES, default=None))
        .otherwise("granularity"),
    )


def _with_ranges(rows: pl.DataFrame) -> pl.DataFrame:
    """Let both ends of a range carry the whole."""
    following = {name: pl.col(name).shift(-1).over(SENTENCE) for name in ("start", "begins", "ends", "timex_type")}
    gap = pl.col("sentence").str.slice(pl.col("end"), (following["start"] - pl.col("end")).fill_null(0).clip(0))
    between = gap.str.contains(r"(?i)^\s+and\s+$") & pl.col("before").str.contains(r"(?i)\bbetween\s+(?:the\s+)?$")
    opens = (
        (gap.str.contains(_RANGE) | between)
        & (pl.col("begins") <= following["ends"])
        & (pl.col("timex_type") == "DATE")
        & (following["timex_type"] == "DATE")
    ).fill_null(False)
    marked = rows.with_columns(opens=opens)
    closes = pl.col("opens").shift(1).over(SENTENCE).fill_null(False)
    return marked.with_columns(
        begins=pl.when(closes).then(pl.col("begins").shift(1).over(SENTENCE)).otherwise("begins"),
        ends=pl.when("opens").then(pl.col("ends").shift(-1).over(SENTENCE)).otherwise("ends"),
    )
