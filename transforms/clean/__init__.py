"""clean: raw articles to documents and edits. Lossless: nothing is deleted silently."""

from typing import NamedTuple

import dataframely as dy
import polars as pl

from transforms.clean import tape as tapes
from transforms.clean.boilerplate import cut_boilerplate, cut_tails
from transforms.clean.language import other_language
from transforms.clean.mend import mend
from transforms.clean.opening import FIELDS, cut_opening
from transforms.clean.paragraphs import set_paragraphs
from transforms.clean.patterns import parts, spelled
from transforms.dates import printed_day, printed_instant
from transforms.identity import with_ids
from transforms.lexicons import lexicon
from warehouse.tables import Articles, Documents, Edits, Refusals


class Cleaning(NamedTuple):
    """Clean documents, what cleaning changed in them, and the articles of which no document came."""

    documents: dy.DataFrame[Documents]
    edits: dy.DataFrame[Edits]
    refusals: dy.DataFrame[Refusals]


def clean(articles: dy.DataFrame[Articles], *, run_id: str, pipeline_version: str) -> Cleaning:
    """Clean ``articles`` and learn from their text what their records do not say.

    What a record says goes before what the text says: date, title, byline, publisher. The agency is the
    dateline's, else that of a credit. An article with nothing left is refused as empty, and one surely in
    another language as not_english. Rows are sorted by doc_id, edits also by their place in the text.
    """
    sorted_articles = articles.sort("doc_id")
    tape = set_paragraphs(mend(tapes.tape(sorted_articles["raw"])))
    tape, said = cut_opening(cut_tails(cut_boilerplate(tape)), _record(sorted_articles))
    tape = set_paragraphs(tape)
    edits = tapes.edits(tape)
    found = (
        pl.concat([sorted_articles, said.select(pl.all().name.suffix("_said"))], how="horizontal")
        .with_columns(tapes.texts(tape).alias("text"))
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .join(_credits(edits), on="row", how="left", maintain_order="left")
        .with_columns(other=other_language(pl.col("text")), publication_status=_status())
    )
    # Whatever the language of a withdrawal, what it withdraws is here.
    is_read = pl.col("other").is_null() | pl.col("publication_status").is_in(["withheld", "canceled"])
    is_kept = (pl.col("text") != "") & is_read.fill_null(False)
    documents = found.filter(is_kept)
    edits = edits.join(documents.select("row", "doc_id"), on="row", how="inner", maintain_order="left")
    return Cleaning(
        Documents.validate(_documents(documents, run_id, pipeline_version)),
        Edits.validate(_edits(edits)),
        Refusals.validate(_refusals(found.filter(~is_kept))),
    )


def _record(articles: pl.DataFrame) -> pl.DataFrame:
    """Give what the records say of FIELDS."""
    return articles.select(
        "title",
        "publisher",
        "byline",
        published=pl.col("published_on").cast(pl.String),
        **{field: pl.lit(None, dtype=pl.String) for field in ("dateline", "agency", "status")},
    ).select(FIELDS)


def _credits(edits: pl.DataFrame) -> pl.DataFrame:
    """Give the agency that each text credits outside its opening: row, credited."""
    rules = spelled("boilerplate").filter(pl.col("pattern").str.contains("(?P<agency>", literal=True))
    credit = pl.col("removed").str.extract(f"({parts()['agency']})")
    named = edits.filter(pl.col("rule").is_in(rules["name"].to_list())).select("row", credited=credit)
    return named.unique("row", keep="first", maintain_order=True)


def _status() -> pl.Expr:
    """Say whether an article may be used, as the record has it, else a header of the text."""
    words = lexicon("publication_statuses")
    said = pl.col("status_said").str.strip_chars().str.to_lowercase()
    return pl.coalesce("publication_status", said.replace_strict(words["printed"], words["status"], default=None))


def _documents(found: pl.DataFrame, run_id: str, pipeline_version: str) -> pl.DataFrame:
    """Name what was found as Documents does. What only several documents can tell is left open."""
    forms = lexicon("agencies")
    agency = pl.coalesce("agency_said", "credited")
    open_ids = ("dateline_place_id", "superseded_by", "story_id")
    return found.select(
        "doc_id",
        "source_id",
        "source_key",
        "uri",
        "source_format",
        "publication_status",
        *(pl.coalesce(field, f"{field}_said").alias(field) for field in ("publisher", "title", "byline")),
        published_on=pl.coalesce("published_on", printed_day("published_said")),
        published_at=pl.when(pl.col("published_on").is_null())
        .then(printed_instant("published_said"))
        .otherwise("published_at"),
        dateline=pl.col("dateline_said"),
        agency=agency.replace(forms["form"], forms["agency"]),
        language=pl.lit("en"),
        text=pl.col("text"),
        text_length=pl.col("text").str.len_chars().cast(pl.Int32),
        is_current=pl.lit(True),
        is_wire_copy=pl.lit(False),
        run_id=pl.lit(run_id),
        pipeline_version=pl.lit(pipeline_version),
        **{name: pl.lit(None, dtype=pl.String) for name in open_ids},
    ).select(Documents.column_names())


def _edits(edits: pl.DataFrame) -> pl.DataFrame:
    numbered = with_ids(edits, "edit_id", "e", by=["raw_start", "raw_end"])
    return numbered.select(Edits.column_names()).with_columns(
        pl.col("raw_start", "raw_end", "char_start").cast(pl.Int32)
    )


def _refusals(found: pl.DataFrame) -> pl.DataFrame:
    is_empty = pl.col("other").is_null()
    return found.with_columns(
        stage=pl.lit("clean"),
        reason=pl.when(is_empty).then(pl.lit("empty")).otherwise(pl.lit("not_english")),
        detail=pl.when(is_empty)
        .then(pl.lit("nothing is left of it once it is clean"))
        .otherwise(pl.format("its language is {}", "other")),
    ).select(Refusals.column_names())
