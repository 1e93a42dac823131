"""What is odd of a publication, though no rule is broken: it is told of, and stops nothing."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import manifest, state
from warehouse.manifest import Publication
from warehouse.tables import TABLES

FEWEST_DOCUMENTS = 20
"""Shares of fewer documents say little."""
LEAST_ROWS = 0.5
"""A run's documents have at least this share of the rows a document that those before them have."""
MOST_UNRESOLVED = 0.8
"""The share of quotations whose speaker is no known entity; pronouns and nouns of the text among them."""
MOST_WITHOUT_FACTS = 0.2
"""The share of documents in which no fact was found."""
FIRST_DAY, FIRST_PUBLISHED = date(1000, 1, 1), date(1600, 1, 1)
YEARS_AHEAD = 50
"""What an article tells of begins at most so many years after its day."""


class Doubt(NamedTuple):
    """Something odd, for a person to look at."""

    check: str
    table: str
    detail: str


class Looked(NamedTuple):
    """What is looked at: the documents that the last run added, and all of what was there before it."""

    warehouse: Path
    publication: Publication
    before: Publication | None
    """None when it is not kept."""
    today: date
    """The day on which the publication was made."""

    def new(self, table: str) -> pl.LazyFrame:
        """A table's rows of the documents that the last run added."""
        return state.read_published(self.warehouse, table, self.publication.run_id)


def doubts(warehouse: Path, run_id: str | None = None) -> list[Doubt]:
    """Look at what the last run added: what is odd of it; nothing is looked at if that run is not ``run_id``.

    Raises
    ------
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    publication = manifest.newest(warehouse)
    kept = manifest.numbers(warehouse)
    before = manifest.read(warehouse, kept[-2]) if len(kept) > 1 else None
    looked = Looked(warehouse, publication, before, publication.published_at.date())
    if publication.run_id is None or run_id not in (None, publication.run_id):
        return []
    return [doubt for each in DOUBTS for doubt in each(looked)]


def rows_are_as_many_as_before(looked: Looked) -> Iterator[Doubt]:
    """No table shrinks, and the new documents have about as many rows in each as those before."""
    if looked.before is None:
        return
    now, then = _rows(looked.publication), _rows(looked.before)
    added = now["documents"] - then["documents"]
    for table in TABLES:
        if table not in ("entities", "events") and now[table] < then[table] * (1 - LEAST_ROWS):
            yield Doubt("rows_are_as_many_as_before", table, f"{now[table]:,} rows, {then[table]:,} before")
        elif (
            table not in ("documents", "entities", "events", "runs", "rejects")
            and min(added, then["documents"]) >= FEWEST_DOCUMENTS
            and (now[table] - then[table]) / added < LEAST_ROWS * (then[table] / then["documents"])
        ):
            rates = (
                f"{(now[table] - then[table]) / added:.1f} rows a new document, {then[table] / then['documents']:.1f}"
            )
            yield Doubt("rows_are_as_many_as_before", table, f"{rates} before")


def speakers_are_resolved(looked: Looked) -> Iterator[Doubt]:
    """Most quotations have a speaker that is a known entity."""
    quotes = looked.new("quotations").unique("quotation_id")
    all_, unresolved = (
        quotes.select(pl.len(), pl.col("speaker_entity_id").is_null().sum().alias("none")).collect().row(0)
    )
    if all_ >= FEWEST_DOCUMENTS and unresolved > MOST_UNRESOLVED * all_:
        yield Doubt("speakers_are_resolved", "quotations", f"{unresolved:,} of {all_:,} have no known speaker")


def documents_have_facts(looked: Looked) -> Iterator[Doubt]:
    """Most documents tell of something."""
    documents = looked.new("documents").select("doc_id")
    bare = documents.join(looked.new("facts").select("doc_id"), on="doc_id", how="anti")
    all_, none = (int(frame.select(pl.len()).collect().item()) for frame in (documents, bare))
    if all_ >= FEWEST_DOCUMENTS and none > MOST_WITHOUT_FACTS * all_:
        yield Doubt("documents_have_facts", "documents", f"{none:,} of {all_:,} have none")


def dates_are_reasonable(looked: Looked) -> Iterator[Doubt]:
    """No article is of a day to come, and none tells of what is too far off."""
    published = pl.col("published_on")
    last = pl.lit(looked.today + timedelta(days=1))
    documents = looked.new("documents").select("doc_id", "published_on")
    odd = documents.filter((published > last) | (published < pl.lit(FIRST_PUBLISHED))).collect()
    if odd.height:
        yield Doubt("dates_are_reasonable", "documents", f"{odd.height:,} published on days such as {odd[0, 1]}")
    for table in ("times", "facts", "casualties"):
        ahead = pl.coalesce("published_on", pl.lit(looked.today)).dt.offset_by(f"{YEARS_AHEAD}y")
        rows = looked.new(table).select("doc_id", "begins").join(documents, on="doc_id", how="left")
        odd = rows.filter((pl.col("begins") < pl.lit(FIRST_DAY)) | (pl.col("begins") > ahead)).collect()
        if odd.height:
            yield Doubt("dates_are_reasonable", table, f"{odd.height:,} begin on days such as {odd['begins'][0]}")


DOUBTS: tuple[Callable[[Looked], Iterator[Doubt]], ...] = (
    rows_are_as_many_as_before,
    speakers_are_resolved,
    documents_have_facts,
    dates_are_reasonable,
)


def _rows(publication: Publication) -> dict[str, int]:
    return {table: sum(file.rows for file in publication.of(table)) for table in TABLES}
