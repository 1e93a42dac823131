"""The DuckDB catalogue: a view a table over the files of one publication, macros, and comments."""

import re
from importlib import resources
from pathlib import Path

import duckdb

from warehouse import dating, dictionary, files, layout
from warehouse.manifest import Publication
from warehouse.tables import TABLES

STORAGE_VERSION = "v1.2.0"
"""The oldest DuckDB that can open the catalogue."""

_NAMED = re.compile(r"CREATE (VIEW|MACRO) (\w+)\s*(\([^)]*\))?\s+AS( TABLE)?", re.IGNORECASE)


def build(warehouse: Path, publication: Publication) -> None:
    """Write the catalogue of a publication beside the one there is, and put it in its place at once.

    Nobody ever holds the catalogue for writing: readers keep the file that they opened.

    Raises
    ------
    OSError
        When the disk does not take it.
    """
    with files.replacing(layout.catalogue_file(warehouse)) as beside:
        beside.unlink(missing_ok=True)
        try:
            _write(beside, warehouse, publication)
        except (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException) as error:
            # Told as what it is, trouble with a disk: who only reads goes on, and a run tries again.
            raise OSError(f"the catalogue could not be written: {error}") from error


def _write(path: Path, warehouse: Path, publication: Publication) -> None:
    """Write a database of its own with a publication's views, macros and comments."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"ATTACH {literal(str(path))} AS newsledger (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE newsledger")
        # One transaction: hundreds of comments would each wait for the disk otherwise.
        connection.execute("BEGIN")
        define(connection, warehouse, publication)
        connection.execute("COMMIT")
        connection.execute("USE memory")
        connection.execute("DETACH newsledger")


def define(connection: duckdb.DuckDBPyConnection, warehouse: Path, publication: Publication) -> None:
    """Define a publication's views, macros and comments in the connection's current database."""
    connection.execute("SET python_enable_replacements = false")
    for table, schema in TABLES.items():
        stored = table_files(warehouse, table, publication)
        paths = ", ".join(literal(escaped(path)) for path in stored)
        selected, source = {name: f'r."{name}"' for name in schema.column_names()}, f"read_parquet([{paths}]) AS r"
        if publication.columns != layout.columns_digest():
            # A ledger of an earlier version lacks the columns that have been added since, until the next run.
            there = set.intersection(*(set(files.columns_of(Path(path))) for path in stored))
            selected = {name: told for name, told in selected.items() if name in there}
            if table in dating.DATED and "told_on" not in there:
                selected["told_on"] = "d.published_on AS told_on"
                source += " LEFT JOIN documents AS d ON d.doc_id = r.doc_id"
        connection.execute(f"CREATE VIEW {table} AS SELECT {', '.join(selected.values())} FROM {source}")
        meaning = dictionary.table_meaning(schema)
        _comment(connection, table, meaning, {name: schema.columns()[name].description or "" for name in selected})
    for table, statement in current_views():
        connection.execute(statement)
        meaning = f"What {table} has of current documents: those that are neither superseded nor withdrawn."
        _comment(connection, f"current_{table}", meaning, {})
    for statement, comment in shipped_views():
        connection.execute(statement)
        named = _NAMED.search(statement)
        if named is None:
            raise ValueError(f"neither a view nor a macro: {statement}")
        kind = f"{named[1]}{named[4] or ''}"
        connection.execute(f"COMMENT ON {kind} {named[2]} IS {literal(comment)}")


def current_views() -> list[tuple[str, str]]:
    """The statements of the views ``current_<table>``, each with its table: what stands, without older versions.

    Runs and rejects have none: they are of no document.
    """
    chosen = {"documents": "is_current", "entities": "document_count > 0", "events": "document_count > 0"}
    # Few documents do not stand: to look for one of these costs less than to look for one of all the others.
    gone = "SELECT 1 FROM documents AS d WHERE d.doc_id = {}.doc_id AND NOT d.is_current"
    return [
        (
            table,
            f"CREATE VIEW current_{table} AS SELECT * FROM {table} "
            f"WHERE {chosen.get(table) or f'NOT EXISTS ({gone.format(table)})'}",
        )
        for table in TABLES
        if table not in ("runs", "rejects")
    ]


def _comment(connection: duckdb.DuckDBPyConnection, view: str, meaning: str, columns: dict[str, str]) -> None:
    """Say of a view and of its columns what they mean."""
    connection.execute(f"COMMENT ON VIEW {view} IS {literal(meaning)}")
    for name, described in columns.items():
        connection.execute(f'COMMENT ON COLUMN {view}."{name}" IS {literal(described)}')


def table_files(warehouse: Path, table: str, publication: Publication) -> list[str]:
    """The absolute paths of a table's files."""
    return [str(warehouse.resolve() / file.path) for file in publication.of(table)]


def shipped_views() -> list[tuple[str, str]]:
    """The statements of ``warehouse/views``, views before the macros over them, each with its comment.

    A file holds one statement under a comment that says what it is good for.
    """
    found = []
    folder = resources.files("warehouse") / "views"
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".sql"):
            text = entry.read_text(encoding="utf-8")
            lines = text.splitlines()
            size = next(index for index, line in enumerate(lines) if not line.startswith("--"))
            comment = " ".join(line.removeprefix("--").strip() for line in lines[:size])
            found.append(("\n".join(lines[size:]).strip().removesuffix(";"), comment))
    return sorted(found, key=lambda each: each[0].startswith("CREATE MACRO"))


def escaped(path: str) -> str:
    """A path in which nothing is a wildcard."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def literal(text: str) -> str:
    """A string of SQL."""
    return "'" + text.replace("'", "''") + "'"
