"""The calendar as arithmetic over arrays: days are counted from 1970-01-01, unknown ones are NaN."""

from functools import cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.lexicons import lexicon

Days = NDArray[np.float64]
# Months in which seasons begin, in the northern hemisphere; winter ends in the year after that it is named for.
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
GRANULARITIES = {
    "D": "day", "W": "week", "2W": "week", "WE": "weekend", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade",
    "CE": "century", "ML": "millennium", "H": "hour", "MIN": "minute", "S": "second",
}  # fmt: skip
MONTHS = {
    "month": 1, "quarter": 3, "season": 3, "half_year": 6, "year": 12, "decade": 120, "century": 1200,
    "millennium": 12000,
}  # fmt: skip
_DAYS = {"day": 1, "week": 7, "weekend": 2}


def numbers_of(column: pl.Series) -> Days:
    """A column of numbers, or of Dates as days, as an array."""
    return (
        column.cast(pl.Int32 if column.dtype == pl.Date else pl.Float64)
        .cast(pl.Float64)
        .fill_null(np.nan)
        .to_numpy(writable=True)
    )


def dates_of(days: Days) -> pl.Series:
    """An array of days as a column of Dates."""
    return pl.Series(days).fill_nan(None).cast(pl.Int32).cast(pl.Date)


def day(year: Days, month: Days | float = 1.0, of_month: Days | float = 1.0) -> Days:
    """The days of dates; NaN where there is no such day. After Hinnant, days_from_civil."""
    year, month, of_month = np.broadcast_arrays(*(np.asarray(part, np.float64) for part in (year, month, of_month)))
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    length = np.where(month == 2, 28 + leap, np.where(np.isin(month, (4, 6, 9, 11)), 30, 31))
    exists = (month >= 1) & (month <= 12) & (of_month >= 1) & (of_month <= length)
    shifted = year - (month <= 2)
    era = shifted // 400
    of_era = shifted - era * 400
    of_year = (153 * (month + np.where(month > 2, -3, 9)) + 2) // 5 + of_month - 1
    days = era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + of_year - 719468
    return np.where(exists, days, np.nan)


def civil(days: Days) -> tuple[Days, Days, Days]:
    """Year, month and day of the month. After Hinnant, civil_from_days."""
    shifted = days + 719468
    era = shifted // 146097
    of_era = shifted - era * 146097
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    index = (5 * of_year + 2) // 153
    month = index + np.where(index < 10, 3, -9)
    return year_of_era + era * 400 + (month <= 2), month, of_year - (153 * index + 2) // 5 + 1


def weekday(days: Days) -> Days:
    """ISO weekdays, 1 Monday to 7."""
    return (days + 3) % 7 + 1


def plus_months(days: Days, months: Days | float) -> Days:
    """The first day of the month so many months on."""
    year, month, _ = civil(days)
    index = year * 12 + month - 1 + months
    return day(index // 12, index % 12 + 1)


def moved(days: Days, unit: NDArray[np.str_], step: Days) -> Days:
    """The first day of the unit (a code of ``time_words``) that lies ``step`` units after that of ``days``."""
    year, month, _ = civil(days)
    monday = days - weekday(days) + 1
    choices = {
        "D": days + step,
        "W": monday + 7 * step,
        "2W": monday + 14 * step,
        "WE": monday + 7 * step + 5,
        "M": plus_months(days, step),
        "Q": plus_months(day(year, (month - 1) // 3 * 3 + 1), 3 * step),
        "Y": day(year + step),
        "DE": day(year // 10 * 10 + 10 * step),
        "CE": day(year // 100 * 100 + 100 * step),
    }
    return np.select([unit == code for code in choices], list(choices.values()), np.nan)


def last_day(first: Days, granularity: pl.Series) -> Days:
    """The last day of the period of that granularity that begins with ``first``."""
    months = numbers_of(granularity.replace_strict(MONTHS, default=None, return_dtype=pl.Float64))
    days = numbers_of(granularity.replace_strict(_DAYS, default=1, return_dtype=pl.Float64))
    return np.where(np.isnan(months), first + days - 1, plus_months(first, months) - 1)


def easter(year: Days) -> Days:
    """Western Easter Sunday, after the anonymous Gregorian computus (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    late = h + to_sunday - 7 * ((a + 11 * h + 22 * to_sunday) // 451) + 114
    return day(year, late // 31, late % 31 + 1)


@cache
def _feasts() -> pl.DataFrame:
    """The rules of ``time_holidays``, one row a spelling."""
    rules = lexicon("time_holidays").with_columns(pl.exclude("form").cast(pl.Float64), pl.col("form").str.split("/"))
    return rules.explode("form").with_columns(pl.col("form").str.replace_all("_", " ", literal=True))


def feast(names: pl.Series, year: Days) -> Days:
    """The days of holidays (as ``time_holidays`` spells them) in each ``year``."""
    if names.null_count() == names.len():
        return np.full(names.len(), np.nan)
    month, of_month, on, nth, offset = (
        numbers_of(names.replace_strict(_feasts()["form"], _feasts()[column], default=None))
        for column in ("month", "day", "weekday", "nth", "easter")
    )
    first = day(year, month)
    from_first = first + (on - weekday(first)) % 7 + 7 * (nth - 1)
    end = plus_months(first, 1) - 1
    from_last = end - (weekday(end) - on) % 7
    nth_day = np.where(nth > 0, from_first, from_last)
    fixed = day(year, month, of_month)
    return np.where(np.isnan(fixed), np.where(np.isnan(offset), nth_day, easter(year) + offset), fixed)
