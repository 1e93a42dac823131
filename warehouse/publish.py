"""Publishing a run: its staged batches become files, one manifest commits them, then they are shown."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from warehouse import (
    additions,
    checks,
    gathering,
    layout,
    manifest,
    merging,
    revision,
    showing,
    staging,
    state,
    stories,
    supersession,
)
from warehouse.manifest import Publication, PublishedFile
from warehouse.tables import TABLES

NO_KEYS = pl.Series(dtype=pl.String)


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
    if previous.run_id == run_id:  # tried again: it was committed, and could not be shown
        return _finished(warehouse, previous, {}, [], retention)
    number = previous.number + 1
    added = gathering.with_tellings(additions.additions(warehouse, run_id, previous, is_whole=is_whole), number)
    base, batches = added.base, added.batches
    documents = added.whole("documents", "doc_id", *supersession.STANDING).collect()
    versions = added.versions()
    standing = gathering.Standing(documents, supersession.changed(documents, versions))
    settled = _stories(added, versions)
    touched = {table for batch in batches for table in batch.files} if not standing.changed.height else {*TABLES}
    revisions = {table: gathering.Revision(rows, NO_KEYS) for table, rows in (corpus or {}).items()}
    tallies = base.of("tallies")
    replaced = {*revisions} if tallies else {*revisions, "entities"}
    base = base._replace(files=tuple(file for file in base.files if file.table not in replaced))
    if "entities" not in revisions and (not tallies or {"mentions", "referents"} & touched):
        revisions["entities"], tallies = gathering.entities(added, standing, number)
    if "events" not in revisions and (not base.of("events") or "facts" in touched):
        revisions["events"] = gathering.events(added, standing, settled)
    anew = {table: revised.anew for table, revised in revisions.items()}
    checks.check(anew)
    targets = {**anew, "documents": documents}

    listed: list[PublishedFile] = []
    for table in layout.STORED_TABLES:
        if table in revisions:
            listed.extend(revision.revised(warehouse, base, number, table, *revisions[table]))
        elif table == "tallies":
            listed.extend(tallies or [merging.store(warehouse, number, table, layout.empty(table), f"{table}.parquet")])
        elif table not in layout.WHOLE_TABLES:
            files = merging.extended(
                warehouse, base, number, table, added.parts(table), targets, settled, standing.changed
            )
            # Every table has a file, that readers find its columns.
            slot = f"{table}-{number:06d}.parquet"
            listed.extend(files or [merging.store(warehouse, number, table, layout.empty(table), slot)])
        elif table != "runs":
            listed.extend(merging.of_today(warehouse, previous, number, table))
    rows = {table: _rows(listed, table) - _rows(added.base.files, table) for table in TABLES}

    counted = {
        name: sum(batch.tally[name] for batch in batches) + (tally or {}).get(name, 0) for name in staging.TALLIED
    }
    skipped = sum(len(ids) for ids in added.left_out.values())
    run = {
        **start._asdict(),
        **counted,
        "sources": list(start.sources),
        "documents_seen": int(counted["documents_seen"]),
        "documents_skipped": int(counted["documents_skipped"]) + skipped,
        "documents_added": rows["documents"],
        "documents_rejected": rows["rejects"],
        "characters": int(added.new("documents").select(pl.col("text_length").cast(pl.Int64).sum()).collect().item()),
        "status": status or ("published" if rows["documents"] else "unchanged"),
        "seconds_publish": time.perf_counter() - began,
        "finished_at": datetime.now(UTC).replace(tzinfo=None),
    }
    row = pl.DataFrame([run], schema=pl.Schema(TABLES["runs"]))
    runs = pl.concat([state.scan(warehouse, "runs", previous).collect(), row])
    checks.check({"runs": runs})
    listed.append(merging.store(warehouse, number, "runs", runs, "runs.parquet"))
    rows["runs"] = 1

    publication = Publication(number, run_id, datetime.now(UTC), tuple(listed), layout.columns_digest())
    manifest.commit(warehouse, publication)
    before = {file.path for file in previous.files}
    new = [file for file in listed if file.path not in before]
    return _finished(warehouse, publication, rows, new, retention)


def _finished(
    warehouse: Path,
    publication: Publication,
    rows: dict[str, int],
    new: list[PublishedFile],
    retention: manifest.Retention | None,
) -> Published:
    """Show what is committed, and clear up; doing it again changes nothing."""
    run_id = publication.run_id or ""
    showing.show(warehouse, publication)
    staging.remove(warehouse, run_id)
    if retention is not None:
        manifest.forget(warehouse, retention)
    run = state.scan(warehouse, "runs", publication).filter(pl.col("run_id") == run_id).collect().row(0, named=True)
    return Published(publication.number, run, rows, len(new), sum(file.bytes for file in new))


def _stories(added: additions.Additions, versions: pl.DataFrame) -> pl.DataFrame:
    """The story of each document that is added, as ``stories.settled`` gives it."""
    signed = added.new("signatures").collect()
    if signed.is_empty():
        return pl.DataFrame(schema={"doc_id": pl.String})
    moment = pl.coalesce("published_at", pl.col("published_on").cast(pl.Datetime("us")))
    told = added.new("documents").select("doc_id", moment=moment).collect()
    signed = signed.join(told, on="doc_id", how="left")
    known = (state.scan_files([added.warehouse / file.path], "signatures") for file in added.base.of("signatures"))
    return supersession.told_by_versions(stories.settled(signed, known), versions)


def _rows(listed: list[PublishedFile] | tuple[PublishedFile, ...], table: str) -> int:
    return sum(file.rows for file in listed if file.table == table)


def create(warehouse: Path) -> Publication:
    """Make a new warehouse: an empty publication, in which every table has a file."""
    listed = [
        merging.store(
            warehouse,
            0,
            table,
            layout.empty(table),
            "runs.parquet" if table == "runs" else f"{table}-000000.parquet",
        )
        for table in layout.STORED_TABLES
    ]
    publication = Publication(0, None, datetime.now(UTC), tuple(listed), layout.columns_digest())
    manifest.commit(warehouse, publication)
    return publication
