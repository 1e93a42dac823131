"""Entities and events at a publication: what new documents touch is gathered anew, all else stays as it is."""

from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import corpus, layout, merging, occurrences, state, tellings
from warehouse.additions import Additions
from warehouse.manifest import Publication, PublishedFile

DOCUMENTS_AT_A_TIME = 5_000
"""So many documents are in memory when a ledger of an earlier version is read as a whole."""


class Revision(NamedTuple):
    """Rows of a table that are new or other than before, and the keys of those that are no more."""

    anew: pl.DataFrame
    gone: pl.Series


class Standing(NamedTuple):
    """Which documents stand once a run is published."""

    documents: pl.DataFrame
    """All documents: doc_id, is_current, superseded_by, as they were."""
    changed: pl.DataFrame
    """The same of those whose standing is another now."""

    def weights(self) -> pl.DataFrame:
        """doc_id and is_current of all documents, as it is now."""
        after = self.documents.update(self.changed, on="doc_id", how="left", include_nulls=True)
        return after.select("doc_id", "is_current")

    def turned(self) -> pl.DataFrame:
        """Documents that stand and did not, or did and do not: doc_id, weight (1, -1)."""
        now = self.changed.select("doc_id", stands="is_current")
        both = self.documents.join(now, on="doc_id", how="inner").filter(pl.col("is_current") != pl.col("stands"))
        return both.select("doc_id", weight=pl.when("stands").then(1).otherwise(-1))


def entities(added: Additions, standing: Standing, number: int) -> tuple[Revision, list[PublishedFile]]:
    """What becomes of the table ``entities``, and the files of the tallies that it is made of."""
    base, weights = added.base, standing.weights()
    if base.of("tallies") or not base.of("mentions"):
        new = _weighed(added.new("documents"), weights.with_columns(weight=pl.col("is_current").cast(pl.Int64)))
        turned = standing.turned().join(new, on="doc_id", how="anti")
        old = _weighed(state.scan(added.warehouse, "documents", base), turned)
        delta = pl.concat(
            [
                corpus.tallied(_of(added.new("mentions"), new), _of(added.new("referents"), new), new),
                corpus.tallied(_stored(added, "mentions", old), _stored(added, "referents", old), old),
            ]
        )
    else:
        delta = _all_tallies(added, weights)
    delta = corpus.summed(delta)
    asked = delta["entity_id"].unique()
    there = state.scan(added.warehouse, "tallies", base).filter(pl.col("entity_id").is_in(asked.implode())).collect()
    anew = corpus.entities(corpus.summed(pl.concat([there, delta])))
    # What many documents tell of changes most often: it is to be in few files.
    ordered = pl.DataFrame(anew).sort("document_count", "entity_id", descending=[True, False])
    return Revision(ordered, asked.clear()), _tally_files(added.warehouse, base, number, delta)


def _weighed(documents: pl.LazyFrame, weights: pl.DataFrame) -> pl.DataFrame:
    """doc_id, published_on, weight."""
    told = documents.select("doc_id", "published_on").join(weights.lazy(), on="doc_id", how="inner")
    return told.select("doc_id", "published_on", "weight").collect()


def _of(rows: pl.LazyFrame, documents: pl.DataFrame) -> pl.DataFrame:
    return rows.filter(pl.col("doc_id").is_in(documents["doc_id"].implode())).collect()


def _stored(added: Additions, table: str, documents: pl.DataFrame) -> pl.DataFrame:
    if documents.is_empty():
        return layout.empty(table)
    return _of(state.scan(added.warehouse, table, added.base), documents)


def _all_tallies(added: Additions, weights: pl.DataFrame) -> pl.DataFrame:
    """Tallies of all documents: those that are there, of an earlier version, and those that are added."""
    told = _weighed(
        added.whole("documents", "doc_id", "published_on"),
        weights.with_columns(weight=pl.col("is_current").cast(pl.Int64)),
    ).sort("doc_id")
    found = [layout.empty("tallies")]
    for at in range(0, told.height, DOCUMENTS_AT_A_TIME):
        some = told[at : at + DOCUMENTS_AT_A_TIME]
        mentions, referents = (_of(added.whole(table), some) for table in ("mentions", "referents"))
        found.append(corpus.tallied(mentions, referents, some))
    return pl.concat(found)


def _tally_files(warehouse: Path, base: Publication, number: int, delta: pl.DataFrame) -> list[PublishedFile]:
    """The files of tallies once some are added: a file takes in those before it that are not much larger.

    So a tally is written again as often as the number of files doubles, and there are few files.
    """
    kept = merging.of_today(warehouse, base, number, "tallies")
    if delta.is_empty() and kept:
        return kept
    frames, rows = [delta], delta.height
    while kept and kept[-1].rows <= 2 * rows:
        last = kept.pop()
        frames.append(pl.read_parquet(warehouse / last.path, glob=False))
        rows += last.rows
    merged = corpus.summed(pl.concat(frames))
    return [*kept, merging.store(warehouse, number, "tallies", merged, f"tallies-{number:06d}.parquet")]


def with_tellings(added: Additions, number: int) -> Additions:
    """Give a ledger of an earlier version the table ``tellings``; its events are to be made of that anew."""
    base = added.base
    if base.of("tellings") or not base.of("facts"):
        return added
    documents = state.scan(added.warehouse, "documents", base).select("doc_id", "story_id").sort("doc_id").collect()
    found = [layout.empty("tellings")]
    for at in range(0, documents.height, DOCUMENTS_AT_A_TIME):
        some = documents[at : at + DOCUMENTS_AT_A_TIME]
        told = tellings.tellings(
            *(_stored(added, table, some).select(columns).lazy() for table, columns in tellings.TAKES.items())
        )
        found.append(told.drop("story_id").join(some, on="doc_id", how="left").select(told.columns))
    file = merging.store(added.warehouse, number, "tellings", pl.concat(found), f"tellings-{number:06d}-0.parquet")
    files = [each for each in base.files if each.table != "events"]
    return added._replace(base=base._replace(files=(*files, file)))


def events(added: Additions, standing: Standing, settled: pl.DataFrame) -> Revision:
    """What becomes of the table ``events``; ``settled`` has the stories of the documents that are added."""
    weights = standing.weights()
    gone = weights.filter(~pl.col("is_current"))["doc_id"]
    new = merging.with_settled(added.new("tellings").collect(), settled)
    new = new.filter(~pl.col("doc_id").is_in(gone.implode()))
    told = state.scan(added.warehouse, "tellings", added.base)
    if not added.base.of("events"):
        there = told.filter(~pl.col("doc_id").is_in(gone.implode())).collect()
        return Revision(occurrences.gathered(pl.concat([there, new])), gone.clear())
    before = state.scan(added.warehouse, "events", added.base)
    return Revision(*occurrences.extended(before, told, new, standing.turned()["doc_id"], gone))
