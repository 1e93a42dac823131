"""Context: what the words around a number make of it, and which numbers are no quantities."""

import polars as pl

_NO_ONE = r"(?i)\b(?:no|the|any|every|this|which|each|another|some|only|last|next|big|number|such|own)[\s-]+$"
_ADDRESS = r"^ (?:[A-Z][\w.’'-]* ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Drive|Lane|Square|Way|Terrace)\b"
_HALF_OF_GAME = (
    r"(?i)\b(?:first|second|other|latter|former|top|bottom|better|lower|upper|northern|southern|eastern|western)[\s-]$"
)


def with_ordinals(numbers: pl.DataFrame) -> pl.DataFrame:
    """Read "a third" as an ordinal where it is not of something: "a third suspect", "a third was shot"."""
    counts = (
        (pl.col("shape") == "fraction")
        & pl.col("text").str.contains(r"(?i)^an? [a-z]+(?:d|th)$")
        & ~pl.col("after").str.contains("^ of")
        & (pl.col("deprel").str.contains("^(?:amod|nsubj)") | pl.col("deprel").eq("det"))
        & pl.col("unit").is_null()
    ).fill_null(False)
    return numbers.with_columns(
        shape=pl.when(counts).then(pl.lit("ordinal")).otherwise("shape"),
        amount=pl.when(counts).then((1 / pl.col("amount")).round()).otherwise("amount"),
    )


def with_ages(numbers: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Take the number between commas behind a person's name, or behind "aged", for his age."""
    persons = names.filter(pl.col("entity_type") == "person").select("doc_id", named=pl.col("char_end").cast(pl.Int64))
    number = pl.col("amount").is_between(1, 120) & (pl.col("amount").round() == pl.col("amount"))
    between = pl.col("before").str.contains(r", $") & pl.col("after").str.contains(r"^[,.;)]")
    aged = pl.col("before").str.contains(r"(?i)\bage[ds]?(?: of)?\s$")
    is_age = number & pl.col("unit").is_null() & ((between & pl.col("is_person").is_not_null()) | aged)
    return (
        numbers.with_columns(named=pl.col("sentence_start").cast(pl.Int64) + pl.col("start") - 2)
        .join(
            persons.unique(maintain_order=True).with_columns(is_person=True),
            on=["doc_id", "named"],
            how="left",
            maintain_order="left",
        )
        .with_columns(is_age=is_age.fill_null(False))
        .with_columns(
            unit=pl.when("is_age").then(pl.lit("a")).otherwise("unit"),
            kind=pl.when("is_age").then(pl.lit("age")).otherwise("kind"),
        )
        .drop("named", "is_person", "is_age")
    )


def quantities_alone(numbers: pl.DataFrame, names: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Leave out numbers in names, times, models, addresses, hours, labels of lists, and words that only look so."""
    text, before, after = pl.col("text").str.to_lowercase(), pl.col("before"), pl.col("after")
    bare = pl.col("unit").is_null()
    figure = text.str.contains("^[0-9.]")
    glued = before.str.contains(r"[A-Za-z0-9_@#&][-–.’']?$|[0-9][,:/-]$|[A-Za-z]/$") & ~before.str.contains(r"#$")
    trails = (
        after.str.contains(r"^[\s-]{0,3}fold\b")
        | after.str.contains(r"^[A-Za-z_&]")
        | after.str.contains(r"^-[A-Z]{2}|^[/:][0-9A-Za-z]")
    )
    is_one = (
        (text == "one")
        & bare
        & (
            before.str.contains(_NO_ONE)
            # "not that one", and "said that one man died"
            | (before.str.contains(r"(?i)\bthat\s$") & pl.col("item_last").is_null())
            | after.str.contains(r"(?i)^(?:-| another\b| day\b)")
            # "the current one"
            | (pl.col("above").is_in(["ADJ", "DET", "PRON"]) & pl.col("item_last").is_null())
            | ~pl.col("upos").is_in(["NUM", "NOUN"]).fill_null(True)
            | (
                after.str.contains("^ of")
                & ~pl.col("deprel").str.contains("^(?:nsubj|obj|obl|conj|root|nummod)").fill_null(True)
            )
        )
    )
    ordinal = (pl.col("shape") == "ordinal") & (
        ((pl.col("upos") == "ADV").fill_null(False) & (text == "first"))
        | before.str.contains(r"(?i)\b(?:at|from the)\s$")
        | after.str.contains(r"(?i)^-| of all\b| place\b| name\b| lady\b")
    )
    half = (text == "half") & (
        (before.str.contains(r"^\s$") & (pl.col("start") > 1))
        | before.str.contains(_HALF_OF_GAME)
        | after.str.contains("^-")
    )
    needs_of = text.str.contains(r"^(?:scores|tens|a handful|a couple)$") & ~after.str.contains("^ of")
    year = text.str.contains(r"^(?:19|20)[0-9]{2}$") & bare & pl.col("item_last").is_null()
    hour = after.str.contains(r"(?i)^ ?(?:[ap]\.?m\b|o’?'?clock)")
    label = (before.str.contains(r"^[\s(\[]*$") & after.str.contains(r"^[.)\]]\s") & figure) | (
        before.str.contains(r"\[$") & after.str.contains(r"^\]")
    )
    of_name = (pl.col("labels") == "PROPN").fill_null(False) & bare & (pl.col("shape") == "cardinal")
    # "half past nine", "a week or two": times that say no more than a number.
    of_time = before.str.contains(
        r"(?i)\b(?:past|(?:minute|hour|day|night|week|month|year)s? or)\s$"
    ) | after.str.contains(r"^ past\b")
    # "the First Circuit": an ordinal in capitals is part of a name.
    capital = (
        (pl.col("shape") == "ordinal")
        & pl.col("text").str.contains("^[A-Z][a-z]")
        & (pl.col("start") > 0)
        & after.str.contains("^ [A-Z]")
    )
    # "a 5- to 10-year term": the first end of a length of time, which is a time itself.
    lasts = (pl.col("kind").shift(-1).over("doc_id", "sentence_id") == "duration").fill_null(False)
    of_length = bare & after.str.contains(r"^-?(?: ?[-–—] ?| to | or )$") & lasts
    nought = (text == "zero") & (before.str.contains(r"(?i)\bground\s$") | after.str.contains("(?i)^[ -]tolerance"))
    wrong = (
        pl.col("amount").is_null()
        | of_length
        | nought
        | (glued & pl.col("kind").is_null())
        | (trails & bare)
        | is_one
        | ordinal
        | half
        | needs_of
        | year
        | hour
        | label
        | of_name
        | of_time
        | capital
        | after.str.contains(_ADDRESS)
    )
    outside_names = _outside(numbers.filter(~wrong.fill_null(False)), names, contained=True)
    age = pl.col("kind") == "age"
    return pl.concat(
        [outside_names.filter(age), _outside(outside_names.filter(~age.fill_null(False)), times, contained=False)]
    ).sort("doc_id", "sentence_id", "start")


def _outside(numbers: pl.DataFrame, spans: pl.DataFrame, *, contained: bool) -> pl.DataFrame:
    """The numbers that no span overlaps or, where ``contained``, holds whole."""
    edge = "char_start" if contained else "char_end"
    begins = (pl.col("sentence_start") + pl.col("number_start")).cast(pl.Int64)
    ends = (pl.col("sentence_start") + pl.col("number_end")).cast(pl.Int64)
    taken = spans.select("doc_id", span_start=pl.col("char_start").cast(pl.Int64), span_end="char_end")
    placed = (
        numbers.with_columns(begins=begins, ends=ends)
        .with_columns(edge=pl.col("begins") if edge == "char_start" else pl.col("ends") - 1)
        .sort("doc_id", "edge")
        .join_asof(
            taken.sort("doc_id", "span_start"),
            left_on="edge",
            right_on="span_start",
            by="doc_id",
            check_sortedness=False,
        )
    )
    hit = pl.col("span_end") >= pl.col("ends") if contained else pl.col("span_end") > pl.col("begins")
    return placed.filter(~hit.fill_null(False)).drop("begins", "ends", "edge", "span_start", "span_end")
