"""Questions in SQL, which can read the warehouse's tables and nothing else."""

import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl

from warehouse import catalogue, manifest, state
from warehouse.answers import fetched
from warehouse.permitted import NotAllowedError, lock_down, refuse_all_but_reading
from warehouse.tables import TABLES


class Article(NamedTuple):
    """A document, and its rows of some tables, in the order of the text."""

    document: dict[str, Any]
    sentences: pl.DataFrame
    facts: pl.DataFrame
    quotations: pl.DataFrame
    casualties: pl.DataFrame
    mentions: pl.DataFrame
    times: pl.DataFrame
    quantities: pl.DataFrame
    entities: pl.DataFrame
    """Those that are mentioned, whose counts are of all documents."""


def ask(warehouse: Path, query: str, *, as_of: str | None = None) -> pl.DataFrame:
    """Answer one statement: SELECT and its kin (FROM, WITH, PIVOT, SHOW, EXPLAIN …).

    The views are those of the catalogue, over the files of one publication, in a database of its own
    in memory: so it works in a folder that was moved or cannot be written to, and sees one
    publication however long it runs. No file but that publication's can be opened, and no setting
    changed.

    Parameters
    ----------
    as_of
        A run; the answer is the one it would have been after that run. The newest publication when
        left out.

    Raises
    ------
    NotAllowedError
        When the statement is not one, or not one that only reads.
    warehouse.answers.UnanswerableError
        When the answer is too large, or needs too much memory.
    duckdb.Error
        When the statement is wrong, or fails.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder, or the run's publication is not kept.
    """
    publication = manifest.of_run(warehouse, as_of) if as_of else manifest.newest(warehouse)
    with tempfile.TemporaryDirectory(prefix="newsledger-") as spill, duckdb.connect(":memory:") as connection:
        refuse_all_but_reading(connection, query)
        catalogue.define(connection, warehouse, publication)
        files = [path for table in TABLES for path in _paths(warehouse, table, publication)]
        lock_down(connection, files, Path(spill))
        try:
            return fetched(connection.sql(query))
        except duckdb.PermissionException as error:
            raise NotAllowedError(f"only the warehouse's tables can be read: {error}") from error


def document(warehouse: Path, name: str) -> Article:
    """Give one document with its rows, by its id, the beginning of it, or its source's name.

    Raises
    ------
    NotAllowedError
        When there is no such document, or several.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    publication = manifest.newest(warehouse)
    found = (
        state.scan(warehouse, "documents", publication)
        .filter(pl.col("doc_id").str.starts_with(name) | (pl.col("source_id") == name))
        .select("doc_id", "source_id", "uri", "publisher", "title", "published_on")
        .collect()
    )
    if found.height != 1:
        ids = ", ".join(found["doc_id"].head(5)) + (" …" if found.height > 5 else "")
        listing = '`newsledger sql "SELECT doc_id, source_id, title FROM documents"` lists them'
        raise NotAllowedError(
            f"{name!r} may be {found.height} documents: {ids}; name one" if ids else f"no document {name!r}; {listing}"
        )
    row = found.row(0, named=True)
    tables = {
        table: state.scan(warehouse, table, publication)
        .filter(pl.col("doc_id") == row["doc_id"])
        .sort("char_start")
        .collect()
        for table in ("sentences", "facts", "quotations", "casualties", "mentions", "times", "quantities")
    }
    mentioned = tables["mentions"]["entity_id"].drop_nulls().unique()
    entities = state.scan(warehouse, "entities", publication).filter(pl.col("entity_id").is_in(mentioned.implode()))
    return Article(row, **tables, entities=entities.collect())


def _paths(warehouse: Path, table: str, publication: manifest.Publication) -> list[str]:
    plain = catalogue.table_files(warehouse, table, publication)
    return [form for path in plain for form in (path, catalogue.escaped(path))]
