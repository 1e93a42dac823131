"""Dates of publication as records and headers print them, to days and instants. Never from the clock."""

import polars as pl

from transforms.lexicons import lexicon

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# The shapes a whole date comes in; each names its year, month and day. A shape that begins with a year is
# tried first, so that no part of it is taken for another.
SHAPES = (
    r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?:\D|$)",
    r"^\s*(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:\D|$|\d{6}\b)",
    rf"(?i)\b(?P<month>{MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s?,?\s+(?P<year>\d{{4}})\b",
    rf"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<month>{MONTH})\b\.?,?[\s-]+(?P<year>\d{{4}}|\d\d)\b",
    # All figures: only where one of the two cannot be a month, or both are the same.
    r"\b(?P<month>\d{1,2})[/.-](?P<day>1[3-9]|2\d|3[01])[/.-](?P<year>\d{4})\b",
    r"\b(?P<day>1[3-9]|2\d|3[01])[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b",
)  # fmt: skip
TWINS = r"\b0?(?P<day>\d{1,2})[/.-]0?(?P<month>\d{1,2})[/.-](?P<year>\d{4})\b"
CLOCK = (
    r"(?i)(?:\D|^)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>z\b|utc\b|gmt\b|[+-]\d\d:?\d\d\b)"
)
# Years of two figures, after POSIX: 69 to 99 are 1969 to 1999.
PIVOT = 69


def printed_day(column: str) -> pl.Expr:
    """Give the day (Date) that the strings of ``column`` name, or NULL where none is sure.

    Taken are ISO 8601 (``2020-02-20``, ``20200220``), month names in either order (``Feb. 20, 2020``, ``20
    February 2020``, RFC 2822), and figures where day and month cannot be taken for each other
    (``20/02/2020``; not ``02/03/2020``). Of an instant, it is the day as printed, in its own zone: the day
    that the article calls "today".
    """
    twins = pl.col(column).str.extract_groups(TWINS)
    is_twin = twins.struct["day"].cast(pl.Int32) == twins.struct["month"].cast(pl.Int32)
    return pl.coalesce(
        *(_day(pl.col(column).str.extract_groups(shape)) for shape in SHAPES),
        pl.when(is_twin).then(_day(twins)),
    )


def printed_instant(column: str) -> pl.Expr:
    """Give the instant (Datetime, UTC) that the strings of ``column`` name, or NULL.

    There is one only where a day, a time and its zone (Z, UTC, GMT or an offset) are printed.
    """
    clock = pl.col(column).str.extract_groups(CLOCK)
    half = clock.struct["half"].str.slice(0, 1).str.to_lowercase()
    hour = clock.struct["hour"].cast(pl.Int32)
    hour = pl.when(half.is_null()).then(hour).otherwise(hour % 12 + pl.when(half == "p").then(12).otherwise(0))
    minute = clock.struct["minute"].cast(pl.Int32)
    second = clock.struct["second"].cast(pl.Int32).fill_null(0)
    zone = clock.struct["zone"].str.extract_groups(r"(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d)")
    offset = zone.struct["hours"].cast(pl.Int32) * 60 + zone.struct["minutes"].cast(pl.Int32)
    offset = pl.when(zone.struct["sign"] == "-").then(-offset).otherwise(offset).fill_null(0)
    is_time = (hour < 24) & (minute < 60) & (second < 61) & clock.struct["zone"].is_not_null()
    moment = pl.duration(hours=hour, minutes=minute - offset, seconds=second)
    return pl.when(is_time).then(printed_day(column).cast(pl.Datetime("us")) + moment)


def _day(parts: pl.Expr) -> pl.Expr:
    """Make a Date of the groups year, month and day; NULL where there is no such day."""
    months = lexicon("months")
    printed = parts.struct["month"]
    month = pl.coalesce(
        printed.cast(pl.Int32, strict=False),
        printed.str.slice(0, 3)
        .str.to_lowercase()
        .replace_strict(months["month"], months["number"], default=None, return_dtype=pl.Int32),
    )
    year = parts.struct["year"].cast(pl.Int32)
    full = year + pl.when(year >= 100).then(0).when(year >= PIVOT).then(1900).otherwise(2000)
    return pl.concat_str(full, month, parts.struct["day"], separator="-").str.to_date("%Y-%m-%d", strict=False)
