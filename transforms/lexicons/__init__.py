"""Lexicons: what the rules know, as small tables beside this file, and the one function that reads them.

A lexicon is ``<name>.csv`` or ``<name>.toml``. Either begins with comment lines (``#``) that explain the
columns and say where the facts come from. CSV suits lists of words; TOML suits patterns, since its literal
strings ('…') need no escaping: it holds one array of tables, each of which is a row.
"""

import tomllib
from functools import cache
from importlib.resources import files

import polars as pl


@cache
def lexicon(name: str) -> pl.DataFrame:
    """The lexicon ``name``, one row an entry, in the order of its file.

    Columns are those of the file; in CSV an empty field is NULL, a column of numbers comes as numbers, and
    a field may be quoted with ``"``. Lines that begin with ``#`` and blank lines are not entries.

    Raises
    ------
    FileNotFoundError
        If there is no such lexicon.
    ValueError
        If a TOML lexicon holds anything but one array of tables.
    """
    folder = files(__name__)
    csv, toml = folder / f"{name}.csv", folder / f"{name}.toml"
    if csv.is_file():
        lines = csv.read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if line.strip() and not line.startswith("#")]
        return pl.read_csv("\n".join(entries).encode(), infer_schema_length=None)
    if toml.is_file():
        match list(tomllib.loads(toml.read_text(encoding="utf-8")).values()):
            case [list(rows)]:
                return pl.DataFrame(rows, infer_schema_length=None)
        raise ValueError(f"{name}.toml must hold one array of tables")
    raise FileNotFoundError(f"no lexicon {name}.csv or {name}.toml")
