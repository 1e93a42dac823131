"""Answers: what DuckDB gives for a question, as a frame, and that in formats of files."""

import io
import re

import duckdb
import polars as pl
import polars.selectors as cs
import pyarrow as pa

MOST_BYTES = 1 << 31
"""Of one answer, in memory."""
ROWS_AT_A_TIME = 10_000
# Types for which Polars has none, or another than DuckDB means: such columns come as text.
_AS_TEXT = re.compile(r"\b(INTERVAL|BIT|UNION|UHUGEINT|BIGNUM|VARIANT|GEOMETRY)\b|\bTIME WITH TIME ZONE")
# Python's and most formats' years 1 to 9999, in days from 1970.
_FIRST_DAY, _LAST_DAY = -719_162, 2_932_896
_DAYS = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}


class UnanswerableError(Exception):
    """The question is a fair one, but its answer is too large, or has days that no format of files has."""


def fetched(answer: duckdb.DuckDBPyRelation) -> pl.DataFrame:
    """Carry out a question, and take its answer.

    A name that several columns have is numbered (``text``, ``text_1``), and what Polars has no type for
    comes as the text that DuckDB prints.

    Raises
    ------
    UnanswerableError
        When the answer has more bytes than ``MOST_BYTES``, when DuckDB needs more memory than it may take, or
        when a day lies outside of the years 1 to 9999.
    duckdb.Error
        When the question fails.
    KeyboardInterrupt
        On Ctrl-C.
    """
    names = _numbered(answer.columns)
    if any(_AS_TEXT.search(str(kind)) for kind in answer.types):
        columns = [
            f"#{place}::VARCHAR" if _AS_TEXT.search(str(kind)) else f"#{place}"
            for place, kind in enumerate(answer.types, start=1)
        ]
        answer = answer.project(", ".join(columns))
    try:
        frame = pl.from_arrow(_table(answer).rename_columns(names))
    except duckdb.OutOfMemoryException as error:
        raise UnanswerableError(
            "the question needs more memory than it may take: ask it of fewer rows or columns (WHERE, LIMIT)"
        ) from error
    except RuntimeError as error:
        if str(error) == "Query interrupted":  # so DuckDB tells of Ctrl-C
            raise KeyboardInterrupt from error
        raise
    assert isinstance(frame, pl.DataFrame)
    for name in frame.columns:
        if not _is_printable(frame[name]):
            raise UnanswerableError(f"{name} has days outside of the years 1 to 9999: ask for {name}::VARCHAR")
    # Sums of whole numbers come as decimals of 38 digits, which few formats and notebooks take as numbers.
    whole = [
        name
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.Decimal) and dtype.scale == 0 and _fits(frame[name])
    ]
    return frame.with_columns(pl.col(whole).cast(pl.Int64))


def _table(answer: duckdb.DuckDBPyRelation) -> pa.Table:
    """Take an answer a piece at a time, as far as there is room for it."""
    reader = answer.to_arrow_reader(ROWS_AT_A_TIME)
    pieces, size = [], 0
    try:
        for piece in reader:
            pieces.append(piece)
            size += piece.nbytes
            if size > MOST_BYTES:
                break
        else:
            return pa.Table.from_batches(pieces, reader.schema)
    except OSError as error:  # so Arrow hands on whatever DuckDB raises half-way
        if "Arrow Appender" not in str(error):  # a text too long for Arrow's buffers
            raise UnanswerableError(f"the question fails half-way: {error}") from error
    raise UnanswerableError(
        f"the answer has more than {MOST_BYTES:,} bytes: ask for fewer rows or columns (WHERE, LIMIT), "
        "or write whole tables to files with newsledger export"
    )


def _numbered(names: list[str]) -> list[str]:
    """Give each column a name of its own: what is there already gets a number, as in DuckDB's own subqueries."""
    taken: dict[str, None] = {}
    for name in names:
        own, number = name, 0
        while own in taken:
            number += 1
            own = f"{name}_{number}"
        taken[own] = None
    return list(taken)


def _is_printable(column: pl.Series) -> bool:
    """Tell whether no day of ``column`` lies outside of the years that other programs know."""
    if isinstance(column.dtype, pl.Date):
        return bool(column.to_physical().is_between(_FIRST_DAY, _LAST_DAY).all())
    if isinstance(column.dtype, pl.Datetime):
        day = _DAYS[column.dtype.time_unit]
        return bool(column.to_physical().is_between(_FIRST_DAY * day, (_LAST_DAY + 1) * day - 1).all())
    return True


def _fits(column: pl.Series) -> bool:
    return column.is_between(-(2**63), 2**63 - 1).all()


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
        texts = fetched(connection.sql("SELECT to_json(value)::VARCHAR AS value FROM nested"))["value"]
    return texts.alias(column.name)
