"""Units: what stands around a number and says what it measures."""

import re
from functools import cache

import polars as pl

from transforms.extract.quantities.patterns import alternatives
from transforms.lexicons import lexicon

# One letter for a scale, as headlines and money have it: "£3m", "10k".
_LETTERS = {"k": 1e3, "m": 1e6, "mm": 1e6, "b": 1e9, "t": 1e12}
# "5m people" are a million, "5m high" are metres: what is counted comes in the plural.
_MILLIONS = r"^m (?:[a-z]+ ){0,2}?(?:people|men|women|children|[a-z]+[^s\W]s)\b"
_MONEY_CUES = (
    r"(?i)£|sterling"
    r"|\b(?:pa(?:y|ys|id|ying)|spen[dt]|costs?|worth|price|fined?|profit|bonus|salary|budget|wages)\b"
)
_HEAT_CUES = r"(?i)\b(?:temperatures?|heat\w*|cold\w*|warm\w*|thermostat|weather|highs?|lows?)\b"
# "in" is mostly a preposition.
_INCHES = r"^\s?(in)(?: (?:thick|long|wide|high|tall|deep|diameter)\b|\.?$)"
_GAP = r"[\s-]{1,3}"


@cache
def units() -> pl.DataFrame:
    """Units by what they are printed as: form, unit, kind, is_symbol."""
    rows = lexicon("number_units")
    words = rows.select(pl.col("form").str.split("/"), "unit", "kind", is_symbol=False)
    symbols = rows.select(pl.col("symbol").str.split("|").alias("form"), "unit", "kind", is_symbol=True)
    # "5 €": some print the sign behind.
    signs = (
        lexicon("number_signs")
        .filter(~pl.col("sign").str.contains("[A-Za-z]") | (pl.col("sign") == "US$"))
        .select(form=pl.concat_list("sign"), unit="unit", kind=pl.lit("money"), is_symbol=True)
    )
    return pl.concat([words.drop_nulls("form"), symbols.drop_nulls("form"), signs]).explode("form")


def _signs() -> tuple[str, str]:
    """Signs of currencies and codes of letters, as patterns."""
    signs = lexicon("number_signs")["sign"].to_list()
    letters = [sign for sign in signs if re.fullmatch("[A-Z]+", sign)]
    marks = sorted(set(signs) - set(letters), key=lambda sign: (-len(sign), sign))
    # "U.S. $" and "HK $" as well as "US$"; but "a $5 note" is no Australian dollar.
    spaced = (
        "".join(
            f"{char}\\.?" if char.isalpha() else (r"\s?" if len(sign) > 2 else "") + re.escape(char) for char in sign
        )
        for sign in marks
    )
    return "|".join(spaced), "|".join([*letters, "Rs"])


def with_units(numbers: pl.DataFrame) -> pl.DataFrame:
    """Read currency signs, scales of one letter, units and what they are counted by.

    Parameters
    ----------
    numbers
        As ``patterns.matches`` finds them and ``values.values`` reads them.

    Returns
    -------
    pl.DataFrame
        The rows with amount and factor scaled and signed; unit and kind (NULL without unit); number_start and
        number_end, the number alone; start and end, with sign and unit; before and after, without these.
    """
    signed = _with_scale(_with_sign(numbers))
    found = _with_rate(_with_unit(signed))
    return found.with_columns(
        unit=pl.coalesce("currency", "unit"),
        kind=pl.when(pl.col("currency").is_not_null()).then(pl.lit("money")).otherwise("kind"),
    ).with_columns(unit=pl.when(pl.col("rate").is_null()).then("unit").otherwise(pl.format("{}/{}", "unit", "rate")))


def _with_sign(numbers: pl.DataFrame) -> pl.DataFrame:
    """The currency before a number and the minus before that."""
    marks, letters = _signs()
    before = pl.col("before")
    printed = pl.coalesce(
        before.str.extract(rf"(?:^|[^A-Za-z])((?:{marks})\s?)$", 1),
        before.str.extract(rf"(?:^|[^A-Za-z])((?:{letters})\s?)$", 1),
        before.str.extract(rf"((?:{'|'.join(re.escape(mark) for mark in _plain_marks())})\s?)$", 1),
    )
    codes = lexicon("number_signs")
    minus = r"(?i)(?:^|[\s(])(?:minus |negative )$|[\s(][-−]$"
    # At the start of a sentence; elsewhere nothing but a dash is what joins two numbers.
    opens = pl.col("before").is_in(["-", "−"]) & (
        pl.col("start") == pl.col("before").str.len_chars() + pl.col("sign_length")
    )
    rest = pl.col("before").str.head(pl.col("before").str.len_chars() - pl.col("sign_length"))
    return (
        numbers.with_columns(number_start="start", number_end="end", sign_length=printed.str.len_chars().fill_null(0))
        .with_columns(sign=printed.str.replace_all(r"[\s.]", "").str.to_uppercase())
        .join(codes.rename({"unit": "currency"}), on="sign", how="left", maintain_order="left")
        .with_columns(before=rest)
        .with_columns(
            minus=pl.when(opens)
            .then("before")
            .otherwise(pl.col("before").str.extract(minus, 0).str.strip_chars_start(" ("))
        )
        .with_columns(
            amount=pl.when(pl.col("minus").is_null()).then("amount").otherwise(-pl.col("amount")),
            start=pl.col("start") - pl.col("sign_length") - pl.col("minus").str.len_chars().fill_null(0),
        )
        .with_columns(
            before=pl.col("before").str.head(
                pl.col("before").str.len_chars() - pl.col("minus").str.len_chars().fill_null(0)
            )
        )
        .drop("sign", "sign_length", "minus")
    )


def _plain_marks() -> list[str]:
    """Signs that need nothing before them."""
    return [sign for sign in lexicon("number_signs")["sign"] if not re.search("[A-Za-z]", sign)]


def _with_scale(numbers: pl.DataFrame) -> pl.DataFrame:
    """A letter that multiplies: any with money, thousands and capitals with any figure."""
    printed = pl.col("after").str.extract(r"^( ?(?:[kmbtKMBT]|mm|MM))(?:[^A-Za-z0-9/²³^]|$)", 1)
    letter = printed.str.strip_chars()
    is_scale = (
        pl.col("currency").is_not_null()
        | letter.is_in(["k", "K", "M", "B", "T"])
        | (printed == "b")
        | pl.col("after").str.contains(_MILLIONS)
    ) & pl.col("text").str.contains("[0-9]$")
    scale = pl.when(is_scale).then(letter.str.to_lowercase().replace_strict(_LETTERS, default=None))
    width = pl.when(is_scale).then(printed.str.len_chars()).otherwise(0).fill_null(0)
    return (
        numbers.with_columns(scale=scale.fill_null(1.0), width=width)
        .with_columns(
            amount=pl.col("amount") * pl.col("scale"),
            factor=pl.col("factor") * pl.col("scale"),
            end=pl.col("end") + pl.col("width"),
            number_end=pl.col("number_end") + pl.col("width"),
            after=pl.col("after").str.slice(pl.col("width")),
        )
        .drop("scale", "width")
    )


def _with_unit(numbers: pl.DataFrame) -> pl.DataFrame:
    """The unit behind a number that has no currency before it."""
    names = units()
    words = alternatives(names.filter(~pl.col("is_symbol"))["form"])
    symbols = "|".join(
        re.escape(form)
        for form in sorted(
            names.filter(pl.col("is_symbol") & (pl.col("form") != "in"))["form"].unique(),
            key=lambda form: (-len(form), form),
        )
    )
    # "half a mile", "thousands of miles".
    loose = rf"(?i)^{_GAP}(?:of (?:an? )?|an? )?({words})\b"
    tight = rf"(?i)^(?:{_GAP})?({words})\b"
    symbol = rf"^\s?({symbols})(?:[^A-Za-z0-9]|$)"
    is_loose = pl.col("shape").is_in(["fraction", "vague", "few"])
    after = pl.col("after")
    word = pl.when(is_loose).then(after.str.extract(loose, 1)).otherwise(after.str.extract(tight, 1))
    whole = pl.when(is_loose).then(after.str.extract(loose, 0)).otherwise(after.str.extract(tight, 0))
    mark = pl.coalesce(after.str.extract(symbol, 1), after.str.extract(_INCHES, 1))
    width = pl.coalesce(
        whole.str.len_chars(),
        pl.when(mark.is_not_null()).then(mark.str.len_chars() + after.str.contains(r"^\s").cast(pl.UInt32)),
    )
    by_word = names.filter(~pl.col("is_symbol")).select(word="form", word_unit="unit", word_kind="kind")
    by_mark = names.filter(pl.col("is_symbol")).select(mark="form", mark_unit="unit", mark_kind="kind")
    is_money = (pl.col("factor") >= 1e6) | pl.concat_str("before", "after").str.contains(_MONEY_CUES)
    is_pound = (pl.col("word_unit") == "[lb_av]") & is_money & pl.col("word").str.starts_with("pound")
    is_heat = (pl.col("unit") == "deg") & pl.concat_str("before", "after").str.contains(_HEAT_CUES)
    open_ = pl.col("currency").is_null() & (pl.col("shape") != "ordinal")
    return (
        numbers.with_columns(
            word=pl.when(open_).then(word.str.to_lowercase().str.replace_all(r"[\s-]+", " ")),
            mark=pl.when(open_ & whole.is_null()).then(mark),
            width=pl.when(open_).then(width),
        )
        .join(
            by_word.with_columns(pl.col("word").str.replace_all(r"[\s-]+", " ")).unique("word", maintain_order=True),
            on="word",
            how="left",
            maintain_order="left",
        )
        .join(by_mark.unique("mark", maintain_order=True), on="mark", how="left", maintain_order="left")
        .with_columns(
            unit=pl.when(is_pound).then(pl.lit("GBP")).otherwise(pl.coalesce("word_unit", "mark_unit")),
            kind=pl.when(is_pound).then(pl.lit("money")).otherwise(pl.coalesce("word_kind", "mark_kind")),
        )
        .with_columns(
            kind=pl.when(is_heat).then(pl.lit("temperature")).otherwise("kind"),
            width=pl.when(pl.col("unit").is_not_null()).then("width").otherwise(0).fill_null(0),
        )
        .with_columns(end=pl.col("end") + pl.col("width"), after=pl.col("after").str.slice(pl.col("width")))
        .drop("word", "mark", "width", "word_unit", "word_kind", "mark_unit", "mark_kind")
    )


def _with_rate(numbers: pl.DataFrame) -> pl.DataFrame:
    """What an amount is counted by: "a day", "per kg", "/hour"."""
    names = units().filter(pl.col("kind").is_in(["duration", "mass", "length", "volume", "area"]))
    forms = alternatives(pl.concat([names["form"], pl.Series(["second"])]))
    rate = rf"^(?:\s?/\s?| per | an? )({forms})(?:[^A-Za-z0-9]|$)"
    printed = pl.col("after").str.extract(rate, 1)
    whole = pl.col("after").str.extract(rate.removesuffix("(?:[^A-Za-z0-9]|$)") + r"\b", 0)
    codes = pl.concat([names.select("form", "unit"), pl.DataFrame({"form": ["second"], "unit": ["s"]})])
    has_unit = pl.coalesce("currency", "unit").is_not_null() & ~pl.col("kind").is_in(["percent"]).fill_null(False)
    return (
        numbers.with_columns(form=pl.when(has_unit).then(printed), width=whole.str.len_chars())
        .join(
            codes.select("form", rate="unit").unique("form", maintain_order=True),
            on="form",
            how="left",
            maintain_order="left",
        )
        .with_columns(width=pl.when(pl.col("rate").is_not_null()).then("width").otherwise(0).fill_null(0))
        .with_columns(end=pl.col("end") + pl.col("width"), after=pl.col("after").str.slice(pl.col("width")))
        .drop("form", "width")
    )
