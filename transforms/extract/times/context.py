"""Context: which expressions are times where they stand, and whether what they date is past or to come."""

import polars as pl

from transforms.extract.times.patterns import words
from transforms.extract.times.phrases import SENTENCE, month_word
from transforms.lexicons import lexicon

# How far up the tree from a time the verb that it belongs to may be.
_CLIMB = 5
_PLACE = [*SENTENCE, "start"]


def _cues(name: str) -> list[str]:
    return lexicon("time_cues").filter(pl.col("class") == name)["form"].to_list()


def times_alone(rows: pl.DataFrame, tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Keep the expressions that are times in their context; a rate ("$5 a day") becomes a set.

    Left out are words with another reading (May the person, march the noun, fall the noun, 2018 the number) unless
    the words around speak for a time; parts of names ("Sunday Times"); and lengths and parts of day that are too
    bare to place.
    """
    before = pl.col("sentence").str.slice(0, pl.col("start"))
    after = pl.col("sentence").str.slice(pl.col("end"))
    rows = rows.with_columns(
        before=before,
        after=after,
        previous=before.str.extract(r"([\p{L}’']+)[\s-]*$").str.to_lowercase().fill_null(""),
        lower=pl.col("text").str.to_lowercase(),
    )
    rows = _with_words(rows, tokens)
    rows = _named(rows, names)
    rate = (
        pl.col("rule").eq("long")
        & pl.col("lower").str.contains(r"^an? (?:day|week|month|year|hour|minute)$")
        & pl.col("previous_upos").is_in(_cues("rate"))
    )
    # "The last week of August" is counted from nothing but August.
    measured = (
        pl.col("rule").is_in(["relative_unit", "past_unit", "long"])
        & (pl.col("toward").is_not_null() | pl.col("step").is_in([-1, 1]).fill_null(False))
        & pl.col("after").str.contains(r"^\s+of\s")
    )
    rows = rows.with_columns(
        kind=pl.when(rate).then(pl.lit("set")).when(measured).then(pl.lit("duration")).otherwise("kind"),
        toward=pl.when(measured).then(None).otherwise("toward"),
        base=pl.when(measured).then(None).otherwise("base"),
    )
    return rows.filter(_is_time())


def _months() -> list[str]:
    return words("month").filter(pl.col("form").str.len_chars() > 4)["form"].to_list()


def _is_time() -> pl.Expr:
    text, lower, rule, previous = (pl.col(name) for name in ("text", "lower", "rule", "previous"))
    before, after = pl.col("before"), pl.col("after")
    cued = previous.is_in(_cues("cue"))
    firmly = cued & ~previous.is_in(_cues("loose"))
    # A match is a whole word, which the ASCII rules of the patterns do not see at "é", "$" or "1,".
    hyphenated = before.str.contains(r"\p{L}-$") & ~before.str.contains(
        rf"(?i)\b(?:{'|'.join(_months())})-$|\d ?[ap]\.?m\.?-$"
    )
    whole = (
        ~hyphenated
        & ~before.str.contains(r"[\p{L}$£€%.#_@&]$|[$£€%/.#_@&]-$|\d[,.]?$")
        # "1998/99"
        & ~(before.str.contains("/$") & ~before.str.contains(r"(?:^|\D)\d{4}/$"))
        & ~(after.str.contains(r"^[\p{L}\d%_@]|^[./,]\d") & ~after.str.contains(r"^/\d\d(?:\D|$)"))
    )
    printed = pl.any_horizontal(pl.col("month", "weekday").is_not_null()) & ~rule.str.contains("figures|iso")
    small = printed & ~text.str.contains(r"\p{Lu}|^\d+$")
    month = rule == "month"
    no_month = month & (
        month_word()
        | (lower.is_in(["may", "march"]) & ~(firmly & (pl.col("upos") == "PROPN")))
        | (~cued & after.str.contains(r"^\s+\p{Lu}\p{Ll}"))
    )
    bare_year = (rule == "year") & pl.col("portion").is_null() & ~lower.str.starts_with("the")
    far = ~pl.col("year").is_between(1900, 2059)
    counted = after.str.contains(r"^(?:-[\p{L}]|\s*(?:%|per ?cent|degrees|[ap]\.?m\b))") | (
        (pl.col("deprel") == "nummod") & pl.col("head_feats").str.contains("Number=Plur") & (~cued | far)
    )
    numbered = before.str.contains(rf"(?i)(?:\b(?:{'|'.join(_cues('numbered'))})\.?|[\d$£€])\s*$")
    bracketed = before.str.contains(r"[(\[–—-]\s*$|^$") | after.str.contains(r"^\s*(?:[)\]]|[–—-]\s*\d|$)")
    in_season = before.str.contains(r"(?i)\b(?:in|by|during|since|until|through|throughout|for|of)\s+$")
    fickle_season = rule.is_in(["season", "the_season"]) & lower.str.contains("fall|spring")
    in_part = before.str.contains(r"(?i)\b(?:in|during|by|through|throughout|for|into|until|on|of)\s+$") & (
        lower.str.starts_with("the ") | before.str.contains(r"(?i)\bin\s+$")
    )
    in_length = previous.is_in(_cues("length")) | after.str.contains(r"^\s+of\s")
    dull = rule.is_in(["long", "past_unit"]) & (
        lower.str.contains(r"\b(?:an?|one|half an?|half)[ -](?:second|quarter)$")
        | lower.str.contains(r"^(?:the )?(?:last|first|final|next|closing|opening) (?:second|minute|quarter)$")
    )
    # "Three quarters of the army" are no nine months.
    dull |= (rule == "long") & (pl.col("unit") == "Q") & pl.col("toward").is_null()
    not_now = (rule == "state") & (((lower == "now") & (pl.col("upos") != "ADV")) | after.str.starts_with("-"))
    return whole & ~(
        small
        | no_month
        | (rule == "short_weekday")
        | (bare_year & (counted | numbered | (far & ~cued & ~bracketed)))
        | ((rule == "short_year") & ~cued)
        | (fickle_season & (~in_season | after.str.contains(r"^\s+of\s+[^\d]")))
        | ((rule == "season") & ~in_season)
        | ((rule == "part_of_day") & ~in_part & ~((lower == "overnight") & (pl.col("upos") == "ADV")))
        | ((rule == "plural_unit") & ~in_length)
        | dull
        | ((rule == "past_unit") & (pl.col("toward") == 0).fill_null(False))
        | ((rule == "repeated") & ((pl.col("upos") == "PROPN") | (text.str.contains(r"^\p{Lu}") & (before != ""))))
        | not_now
        | pl.col("is_in_name")
    )


def _with_words(rows: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the first word's part of speech and relation, its head's features, and the word before's part of speech."""
    heads = tokens.select(*SENTENCE, head="token_id", head_feats="feats")
    first = tokens.select(
        *SENTENCE,
        "upos",
        "deprel",
        "head",
        char_start="char_start",
        previous_upos=pl.col("upos").shift(1).over(SENTENCE),
    ).unique([*SENTENCE, "char_start"])
    place = rows.with_columns(
        char_start=(pl.col("sentence_start") + pl.col("start")).cast(pl.Int32), row=pl.int_range(pl.len())
    )
    return (
        place.join(first, on=[*SENTENCE, "char_start"], how="left")
        .join(heads.unique([*SENTENCE, "head"]), on=[*SENTENCE, "head"], how="left")
        .sort("row")
        .with_columns(pl.col("upos", "deprel", "head_feats", "previous_upos").fill_null(""))
        .drop("row", "head", "char_start")
    )


def _named(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Flag what is part of a longer name, or is a person's: is_in_name."""
    place = rows.select(
        *_PLACE,
        begin=pl.col("sentence_start") + pl.col("start"),
        stop=pl.col("sentence_start") + pl.col("end"),
        year_alone=pl.col("rule") == "year",
    )
    inside = (
        place.join(names.select(*SENTENCE, "char_start", "char_end", "entity_type"), on=SENTENCE, how="inner")
        .filter((pl.col("char_start") <= pl.col("begin")) & (pl.col("char_end") >= pl.col("stop")))
        .filter(
            (pl.col("char_end") - pl.col("char_start") > pl.col("stop") - pl.col("begin"))
            & ~(pl.col("year_alone") & (pl.col("entity_type") == "event"))
            | (pl.col("entity_type") == "person")
        )
        .select(_PLACE)
        .unique()
    )
    return rows.join(
        inside.with_columns(is_in_name=pl.lit(True)), on=_PLACE, how="left", maintain_order="left"
    ).with_columns(pl.col("is_in_name").fill_null(False))


def with_tense(rows: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add is_future: whether the clause of an expression is still to come; False where it has no verb."""
    near = tokens.join(rows.select(SENTENCE).unique(), on=SENTENCE, how="semi")
    verbs = _verbs(near)
    place = rows.with_row_index("row").select(
        "row",
        *SENTENCE,
        begin=pl.col("sentence_start") + pl.col("start"),
        stop=pl.col("sentence_start") + pl.col("end"),
        marked=pl.col("before").str.contains(rf"(?i)\b(?:{'|'.join(_cues('marker'))})\s+(?:the\s+)?$"),
    )
    inside = (
        place.join(near.select(*SENTENCE, "token_id", "head", "char_start", "char_end"), on=SENTENCE, how="inner")
        .filter((pl.col("char_start") >= pl.col("begin")) & (pl.col("char_end") <= pl.col("stop")))
        .with_columns(first=pl.col("token_id").min().over("row"), last=pl.col("token_id").max().over("row"))
        .filter(~pl.col("head").is_between(pl.col("first"), pl.col("last")))
        .sort("row", "token_id")
        .unique("row", keep="first", maintain_order=True)
        .select("row", *SENTENCE, token_id="head", tense=pl.lit(None, pl.String), is_direct=pl.lit(True))
    )
    for _ in range(_CLIMB):
        step = inside.join(verbs, on=[*SENTENCE, "token_id"], how="left", maintain_order="left")
        own = pl.when((pl.col("verb_tense") == "awaited") & ~pl.col("is_direct")).then(None).otherwise("verb_tense")
        inside = step.select(
            "row",
            *SENTENCE,
            pl.when(pl.col("tense").is_null()).then("next_id").otherwise("token_id").alias("token_id"),
            pl.coalesce("tense", own).alias("tense"),
            is_direct=pl.col("upos").is_in(["NOUN", "PROPN", "NUM"]).fill_null(False) & pl.col("is_direct"),
        )
    known = place.join(inside.select("row", "tense"), on="row", how="left").sort("row")
    future = known["marked"] | known["tense"].is_in(["future", "awaited", "present"]).fill_null(False)
    return rows.with_columns(is_future=future, has_tense=known["tense"].is_not_null())


def _verbs(tokens: pl.DataFrame) -> pl.DataFrame:
    """Each word's tense, NULL where it has none of its own, and the word to ask next: its head."""
    children = tokens.group_by(*SENTENCE, "head").agg(
        modal=((pl.col("lemma").str.to_lowercase().is_in(_cues("modal"))) & (pl.col("upos") == "AUX")).any(),
        infinitive=((pl.col("upos") == "PART") & (pl.col("lemma").str.to_lowercase() == "to")).any(),
        past=((pl.col("upos") == "AUX") & pl.col("feats").str.contains("Tense=Past").fill_null(False)).any(),
        have=((pl.col("upos") == "AUX") & (pl.col("lemma") == "have")).any(),
        present=((pl.col("upos") == "AUX") & pl.col("feats").str.contains("Tense=Pres").fill_null(False)).any(),
    )
    joined = tokens.join(children.rename({"head": "token_id"}), on=[*SENTENCE, "token_id"], how="left")
    heads = tokens.select(*SENTENCE, pl.col("token_id").alias("head"), head_lemma=pl.col("lemma").str.to_lowercase())
    joined = joined.join(heads, on=[*SENTENCE, "head"], how="left")
    feats = pl.col("feats").fill_null("")
    lemma = pl.col("lemma").str.to_lowercase()
    planned = pl.col("infinitive") & pl.col("head_lemma").is_in(_cues("planned"))
    awaited = lemma.is_in(_cues("awaited")) & (feats.str.contains("VerbForm=Part") | (pl.col("upos") == "ADJ"))
    finite = feats.str.contains("VerbForm=Fin") | feats.str.contains("Tense=Past")
    tense = (
        pl.when(pl.col("have"))
        .then(pl.lit("past"))
        .when(pl.col("modal") | planned | (pl.col("infinitive") & (pl.col("present") | pl.col("past"))))
        .then(pl.lit("future"))
        .when(awaited)
        .then(pl.lit("awaited"))
        .when(pl.col("infinitive"))
        .then(pl.when(pl.col("deprel") == "acl").then(pl.lit("future")))
        .when(pl.col("past") | (finite & feats.str.contains("Tense=Past") & (pl.col("upos") != "ADJ")))
        .then(pl.lit("past"))
        .when(pl.col("present") | feats.str.contains("Tense=Pres.*VerbForm=Fin"))
        .then(pl.lit("present"))
    )
    return joined.select(*SENTENCE, "token_id", "upos", next_id="head", verb_tense=tense).unique(
        [*SENTENCE, "token_id"]
    )
