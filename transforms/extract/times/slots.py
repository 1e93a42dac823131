"""Slots: what an expression says, read out of its text alone."""

import polars as pl

from transforms.extract.times.patterns import FLAGS, numbers, patterns, words

# Years of two figures, after POSIX: 69 to 99 are 1969 to 1999.
PIVOT = 69
# The slots as patterns name them, and the names they share.
GROUPS = {
    "year": ("year", "year_of", "fiscal", "fiscal_year", "fiscal_short", "year_before"),
    "short_year": ("short_year",),
    "month": ("month",),
    "day": ("day",),
    "weekday": ("weekday", "weekday_first", "weekday_first_of", "weekdays"),
    "season": ("season", "season_after"),
    "relation": ("relation", "relation_after", "relation_of", "year_relation"),
    "unit": ("unit", "number_unit", "vague_unit", "unit_last", "near_unit"),
    "fraction": ("fraction", "fraction_first"),
    "minute": ("minute", "minute_bare"),
    "second": ("second", "second_bare"),
    "half_day": ("half_day", "half_day_bare"),
    "decade": ("decade",),
    "short_decade": ("short_decade", "the_decade"),
}
_OTHERS = (
    "month_number", "first", "second_figure", "portion", "part", "fiscal", "fiscal_year", "fiscal_short", "quarter",
    "quarter_number", "half", "half_number", "bc_year", "bc_decade", "century", "bc_century", "decade_portion",
    "decade_portion_word", "decade_word", "holiday", "night_word", "day_word", "number", "vague", "vague_unit",
    "near_unit", "year_relation", "relation_after", "relation_of", "direction", "other", "repeated", "backward",
    "whole", "hour", "spoken_hour", "zone", "noon", "state", "head", "opening", "gap", "closing", "tail",
    "weekdays", "number_unit", "week",
)  # fmt: skip
_ALL = tuple(dict.fromkeys([*_OTHERS, *(name for names in GROUPS.values() for name in names)]))


def shapes(texts: pl.Series) -> pl.DataFrame:
    """Match each of the distinct ``texts`` whole: text, rule, kind and a column of strings a group.

    The first shape that fits is taken, as it was when the text was found.
    """
    left = texts.unique(maintain_order=True).to_frame("text")
    found = []
    for rule, kind, pattern in patterns().iter_rows():
        fits = left["text"].str.contains(f"{FLAGS}^(?:{pattern})$")
        if fits.any():
            groups = left.filter(fits).select(
                "text",
                pl.lit(rule).alias("rule"),
                pl.lit(kind).alias("kind"),
                pl.col("text").str.extract_groups(f"{FLAGS}^(?P<whole_text>{pattern})$").alias("groups"),
            )
            found.append(groups.unnest("groups").drop("whole_text"))
            left = left.filter(~fits)
    empty = pl.DataFrame(schema=dict.fromkeys(("text", "rule", "kind", *_ALL), pl.String))
    return pl.concat([empty, *found], how="diagonal")


def read(texts: pl.Series, known: pl.DataFrame) -> pl.DataFrame:
    """Read distinct expressions.

    Parameters
    ----------
    texts
        The expressions.
    known
        What ``shapes`` gave for some of them; matching is dear, and done once.

    Returns
    -------
    pl.DataFrame
        text, rule, kind and

        year (negative before Christ), month, day, weekday (1 Monday … 7), hour, minute, second, quarter, half:
        numbers. week: the first or last of its year. decade, century:
        their first year. season, part, zone, state, portion, holiday: words or codes.
        is_fiscal. unit: TimeML code; amount: how many units, NULL for "several"; step and base: by how many
        units to move, and from which anchor; toward: -1 a length of time up to the anchor, 1 one from it on.
    """
    left = texts.unique(maintain_order=True)
    told = known.filter(pl.col("text").is_in(left.to_list()))
    raw = pl.concat([told, shapes(left.filter(~left.is_in(told["text"].to_list())))], how="diagonal")
    plain = raw.with_columns(
        pl.exclude("text", "rule", "kind").str.to_lowercase().str.replace_all(r"[\s-]+", " ").str.strip_chars()
    ).with_columns(pl.coalesce(names).alias(name) for name, names in GROUPS.items() if len(names) > 1)
    # "The following days" are a length, not a day.
    several = (pl.col("rule") == "relative_unit") & pl.col("unit").is_in(words("plural_unit")["form"].to_list())
    return plain.select(
        "text",
        "rule",
        kind=pl.when(several).then(pl.lit("duration")).otherwise("kind"),
        year=_year(),
        month=pl.coalesce(_integer("month_number"), _number("month", "month")),
        day=pl.coalesce(_integer("day"), _number("day", "ordinal"), _numeral("day").cast(pl.Int32)),
        first=_integer("first"),
        second_figure=_integer("second_figure"),
        weekday=pl.coalesce(
            _number("weekday", "weekday"), _number("weekday", "short_weekday"), _number("weekday", "weekdays")
        ),
        season=_code("season", "season"),
        quarter=pl.coalesce(_integer("quarter_number"), _number("quarter", "quarter")),
        half=pl.coalesce(
            _integer("half_number"),
            pl.col("half").replace_strict({"first": 1, "second": 2, "latter": 2}, default=None, return_dtype=pl.Int32),
        ),
        week="week",
        decade=_decade(),
        century=_century(),
        holiday="holiday",
        is_fiscal=pl.any_horizontal(pl.col("fiscal", "fiscal_year", "fiscal_short").is_not_null())
        | (pl.col("rule") == "relative_unit") & pl.col("text").str.contains("(?i)fiscal|financial"),
        portion=pl.coalesce(_code("portion", "portion"), "decade_portion", "decade_portion_word"),
        part=pl.coalesce(_code("part", "part"), _code("night_word", "night_word")),
        hour=_hour(),
        minute=_integer("minute"),
        second=_integer("second"),
        zone=_code("zone", "zone"),
        state=_code("state", "state"),
        unit=_unit(),
        amount=_amount(),
        step=_step(),
        base=_base(),
        toward=_number("backward", "backward"),
        has_number=pl.col("number").is_not_null(),
        direction="direction",
    )


def _integer(name: str) -> pl.Expr:
    return pl.col(name).str.extract(r"(\d+)").cast(pl.Int32)


def _lookup(name: str, of: str, column: str, dtype: type[pl.DataType]) -> pl.Expr:
    table = words(of).unique("form", keep="first", maintain_order=True)
    return pl.col(name).replace_strict(table["form"], table[column], default=None, return_dtype=dtype)


def _number(name: str, of: str) -> pl.Expr:
    return _lookup(name, of, "number", pl.Float64).cast(pl.Int32)


def _code(name: str, of: str) -> pl.Expr:
    return _lookup(name, of, "code", pl.String)


def _numeral(name: str) -> pl.Expr:
    table = numbers()
    word = pl.col(name).replace_strict(table["form"], table["number"], default=None, return_dtype=pl.Float64)
    return pl.coalesce(pl.col(name).cast(pl.Float64, strict=False), word)


def _full(year: pl.Expr) -> pl.Expr:
    return year + pl.when(year >= 100).then(0).when(year >= PIVOT).then(1900).otherwise(2000)


def _year() -> pl.Expr:
    printed = pl.coalesce(_integer("year"), _integer("short_year"))
    return pl.coalesce(_full(printed), -_integer("bc_year"))


def _hundred() -> pl.Expr:
    """ "The 1800s" are a century, "the 2000s" a decade."""
    printed = _integer("decade")
    return pl.when((printed % 100 == 0) & (printed < 2000)).then(printed)


def _decade() -> pl.Expr:
    short = pl.coalesce(_integer("short_decade"), _number("decade_word", "decade_word"))
    printed = pl.when(_hundred().is_null()).then(_integer("decade"))
    return pl.coalesce(printed, short + 1900, -_integer("bc_decade"))


def _century() -> pl.Expr:
    ordinal = pl.coalesce(_integer("century"), _number("century", "ordinal"))
    counted = pl.when(pl.col("bc_century").is_null()).then((ordinal - 1) * 100).otherwise(-ordinal * 100)
    return pl.coalesce(_hundred(), counted)


def _hour() -> pl.Expr:
    printed = pl.coalesce(_integer("hour"), _numeral("spoken_hour").cast(pl.Int32), _number("noon", "noon"))
    half = pl.col("half_day").str.slice(0, 1)
    return (
        pl.when(half == "p")
        .then(printed % 12 + 12)
        .when(half == "a")
        .then(printed % 12)
        .when(pl.col("noon") == "midnight")
        .then(24)
        .otherwise(printed)
    )


def _unit() -> pl.Expr:
    of_day = pl.any_horizontal(pl.col("day_word", "night_word").is_not_null())
    year_relation = pl.col("year_relation").is_not_null()
    week = pl.any_horizontal(pl.col("relation_after", "relation_of").is_not_null())
    return (
        pl.when(of_day)
        .then(pl.lit("D"))
        .when(year_relation | (pl.col("rule") == "half_of_year"))
        .then(pl.lit("Y"))
        .when(week)
        .then(pl.lit("W"))
        .when(pl.col("rule") == "relative_part")
        .then(pl.lit("D"))
        .otherwise(pl.coalesce(_code("unit", "unit"), _code("repeated", "repeated")))
    )


def _amount() -> pl.Expr:
    fraction = pl.col("fraction").replace_strict(
        {"a half": 0.5, "half": 0.5, "one half": 0.5, "a quarter": 0.25}, default=None, return_dtype=pl.Float64
    )
    vague = pl.any_horizontal(pl.col("vague", "vague_unit").is_not_null())
    # "a months-long siege" lasted no one month.
    lasting = pl.col("text").str.contains(r"(?i)s[\s-]+long$") & (
        pl.col("number").is_null() | pl.col("number").is_in(["a", "an"])
    )
    plural = pl.col("unit").is_in(words("plural_unit")["form"].to_list()) & pl.col("rule").is_in(
        ["past_unit", "relative_unit"]
    )
    return (
        pl.when(lasting)
        .then(None)
        .when(pl.col("rule") == "units_long")
        .then(fraction + 1)
        .when(vague | plural)
        .then(None)
        .when(pl.col("other").is_not_null())
        .then(2.0)
        .otherwise(
            pl.coalesce(_numeral("number"), _number("repeated", "repeated").cast(pl.Float64), 1.0)
            + fraction.fill_null(0)
        )
    )


def _step() -> pl.Expr:
    counted = _number("direction", "direction").fill_null(
        pl.when(pl.col("direction") == "following").then(1)
    ) * _amount().cast(pl.Int32)
    return pl.coalesce(
        _number("day_word", "day_word"),
        _number("night_word", "night_word"),
        pl.when(pl.col("direction").is_not_null()).then(counted),
        _number("relation", "relation"),
        pl.when(pl.col("near_unit").is_not_null() | (pl.col("rule") == "half_of_year")).then(0),
    )


def _base() -> pl.Expr:
    near = pl.col("near_unit").is_not_null() | (pl.col("rule") == "half_of_year") & pl.col("relation").is_null()
    return (
        pl.when(pl.any_horizontal(pl.col("day_word", "night_word").is_not_null()))
        .then(pl.lit("published"))
        .when(pl.col("direction") == "following")
        .then(pl.lit("mentioned"))
        .when(near)
        .then(pl.lit("near"))
        .otherwise(pl.coalesce(_code("direction", "direction"), _code("relation", "relation")))
    )
