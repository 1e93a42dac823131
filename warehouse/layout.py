"""Where everything lies in a warehouse's folder, and which tables rest there in which way."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import dataframely as dy
import polars as pl

from warehouse.tables import TABLES, Articles, Names, Referents, Signatures, Tallies, Tellings

HIDDEN_TABLES: Mapping[str, type[dy.Schema]] = {
    "articles": Articles, "names": Names, "referents": Referents, "signatures": Signatures,
    "tallies": Tallies, "tellings": Tellings,
}  # fmt: skip
"""Never shown: what a later stage needs, or the next publication, and no published table holds."""

STORED_TABLES: Mapping[str, type[dy.Schema]] = {**TABLES, **HIDDEN_TABLES}

WHOLE_TABLES = ("entities", "events", "runs")
"""Tables about the corpus as a whole: no batch has rows of them."""

SLOT = re.compile(r"[a-z]+(-\d{6}(-\d+)?)?\.parquet")
"""The names that this package gives to visible files; others in a table's folder are somebody else's."""


def slot_number(slot: str) -> int:
    """The publication in which a slot was first filled."""
    found = re.search(r"-(\d{6,})", slot)
    return int(found[1]) if found else 0


def hidden_folder(warehouse: Path) -> Path:
    """What readers of the Parquet files never look into."""
    return warehouse / ".newsledger"


def files_folder(warehouse: Path, table: str) -> Path:
    """The immutable files of a table, whatever publication lists them."""
    return hidden_folder(warehouse) / "files" / table


def publications_folder(warehouse: Path) -> Path:
    """One manifest a publication."""
    return hidden_folder(warehouse) / "publications"


def staging_folder(warehouse: Path) -> Path:
    """One folder a run that is not published yet."""
    return hidden_folder(warehouse) / "staging"


def shown_file(warehouse: Path) -> Path:
    """Which publication the visible files and the catalogue show, and in which folder they were made."""
    return hidden_folder(warehouse) / "shown.json"


def catalogue_file(warehouse: Path) -> Path:
    """The DuckDB catalogue."""
    return warehouse / "newsledger.duckdb"


def sort_columns(table: str) -> list[str]:
    """The order of rows inside a file: document, place in it, then what makes it total."""
    schema = STORED_TABLES[table]
    names = schema.column_names()
    wanted = [name for name in ("doc_id", "char_start") if name in names]
    return wanted + [name for name in schema.primary_key() or names if name not in wanted]


def empty(table: str) -> pl.DataFrame:
    """A table without rows."""
    return _empty(table).clone()


@cache
def _empty(table: str) -> pl.DataFrame:
    # To make it of its definition takes milliseconds, and each of hundreds of files is read with its columns.
    return pl.DataFrame(schema=pl.Schema(STORED_TABLES[table]))


def fitted(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """A table's rows with the columns that it has today, NULL in those that its file does not know."""
    return pl.concat([empty(table), frame], how="diagonal").select(STORED_TABLES[table].column_names())


@cache
def columns_digest() -> str:
    """A digest of the columns that the tables have today."""
    told = {table: list(schema.column_names()) for table, schema in STORED_TABLES.items()}
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]
