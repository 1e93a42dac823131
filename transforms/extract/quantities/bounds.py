"""Bounds: how exactly a number is meant, and two numbers that are the ends of one."""

import polars as pl

from transforms.extract.quantities.patterns import alternatives
from transforms.lexicons import lexicon

_TO = r"^-?\s?(?:-|–|—|~)\s?$|^(?:-| )?\s?(?:to|through)(?: |-)$"
_BETWEEN = r"(?i)\bbetween(?: (?:the|about|roughly|some|around|an estimated))?\s*$"
# "rose from 10 to 15" tells two amounts; "from 10 to 15 people" one.
_FROM = r"(?i)\bfrom(?: (?:about|roughly|some|around|nearly|almost|just|over))?\s*$"
_CHANGE = (
    r"(?i)\b(?:ris|rose|fall|fell|increas|decreas|reduc|chang|cut|rais|lower|drop|gr[eo]w|climb|jump|sl[io]|widen|narrow|mov"
    r"|shr[aiu]nk|declin|went|go|expand|extend|up\b|down\b|improv|surg|soar|plung|tumbl|shift|sw[iu]ng|edg|eas|accelerat)"
)
# "lost 1-2", "ended 0-0", "voted 48-52": scores and votes.
_MATCH = r"(?i)\b(?:lost|wins?|won|beat\w*|defeat\w*|drew|draws?|ended|finished|leads?|led|trail\w*|score\w*|voted)\b"
# How many of the second unit make one of the first.
_PARTS = (
    ("[ft_i]", "[in_i]", 12.0), ("[lb_av]", "[oz_av]", 16.0), ("[stone_av]", "[lb_av]", 14.0), ("USD", "cent", 100.0),
    ("EUR", "cent", 100.0), ("GBP", "pence", 100.0),
)  # fmt: skip
# "45 and 50 kg": both are of the second's unit.
_MEASURES = ("length", "area", "volume", "mass", "speed", "temperature", "percent", "energy", "power")
# "one in five", "nine out of 10": what people are counted by.
_ROUND = (*range(2, 101), 200, 500, 1000, 10000, 100000, 1000000)


def with_bounds(numbers: pl.DataFrame) -> pl.DataFrame:
    """Add modifier, low, best and high, by the conventions of ``number_modifiers`` and ``number_words``."""
    modifiers = lexicon("number_modifiers")
    before = modifiers.filter(pl.col("place") == "before")
    after = modifiers.filter(pl.col("place") == "after")
    is_before = rf"(?i)(?:^|[^\w'’-])({alternatives(before['form'])})\s*(?:the\s)?$"
    is_after = rf"(?i)^\s*({alternatives(after['form'])})(?:[^\w\s]| (?:[^t]|t[^h])|$)"
    follows = pl.col("after").str.extract(is_after, 1)
    form = pl.coalesce(follows, pl.col("before").str.extract(is_before, 1))
    place = pl.when(follows.is_not_null()).then(pl.lit("after")).otherwise(pl.lit("before"))
    vague = pl.col("shape").is_in(["vague", "few"])
    plain = pl.col("text").str.to_lowercase().str.replace_all(r"[\s-]+", " ")
    return (
        numbers.with_columns(form=form.str.to_lowercase().str.replace_all(r"\s+", " "), place=place)
        .join(modifiers, on=["place", "form"], how="left", maintain_order="left")
        .with_columns(
            modifier=pl.when(vague).then(pl.coalesce("modifier", plain)).otherwise("modifier"),
            low=pl.when(vague | (pl.col("low").fill_null(1) == 1)).then("amount"),
            best=pl.when(~vague & (pl.col("best").fill_null(1) == 1)).then("amount"),
            high=pl.when(~vague & (pl.col("high").fill_null(1) == 1)).then("amount"),
        )
        .drop("form", "place")
    )


def joined(numbers: pl.DataFrame) -> pl.DataFrame:
    """Make one of two numbers that are the ends of a range, or of a ratio; leave out scores.

    Parameters
    ----------
    numbers
        As ``with_bounds`` gives them, with number_head and item_parent: rows of the token that heads the number
        and of the head of what it counts.
    """
    sentence = ["doc_id", "sentence_id"]
    following = {
        name: pl.col(name).shift(-1).over(sentence)
        for name in (
            "start", "end", "amount", "factor", "unit", "kind", "currency", "shape", "text", "after", "before",
            "number_start", "number_end", "counted_by", "counted_over", "first", "low", "high",
        )
    }  # fmt: skip
    # Where a number between the two was left out, they are no neighbours.
    gap = pl.col("next_start").cast(pl.Int64) - pl.col("end").cast(pl.Int64)
    paired = numbers.with_columns(**{f"next_{name}": column for name, column in following.items()}).with_columns(
        # What stands between the two: what follows the first without what belongs to the second.
        between=pl.when(gap <= pl.col("after").str.len_chars()).then(pl.col("after").str.head(gap)),
    )
    agree = (pl.col("unit") == pl.col("next_unit")) | pl.col("unit").is_null() | pl.col("next_unit").is_null()
    alike = (pl.col("shape") == pl.col("next_shape")) | (
        pl.col("shape").is_in(["cardinal", "fraction"]) & pl.col("next_shape").is_in(["cardinal", "fraction"])
    )
    shares = (pl.col("factor") == 1) & (pl.col("next_factor") > 1)
    scaled = pl.col("amount") * pl.col("next_factor")
    low = pl.when(shares & (scaled < pl.col("next_amount"))).then(scaled).otherwise("amount")
    hyphen = pl.col("between").str.contains(_TO)
    between = pl.col("between").str.contains(r"^,? and (?:the )?$") & pl.col("before").str.contains(_BETWEEN)
    either = (pl.col("between") == " or ") & (pl.col("next_amount") <= 2 * low) & (pl.col("shape") == "cardinal")
    from_ = pl.col("before").str.contains(_FROM)
    moves = from_ & pl.col("before").str.contains(_CHANGE)
    ranges = from_ & ~moves
    ordered = (low < pl.col("next_amount")) | (ranges & (low > pl.col("next_amount")))
    bounded = _bounded()
    is_range = agree & alike & ((ordered & ((hyphen & ~moves) | between | either)) | bounded)
    is_score = (
        pl.col("between").str.contains(r"^\s?(?:-|–|—)\s?$")
        & ((pl.col("amount") >= pl.col("next_amount")) | pl.col("before").str.contains(_MATCH))
        & (pl.col("amount") < 200)
        & pl.coalesce("unit", "next_unit").is_null()
    )
    # "five" counts what hangs on "one", or hangs on it itself.
    by_first = pl.any_horizontal(
        pl.col(f"next_{name}").is_between("first", "last").fill_null(False) for name in ("counted_by", "counted_over")
    )
    is_ratio = (
        pl.col("between").str.contains(r"^ (?:in|out of)(?: every)? $")
        & (pl.col("amount") < pl.col("next_amount"))
        & pl.col("next_amount").is_in([float(size) for size in _ROUND])
        & pl.coalesce("unit", "next_unit").is_null()
        & (by_first | pl.col("between").str.contains("out"))
    )
    # "5 feet 2 inches", "3 dollars 50 cents".
    parts = pl.DataFrame(_PARTS, schema=["unit", "next_unit", "parts"], orient="row")
    paired = paired.join(parts, on=["unit", "next_unit"], how="left", maintain_order="left")
    is_sum = pl.col("between").str.contains("^,? (?:and )?$") & (pl.col("next_amount") < pl.col("parts"))
    # Of three in a row the first two make the pair.
    kind = (
        pl.when(is_sum)
        .then(pl.lit("sum"))
        .when(is_score)
        .then(pl.lit("score"))
        .when(is_range)
        .then(pl.lit("range"))
        .when(is_ratio)
        .then(pl.lit("ratio"))
    )
    marked = paired.with_columns(pair=kind, low_end=low).with_columns(
        pair=pl.when(pl.col("pair").shift(1).over(sentence).is_null()).then("pair")
    )
    gone = pl.col("pair").shift(1).over(sentence).is_not_null() | (pl.col("pair") == "score").fill_null(False)
    range_, ratio = (pl.col("pair") == "range").fill_null(False), (pl.col("pair") == "ratio").fill_null(False)
    sum_ = (pl.col("pair") == "sum").fill_null(False)
    # "from 10 to 15 percent": the unit of the second is the first's too.
    alike_too = pl.col("between").is_in([" and ", " or "]) & alike & pl.col("next_kind").is_in(_MEASURES)
    lends = ((hyphen & moves & agree) | (alike_too & pl.col("unit").is_null())).fill_null(False)
    # What is left behind a dash belongs to what was left out before it: "2020–21".
    severed = pl.col("before").is_in(["-", "–"]) & (pl.col("start") > 1)
    share = pl.col("amount") / pl.col("next_amount")
    ends = {
        "low": pl.min_horizontal("low_end", "next_amount"),
        "best": pl.lit(None, dtype=pl.Float64),
        "high": pl.max_horizontal("low_end", "next_amount"),
    }
    total = pl.col("next_amount") / pl.col("parts")
    bounds = {
        name: pl.when(range_).then(end).when(ratio).then(share).when(sum_).then(pl.col(name) + total).otherwise(name)
        for name, end in ends.items()
    }
    second = {
        name: pl.when(range_ | ratio | sum_).then(f"next_{name}").otherwise(name)
        for name in ("end", "number_end", "after")
    }
    lent = {
        name: pl.when(range_ | lends).then(pl.coalesce(name, f"next_{name}")).otherwise(name)
        for name in ("unit", "kind")
    }
    return marked.filter(~gone & ~severed).with_columns(
        **bounds,
        **second,
        **lent,
        modifier=pl.when(range_ & bounded.fill_null(False))
        .then(pl.lit("between"))
        .when(range_)
        .then(pl.coalesce("modifier", pl.lit("between")))
        .otherwise("modifier"),
        shape=pl.when(ratio).then(pl.lit("fraction")).otherwise("shape"),
    )


def _bounded() -> pl.Expr:
    """Whether two numbers are the bounds of one: more than 100 and less than 300; at most 9 but no fewer than 5."""
    before = alternatives(lexicon("number_modifiers").filter(pl.col("place") == "before")["form"])
    lower, upper = (pl.col("low").is_not_null(), pl.col("high").is_not_null())
    next_lower, next_upper = (pl.col("next_low").is_not_null(), pl.col("next_high").is_not_null())
    rising = lower & ~upper & ~next_lower & next_upper & (pl.col("amount") < pl.col("next_amount"))
    falling = ~lower & upper & next_lower & ~next_upper & (pl.col("amount") > pl.col("next_amount"))
    return (rising | falling) & pl.col("between").str.contains(rf"(?i)^,? (?:and|but) (?:{before})(?: the)? $")
