"""Compacting a warehouse: the many files that frequent runs leave become few, sorted by document."""

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import polars as pl

from warehouse import dating, layout, manifest, merging, showing, state
from warehouse.manifest import Publication, PublishedFile
from warehouse.recovery import writing


class Compaction(NamedTuple):
    """What became of the files of a warehouse."""

    publication: int
    files_before: int
    files_after: int
    forgotten: int
    """Earlier publications that are kept no longer."""


def compact(warehouse: Path, *, retention: manifest.Retention | None = None, timeout: float = 0) -> Compaction:
    """Write each table's rows anew into as few files as hold them, and publish that; no row changes.

    Within a file rows are sorted by document and place, and files follow each other by document, or by day those of the
    tables that tell it, so that the statistics of a file tell a reader of one document or of some days which to skip.
    Earlier publications keep their files while they are kept, which ``retention`` says if it is given.

    Raises
    ------
    warehouse.lock.WriterBusyError
        When a run writes to the warehouse for longer than ``timeout`` seconds.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    manifest.newest(warehouse)
    with writing(warehouse, purpose="newsledger compact", timeout=timeout):
        previous = manifest.newest(warehouse)
        number = previous.number + 1
        listed: list[PublishedFile] = []
        for table in layout.STORED_TABLES:
            there = previous.of(table)
            listed.extend(there if _are_few(table, there) else _together(warehouse, previous, number, table))
        before, after = len(previous.files), len(listed)
        if after == before:
            return Compaction(previous.number, before, after, _forgotten(warehouse, retention))
        publication = Publication(number, previous.run_id, datetime.now(UTC), tuple(listed), previous.columns)
        manifest.commit(warehouse, publication)
        showing.show(warehouse, publication)
        return Compaction(number, before, after, _forgotten(warehouse, retention))


def _forgotten(warehouse: Path, retention: manifest.Retention | None) -> int:
    return len(manifest.forget(warehouse, retention)) if retention else 0


def _are_few(table: str, there: list[PublishedFile]) -> bool:
    """Whether a table's files are as few as can be, and none is larger than one whose rows change should be."""
    if table == "tallies":  # few by themselves, and summed when they are put together
        return True
    if table in ("entities", "events"):
        return len(there) == max(math.ceil(sum(file.rows for file in there) / merging.largest(table)), 1)
    return len(there) < 2


def _together(warehouse: Path, previous: Publication, number: int, table: str) -> list[PublishedFile]:
    """A table's rows in files of up to as many rows as its files may have; documents are not cut apart."""
    rows, files = state.scan(warehouse, table, previous), previous.of(table)
    names = layout.STORED_TABLES[table].column_names()
    if "doc_id" not in names:
        # Files follow each other as they came: what came early changes most often, and is to be in few files.
        return merging.cut(warehouse, number, table, rows, sum(file.rows for file in files))
    order = ["told_on", "doc_id"] if table in dating.DATED else ["doc_id"]
    documents = rows.group_by(order).agg(rows=pl.len()).collect().sort(order)
    # A document's rows go with its first one.
    before = pl.col("rows").cum_sum() - pl.col("rows")
    parts = documents.with_columns(file=before // merging.largest(table)).partition_by("file", maintain_order=True)
    stored = []
    # One file is in memory at a time.
    for place, part in enumerate(parts):
        frame = rows.filter(*(_between(part[name]) for name in order)).collect()
        if len(order) > 1:  # of its first and last day other files have documents too
            frame = frame.join(part, on="doc_id", how="semi")
        slot = f"{table}-{number:06d}{f'-{place}' if place else ''}.parquet"
        stored.append(merging.store(warehouse, number, table, frame, slot))
    return stored or [merging.store(warehouse, number, table, layout.empty(table), f"{table}-{number:06d}.parquet")]


def _between(values: pl.Series) -> pl.Expr:
    """Whether a column is one of some values or between them, as far as the statistics of a file tell."""
    column = pl.col(values.name)
    inside = column.is_between(pl.lit(values.min()), pl.lit(values.max()))
    if values.null_count() == len(values):
        return column.is_null()
    return inside | column.is_null() if values.null_count() else inside
