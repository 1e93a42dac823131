"""Names told by others of their document: a full name explains its short forms, its letters and its later mentions.

What is needed stands in the article; there are no lexicons here.
"""

import polars as pl

from transforms.annotate.edges import beside, calendar, numbered

LEADERS = ("hurricane", "typhoon", "cyclone", "storm", "tropical storm", "uss", "hms", "mv", "ss")
"""What storms and ships are called before their names, and not after the first time."""
BEFORE_MONTHS = ("in", "since", "until", "till", "last", "next", "this", "early", "late", "mid", "during", "through")
"""What stands before a month, and seldom before the person of its name."""
_LONGEST_NAME = 150
"""Characters: what is longer and called a name is a list, and compared with all that begins like it would be costly."""


def acronyms(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the first letters of a name, as they stand in brackets after it or anywhere in its document, its type.

    National Resistance Army (NRA): the letters begin the name's words in their order, those in small letters left out
    or not. Without brackets three letters at least, and of organizations alone.
    """
    words = pl.col("text").str.extract_all(r"[\p{L}\p{N}]+")
    initials = words.list.eval(pl.element().str.slice(0, 1))
    large = words.list.eval(pl.element().filter(pl.element().str.contains(r"^\p{Lu}")).str.slice(0, 1))
    long = names.filter(pl.col("text").str.contains(" ")).select(
        "doc_id",
        "char_end",
        kind="entity_type",
        all=initials.list.join("").str.to_uppercase(),
        large=large.list.join(""),
    )
    letters = (
        numbered(tokens)
        .select(
            "doc_id",
            "form",
            opens=beside(pl.col("form"), -1) == "(",
            closes=beside(pl.col("form"), 1) == ")",
            char_end_before=beside(pl.col("char_end"), -2),
        )
        .filter(pl.col("form").str.contains(r"^\p{Lu}{2,}$"))
    )
    bracketed = letters.filter("opens", "closes").join(
        long, left_on=["doc_id", "char_end_before"], right_on=["doc_id", "char_end"]
    )
    bracketed = bracketed.filter((pl.col("form") == pl.col("all")) | (pl.col("form") == pl.col("large")))
    elsewhere = letters.filter(pl.col("form").str.len_chars() > 2).join(
        long.filter(pl.col("kind") == "organization"), left_on=["doc_id", "form"], right_on=["doc_id", "large"]
    )
    meant = pl.concat([found.select("doc_id", "form", "kind") for found in (bracketed, elsewhere)])
    meant = meant.unique(["doc_id", "form"], keep="first", maintain_order=True)
    return _called(names, meant, tokens)


def shortened(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the short forms of a document's full names their types: Hurricane Maria, Maria; Steve Jobs, Jobs.

    A person's family name is looked for where the model saw none; the name of a storm or a ship wherever it stands, but
    where a person bears it.
    """
    last = pl.col("text").str.extract(r"\s(\p{Lu}\S{2,})$")
    led = pl.col("text").str.to_lowercase().str.contains(rf"^(?:{'|'.join(LEADERS)}) ")
    full = names.filter(last.is_not_null()).with_columns(form=last, led=led & (pl.col("entity_type") != "facility"))
    persons = full.filter(pl.col("entity_type") == "person").select("doc_id", "form").unique()
    named = (
        full.filter("led")
        .join(persons, on=["doc_id", "form"], how="anti")
        .unique(["doc_id", "form"], keep="first", maintain_order=True)
        .select("doc_id", "form", kind="entity_type")
    )
    found = _called(names, named, tokens)
    return pl.concat([found, _alone(found, tokens, persons.with_columns(kind=pl.lit("person")))])


def _called(names: pl.DataFrame, meant: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give names that read like a ``form`` of ``meant`` (doc_id, form, kind) that kind, and those passed over too."""
    typed = names.join(
        meant, left_on=["doc_id", "text"], right_on=["doc_id", "form"], how="left", maintain_order="left"
    ).with_columns(entity_type=pl.coalesce("kind", "entity_type"))
    return pl.concat([typed.select(names.columns), _alone(names, tokens, meant)])


def _alone(names: pl.DataFrame, tokens: pl.DataFrame, meant: pl.DataFrame) -> pl.DataFrame:
    """Give the proper nouns outside names that read like a ``form`` of ``meant`` and stand next to no other."""
    alone = pl.all_horizontal(
        ((beside(pl.col("tag"), n) == "O") & (beside(pl.col("upos"), n) != "PROPN")).fill_null(True) for n in (1, -1)
    )
    # The model takes letters for common nouns as well.
    is_letters = (pl.col("upos") == "NOUN") & pl.col("form").str.contains(r"^\p{Lu}{3,}$")
    proper = (pl.col("upos") == "PROPN") | is_letters
    # Of Theresa May no month is a mention.
    is_date = calendar() & (
        beside(pl.col("form"), 1).str.contains(r"^\d")
        | beside(pl.col("form"), -1).str.contains(r"^\d")
        | beside(pl.col("lower"), -1).is_in(BEFORE_MONTHS)
    ).fill_null(False)
    return (
        numbered(tokens)
        .with_columns(lower=pl.col("form").str.to_lowercase().str.strip_chars_end("."))
        .filter((pl.col("tag") == "O") & proper & alone & ~is_date)
        .join(meant.select("doc_id", "form", entity_type="kind"), on=["doc_id", "form"])
        .join(names.select("doc_id", "char_start"), on=["doc_id", "char_start"], how="anti")
        .select(pl.col("form").alias(name) if name == "text" else name for name in names.columns)
    )


def overlooked(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the single proper nouns outside names that are printed like a name of one word of their document."""
    single = names.filter(~pl.col("text").str.contains(r"\s") & pl.col("text").str.contains(r"^\p{Lu}\S{2}"))
    return _alone(names, tokens, single.unique(["doc_id", "text"]).select("doc_id", form="text", kind="entity_type"))


def repeated(names: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the names of several words where they stand again in their document, seen in part at most."""
    place = ["doc_id", "char_start"]
    spaceless = pl.col("text").str.replace_all(r"\s", "")
    long = names.filter(pl.col("text").str.contains(r"\s.*\p{Lu}")).select(
        "doc_id", "text", "entity_type", length=pl.col("text").str.len_chars(), printed=spaceless
    )
    long = long.filter(pl.col("length") <= _LONGEST_NAME).with_columns(form=pl.col("text").str.extract(r"^(\S+)"))
    long = long.unique(["doc_id", "text"], maintain_order=True)
    rows = tokens.select(*place, "sentence_id", "char_end", "form", "tag", row=pl.int_range(pl.len()))
    starts = rows.filter(~pl.col("tag").str.starts_with("I")).join(long, on=["doc_id", "form"])
    goes_on = pl.col("tag").shift(-1, fill_value="O").str.starts_with("I")
    ends = rows.filter(~goes_on).select("doc_id", "sentence_id", last="row", end="char_end")
    spans = starts.with_columns(end=pl.col("char_start") + pl.col("length").cast(pl.Int32)).join(
        ends, on=["doc_id", "sentence_id", "end"]
    )
    inside = spans.with_columns(at=pl.int_ranges("row", pl.col("last") + 1)).explode("at")
    read = inside.with_columns(
        word=pl.lit(tokens["form"]).gather(pl.col("at")), outside=pl.lit(tokens["tag"]).gather(pl.col("at")) == "O"
    )
    return (
        read.group_by(*place, "sentence_id", "end", "text", "entity_type", "printed", maintain_order=True)
        .agg(told=pl.col("word").str.join(""), outside=pl.col("outside").any())
        .filter(pl.col("outside"), pl.col("told") == pl.col("printed"))
        .rename({"end": "char_end"})
        .select(names.columns)
    )
