"""Exporting tables to files of their own, in a format that other tools read."""

from collections.abc import Sequence
from pathlib import Path

from warehouse import files, manifest, state
from warehouse.answers import written
from warehouse.tables import TABLES

SUFFIXES = {"parquet": "parquet", "csv": "csv", "json": "json"}


class NoSuchTableError(Exception):
    """The ledger has no table of this name."""


def export(warehouse: Path, folder: Path, tables: Sequence[str] = (), to: str = "parquet") -> dict[str, int]:
    """Write tables of the newest publication into a folder, one file each: rows by table.

    Raises
    ------
    NoSuchTableError
        When a name is no table's; nothing is written then.
    warehouse.manifest.NoWarehouseError
        When there is no warehouse in the folder.
    """
    if unknown := sorted(set(tables) - set(TABLES)):
        raise NoSuchTableError(f"no such table: {', '.join(unknown)}; there are {', '.join(TABLES)}")
    publication = manifest.newest(warehouse)
    counted = {}
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables or TABLES:
        rows = state.scan(warehouse, table, publication).collect()
        files.write_bytes(folder / f"{table}.{SUFFIXES[to]}", written(rows, to))
        counted[table] = rows.height
    return counted
