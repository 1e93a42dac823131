"""Questions in SQL, which can read the warehouse's tables and nothing else."""

import io
import re
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import polars as pl
import polars.selectors as cs

from warehouse import catalogue, manifest, state
from warehouse.tables import TABLES

FORMATS = ("table", "csv", "json", "parquet")

_READING = {duckdb.StatementType.SELECT}
_EXPLAIN = re.compile(r"\s*EXPLAIN(\s+ANALYZE)?\b(?P<explained>.*)", re.IGNORECASE | re.DOTALL)
_PIVOT = re.compile(r"\s*(UN)?PIVOT\b", re.IGNORECASE)


class NotAllowedError(Exception):
    """The statement does something else than read the warehouse."""


class Article(NamedTuple):
    """A document, and its rows of some tables, in the order of the text."""

    document: dict[str, Any]
    sentences: pl.DataFrame
    facts: pl.DataFrame
    quotations: pl.DataFrame
    casualties: pl.DataFrame


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
    duckdb.Error
        When the statement is wrong, or fails.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder, or the run's publication is not kept.
    """
    publication = manifest.of_run(warehouse, as_of) if as_of else manifest.newest(warehouse)
    with duckdb.connect(":memory:") as connection:
        _refuse_all_but_reading(connection, query)
        catalogue.define(connection, warehouse, publication)
        _lock_down(connection, [path for table in TABLES for path in _paths(warehouse, table, publication)])
        try:
            return _frame(connection.sql(query))
        except duckdb.PermissionException as error:
            raise NotAllowedError(f"only the warehouse's tables can be read: {error}") from error


def document(warehouse: Path, name: str) -> Article:
    """Give one document's sentences, facts and tolls, by its id, the beginning of it, or its source's name.

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
        .select("doc_id", "source_id", "uri", "title", "published_on")
        .collect()
    )
    if found.height != 1:
        ids = ", ".join(found["doc_id"].head(5))
        raise NotAllowedError(f"no document {name}" if not found.height else f"{name} may be several documents: {ids}")
    row = found.row(0, named=True)
    tables = ("sentences", "facts", "quotations", "casualties")
    return Article(
        row,
        *(
            state.scan(warehouse, table, publication)
            .filter(pl.col("doc_id") == row["doc_id"])
            .sort("char_start")
            .collect()
            for table in tables
        ),
    )


def written(answer: pl.DataFrame, to: str) -> bytes:
    """Put an answer into a format of files: csv, json (a list of records) or parquet."""
    buffer = io.BytesIO()
    if to == "parquet":
        answer.write_parquet(buffer, compression="zstd")
    elif to == "json":
        decimals = cs.decimal().cast(pl.Float64)
        answer.with_columns(decimals).write_json(buffer)
    elif to == "csv":
        nested = [name for name, dtype in answer.schema.items() if dtype.is_nested()]
        answer.with_columns(_as_json(answer[name]) for name in nested).write_csv(buffer)
    else:
        raise ValueError(f"not a format of files: {to}")
    return buffer.getvalue()


def _as_json(column: pl.Series) -> pl.Series:
    """Lists and structs as JSON, for a format that has only text."""
    with duckdb.connect(":memory:") as connection:
        frame = pl.DataFrame({"value": column})
        connection.register("nested", frame)
        texts = _frame(connection.sql("SELECT to_json(value)::VARCHAR AS value FROM nested"))["value"]
    return texts.alias(column.name)


def _frame(answer: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    frame = pl.from_arrow(answer.to_arrow_table())
    assert isinstance(frame, pl.DataFrame)
    # Sums of whole numbers come as decimals of 38 digits, which few formats and notebooks take as numbers.
    whole = [
        name
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.Decimal) and dtype.scale == 0 and _fits(frame[name])
    ]
    return frame.with_columns(pl.col(whole).cast(pl.Int64))


def _fits(column: pl.Series) -> bool:
    return column.is_between(-(2**63), 2**63 - 1).all()


def _paths(warehouse: Path, table: str, publication: manifest.Publication) -> list[str]:
    plain = catalogue.table_files(warehouse, table, publication)
    return [form for path in plain for form in (path, catalogue.escaped(path))]


def _refuse_all_but_reading(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    statements = connection.extract_statements(query)
    if len(statements) != 1:
        raise NotAllowedError(f"one statement at a time, this is {len(statements)}")
    kind = statements[0].type
    explaining = _EXPLAIN.fullmatch(query)
    if kind == duckdb.StatementType.EXPLAIN and explaining:
        # EXPLAIN ANALYZE carries out what it explains.
        _refuse_all_but_reading(connection, explaining["explained"])
    elif kind not in _READING and not (kind == duckdb.StatementType.MULTI and _PIVOT.match(query)):
        raise NotAllowedError(f"only questions are answered here (SELECT …), not {kind.name}")


def _lock_down(connection: duckdb.DuckDBPyConnection, paths: list[str]) -> None:
    """Leave a connection able to open ``paths`` alone, for good."""
    allowed = ", ".join(catalogue.literal(path) for path in sorted(set(paths)))
    spill = str(Path(tempfile.gettempdir()) / "newsledger-duckdb")
    connection.execute(f"SET temp_directory = {catalogue.literal(spill)}")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute(f"SET allowed_paths = [{allowed}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
