"""What is published: rows by table, the last run, and which documents are there."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from warehouse import dating, layout, manifest
from warehouse.manifest import Publication, PublishedFile
from warehouse.tables import TABLES


class Status(NamedTuple):
    """What a warehouse holds."""

    folder: Path
    publication: int
    published_at: datetime
    last_run: dict[str, Any] | None
    """The row of ``runs`` of the run that was published last; None in a new warehouse."""
    tables: pl.DataFrame
    """table, rows, files, bytes, state (filled; empty)."""


def scan(
    warehouse: Path, table: str, publication: Publication, some: Sequence[PublishedFile] | None = None
) -> pl.LazyFrame:
    """A table of a publication, its hidden tables too; with ``some`` the rows of these of its files."""
    paths = [warehouse / file.path for file in (publication.of(table) if some is None else some)]
    if not paths:
        return layout.empty(table).lazy()
    rows = scan_files(paths, table)
    if publication.columns == layout.columns_digest() or table not in dating.DATED:
        return rows
    # Files of an earlier version do not tell the day.
    return dating.dated(table, rows, scan(warehouse, "documents", publication))


def scan_files(paths: list[Path], table: str) -> pl.LazyFrame:
    """Files of a table, with the columns that it has today."""
    # Files of an earlier version lack the columns that have been added since.
    return pl.scan_parquet(
        paths, glob=False, schema=layout.empty(table).schema, missing_columns="insert", extra_columns="ignore"
    )


def read_published(warehouse: Path, table: str, run_id: str | None = None) -> pl.LazyFrame:
    """A table of the newest publication; with ``run_id`` its rows of the documents that this run added."""
    publication = manifest.newest(warehouse)
    rows = scan(warehouse, table, publication)
    if run_id is None:
        return rows
    names = layout.STORED_TABLES[table].column_names()
    if "run_id" in names:
        return rows.filter(pl.col("run_id") == run_id)
    added = scan(warehouse, "documents", publication).filter(pl.col("run_id") == run_id).select("doc_id").collect()
    return _since(warehouse, table, publication, run_id).filter(pl.col("doc_id").is_in(added["doc_id"].implode()))


def _since(warehouse: Path, table: str, publication: Publication, run_id: str) -> pl.LazyFrame:
    """A table's rows; if the run has made the newest publication alone, those of the files that came with it."""
    kept = manifest.numbers(warehouse)
    if publication.run_id == run_id and len(kept) > 1:
        before = manifest.read(warehouse, kept[-2])
        if before.run_id != run_id:
            there = {file.path for file in before.files}
            new = tuple(file for file in publication.files if file.path not in there)
            return scan(warehouse, table, publication._replace(files=new))
    return scan(warehouse, table, publication)


def is_published(warehouse: Path, doc_ids: pl.Series) -> pl.Series:
    """Tell which documents are in the ledger; reads one column of one table."""
    published = scan(warehouse, "documents", manifest.newest(warehouse)).select("doc_id")
    known = published.filter(pl.col("doc_id").is_in(doc_ids.unique().implode())).collect()["doc_id"]
    return doc_ids.is_in(known.implode())


def outdated(warehouse: Path, pipeline_version: str) -> int:
    """Count the documents that other rules than these have read."""
    documents = scan(warehouse, "documents", manifest.newest(warehouse))
    return int(documents.select((pl.col("pipeline_version") != pipeline_version).sum()).collect().item())


def status(warehouse: Path) -> Status:
    """Count what is published.

    Raises
    ------
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    publication = manifest.newest(warehouse)
    listed = pl.DataFrame(
        [(file.table, file.rows, file.bytes) for file in publication.files],
        schema={"table": pl.String, "rows": pl.Int64, "bytes": pl.Int64},
        orient="row",
    )
    tables = (
        pl.DataFrame({"table": list(TABLES)})
        .join(
            listed.group_by("table").agg(pl.col("rows").sum(), files=pl.len(), bytes=pl.col("bytes").sum()),
            on="table",
            how="left",
            maintain_order="left",
        )
        .with_columns(state=pl.when(pl.col("rows") > 0).then(pl.lit("filled")).otherwise(pl.lit("empty")))
    )
    # Not the one that began last: clocks go backwards.
    runs = scan(warehouse, "runs", publication).filter(pl.col("run_id").eq_missing(publication.run_id)).collect()
    last_run = runs.row(0, named=True) if runs.height else None
    return Status(warehouse, publication.number, publication.published_at, last_run, tables)
