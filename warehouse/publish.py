"""Publishing a run: its staged batches become files, one manifest commits them, then they are shown."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from warehouse import (
    checks,
    layout,
    manifest,
    merging,
    occurrences,
    showing,
    staging,
    state,
    stories,
    supersession,
)
from warehouse import corpus as gathered
from warehouse.manifest import Publication, PublishedFile
from warehouse.staging import Batch
from warehouse.tables import TABLES

NONE_LEFT_OUT = pl.Series("doc_id", dtype=pl.String)


class Published(NamedTuple):
    """What a publication added."""

    number: int
    run: dict[str, Any]
    """The run's row in ``runs``."""
    rows: dict[str, int]
    """Rows added, by table."""
    files: int
    """Files written."""
    bytes: int
    """Their size."""


def publish(
    warehouse: Path,
    run_id: str,
    *,
    tally: Mapping[str, float] | None = None,
    corpus: Mapping[str, pl.DataFrame] | None = None,
    status: str | None = None,
    is_whole: bool = False,
    retention: manifest.Retention | None = None,
) -> Published:
    """Publish what a run has staged; the caller holds the writer's lock.

    Until the manifest is written nothing of it is visible, and a crash leaves only files that the
    next writer removes. From then on it is published, and the next writer finishes showing it.

    Parameters
    ----------
    tally
        Numbers for the run's row that belong to no batch, any of :data:`warehouse.staging.TALLIED`.
    corpus
        Tables about the whole corpus (``entities``, ``events``), each replaced as a whole; gathered from all documents
        when left out.
    status
        How the run ended; ``published`` or ``unchanged``, as the case is, when left out.
    is_whole
        Whether what is staged is the whole ledger, made anew: it takes the place of all documents that are there.
    retention
        Which earlier publications are kept; all of them when left out.

    Raises
    ------
    warehouse.checks.CheckFailedError
        When a reference leads nowhere; nothing is published then.
    warehouse.manifest.DamagedError
        When a staged file is not what was staged.
    """
    began = time.perf_counter()
    start = staging.read_start(warehouse, run_id)
    if start is None:
        raise ValueError(f"run {run_id} has not begun")
    previous = manifest.newest(warehouse)
    batches = staging.read_batches(warehouse, run_id)
    # The number and the history go on; the rows of documents begin anew.
    base = previous._replace(files=tuple(_not_of_documents(previous))) if is_whole else previous
    left_out = _left_out(warehouse, [] if is_whole else batches)
    documents = _whole(warehouse, "documents", base, batches, left_out, ("doc_id", *supersession.STANDING))
    versions = _versions(warehouse, base, batches, left_out)
    standing = supersession.changed(documents, versions)
    corpus = dict(corpus or {})
    if "entities" not in corpus and (
        standing.height or any({"mentions", "referents"} & batch.files.keys() for batch in batches)
    ):
        corpus["entities"] = gathered.entities(
            _whole(warehouse, "mentions", base, batches, left_out),
            _whole(warehouse, "referents", base, batches, left_out),
            supersession.withdrawn(documents, standing),
        )
    settled = _stories(warehouse, base, batches, left_out, versions)
    if "events" not in corpus and (standing.height or any("facts" in batch.files for batch in batches)):
        gone = supersession.withdrawn(documents, standing)
        corpus["events"] = _events(warehouse, base, batches, left_out, settled, gone)
    targets = {**corpus, "documents": documents}
    checks.check({table: corpus[table] for table in corpus})
    number = previous.number + 1

    listed: list[PublishedFile] = []
    for table in layout.STORED_TABLES:
        if table in corpus:
            listed.append(merging.store(warehouse, number, table, corpus[table], f"{table}.parquet"))
        elif table not in layout.WHOLE_TABLES:
            files = merging.extended(
                warehouse, base, number, table, _parts(table, batches, left_out), targets, settled, standing
            )
            # Every table has a file, that readers find its columns.
            slot = f"{table}-{number:06d}.parquet"
            listed.extend(files or [merging.store(warehouse, number, table, layout.empty(table), slot)])
        elif table != "runs":
            listed.extend(previous.of(table))
    rows = {table: _rows(listed, table) - _rows(base.files, table) for table in TABLES}

    counted = {
        name: sum(batch.tally[name] for batch in batches) + (tally or {}).get(name, 0) for name in staging.TALLIED
    }
    skipped = sum(len(ids) for ids in left_out.values())
    run = {
        **start._asdict(),
        **counted,
        "sources": list(start.sources),
        "documents_seen": int(counted["documents_seen"]),
        "documents_skipped": int(counted["documents_skipped"]) + skipped,
        "documents_added": rows["documents"],
        "documents_rejected": rows["rejects"],
        "characters": _characters(batches, left_out),
        "status": status or ("published" if rows["documents"] else "unchanged"),
        "seconds_publish": time.perf_counter() - began,
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
    }
    row = pl.DataFrame([run], schema=pl.Schema(TABLES["runs"]))
    runs = pl.concat([state.scan(warehouse, "runs", previous).collect(), row])
    checks.check({"runs": runs})
    listed.append(merging.store(warehouse, number, "runs", runs, "runs.parquet"))
    rows["runs"] = 1

    publication = Publication(number, run_id, datetime.now(UTC), tuple(listed))
    manifest.commit(warehouse, publication)
    showing.show(warehouse, publication)
    staging.remove(warehouse, run_id)
    if retention is not None:
        manifest.forget(warehouse, retention)
    before = {file.path for file in previous.files}
    new = [file for file in listed if file.path not in before]
    return Published(number, run, rows, len(new), sum(file.bytes for file in new))


def _left_out(warehouse: Path, batches: list[Batch]) -> dict[int, pl.Series]:
    """For each batch, its documents that are published already or stand in an earlier batch too."""
    ids = [
        _documents(batch, "doc_id").with_columns(batch=pl.lit(batch.number, pl.Int64))
        for batch in batches
        if "documents" in batch.files
    ]
    if not ids:
        return {batch.number: pl.Series("doc_id", dtype=pl.String) for batch in batches}
    staged = pl.concat(ids)
    again = staged.filter(
        pl.Series(state.is_published(warehouse, staged["doc_id"])) | ~pl.col("doc_id").is_first_distinct()
    )
    return {batch.number: again.filter(pl.col("batch") == batch.number)["doc_id"] for batch in batches}


def _not_of_documents(publication: Publication) -> list[PublishedFile]:
    """Files of tables about runs, refusals and the corpus."""
    kept = (*layout.WHOLE_TABLES, "rejects")
    return [file for file in publication.files if file.table in kept]


def _documents(batch: Batch, *columns: str) -> pl.DataFrame:
    return pl.read_parquet(batch.folder / "documents.parquet", columns=list(columns), glob=False)


def _stories(
    warehouse: Path,
    previous: Publication,
    batches: list[Batch],
    left_out: Mapping[int, pl.Series],
    versions: pl.DataFrame,
) -> pl.DataFrame:
    """The story of each document that the batches add, as ``stories.settled`` gives it."""
    signed = _added("signatures", batches, left_out).collect()
    if signed.is_empty():
        return pl.DataFrame(schema={"doc_id": pl.String})
    moment = pl.coalesce("published_at", pl.col("published_on").cast(pl.Datetime("us")))
    told = _added("documents", batches, left_out).select("doc_id", moment=moment).collect()
    signed = signed.join(told, on="doc_id", how="left")
    return supersession.told_by_versions(
        stories.settled(signed, state.scan(warehouse, "signatures", previous)), versions
    )


def _added(table: str, batches: list[Batch], left_out: Mapping[int, pl.Series]) -> pl.LazyFrame:
    """The rows of a table that the batches add."""
    parts = [
        state.scan_files([batch.folder / f"{table}.parquet"], table).filter(
            ~pl.col("doc_id").is_in(left_out.get(batch.number, NONE_LEFT_OUT).implode())
        )
        for batch in batches
        if table in batch.files
    ]
    return pl.concat([layout.empty(table).lazy(), *parts])


def _events(
    warehouse: Path,
    previous: Publication,
    batches: list[Batch],
    left_out: Mapping[int, pl.Series],
    settled: pl.DataFrame,
    gone: pl.Series,
) -> pl.DataFrame:
    """Gather the events of all documents that stand, those that are published and those that the batches add."""
    told = {}
    for table, columns in occurrences.TAKES.items():
        added = [merging.read(table, part) for part in _parts(table, batches, left_out)]
        new = merging.with_settled(pl.concat([layout.empty(table), *added]), settled)
        rows = pl.concat([state.scan(warehouse, table, previous).select(columns), new.lazy().select(columns)])
        told[table] = rows.filter(~pl.col("doc_id").is_in(gone.implode()))
    return occurrences.events(**told)


def _parts(table: str, batches: list[Batch], left_out: Mapping[int, pl.Series]) -> list[merging.Part]:
    """The staged files of a table."""
    return [
        merging.Part(batch.folder / f"{table}.parquet", batch.files[table], left_out.get(batch.number, NONE_LEFT_OUT))
        for batch in batches
        if table in batch.files
    ]


def _whole(
    warehouse: Path,
    table: str,
    previous: Publication,
    batches: list[Batch],
    left_out: Mapping[int, pl.Series],
    columns: tuple[str, ...] = (),
) -> pl.DataFrame:
    """All rows of a table: those published, and those that the batches add."""
    rows = pl.concat([state.scan(warehouse, table, previous), _added(table, batches, left_out)])
    return rows.select(columns or layout.empty(table).columns).collect()


def _versions(
    warehouse: Path, base: Publication, batches: list[Batch], left_out: Mapping[int, pl.Series]
) -> pl.DataFrame:
    """All versions of the sources of which the batches add one: ``supersession.VERSION``, story_id, is_wire_copy."""
    columns = ("doc_id", *supersession.OF_DOCUMENTS, "story_id", "is_wire_copy")
    new = _added("documents", batches, left_out).select(columns).collect()
    keys = new["source_key"].drop_nulls().unique()
    there = state.scan(warehouse, "documents", base).filter(pl.col("source_key").is_in(keys.implode()))
    versions = pl.concat([there.select(columns).collect(), new])
    came = pl.concat([state.scan(warehouse, "articles", base), _added("articles", batches, left_out)])
    arrivals = came.filter(pl.col("doc_id").is_in(versions["doc_id"].implode())).select("doc_id", "arrival").collect()
    return versions.join(arrivals, on="doc_id", how="left")


def _rows(listed: list[PublishedFile] | tuple[PublishedFile, ...], table: str) -> int:
    return sum(file.rows for file in listed if file.table == table)


def _characters(batches: list[Batch], left_out: Mapping[int, pl.Series]) -> int:
    """The code points of clean text that the batches add."""
    total = 0
    for batch in batches:
        if "documents" in batch.files:
            documents = _documents(batch, "doc_id", "text_length")
            added = documents.filter(~pl.col("doc_id").is_in(left_out.get(batch.number, NONE_LEFT_OUT).implode()))
            total += int(added["text_length"].sum())
    return total


def create(warehouse: Path) -> Publication:
    """Make a new warehouse: an empty publication, in which every table has a file."""
    listed = [
        merging.store(
            warehouse,
            0,
            table,
            layout.empty(table),
            f"{table}.parquet" if table in layout.WHOLE_TABLES else f"{table}-000000.parquet",
        )
        for table in layout.STORED_TABLES
    ]
    publication = Publication(0, None, datetime.now(UTC), tuple(listed))
    manifest.commit(warehouse, publication)
    return publication
