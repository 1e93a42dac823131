"""Writing files so that each is there whole or not at all, and stays there when the power goes."""

import contextlib
import hashlib
import io
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from warehouse import layout

ROWS_PER_GROUP = 65_536
"""Small enough for a look-up by doc_id to skip most of a file, large enough to compress well."""


class Written(NamedTuple):
    """What is known of a file from the moment it was written."""

    rows: int
    bytes: int
    sha256: str


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last: a rename is only safe once its folder is synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, so that their names last too."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside ``path`` to write to; when the block ends well, it becomes ``path`` at once."""
    make_folder(path.parent)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield beside
        with beside.open("rb") as handle:
            os.fsync(handle.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a small file atomically."""
    with replacing(path) as beside:
        beside.write_bytes(content)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file atomically, the same bytes for the same content."""
    write_bytes(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def read_json(path: Path) -> dict[str, Any] | None:
    """Read a JSON file; None when it is absent."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    decoded: dict[str, Any] = json.loads(content)
    return decoded


def in_order(table: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table in the order and with the columns of its files."""
    return frame.select(layout.STORED_TABLES[table].column_names()).sort(layout.sort_columns(table))


def parquet_bytes(table: str, frame: pl.DataFrame) -> bytes:
    """A table's rows as Parquet: sorted, zstd, with statistics; the same rows give the same bytes."""
    buffer = io.BytesIO()
    in_order(table, frame).write_parquet(
        buffer,
        compression="zstd",
        statistics="full",
        row_group_size=ROWS_PER_GROUP,
        metadata={"newsledger.table": table},
    )
    return buffer.getvalue()


def write_parquet(table: str, frame: pl.DataFrame, path: Path) -> Written:
    """Write a table's rows to one Parquet file, atomically."""
    content = parquet_bytes(table, frame)
    write_bytes(path, content)
    return Written(frame.height, len(content), hashlib.sha256(content).hexdigest())


def columns_of(path: Path) -> list[str]:
    """The columns of a Parquet file, whatever its name."""
    return pl.scan_parquet(path, glob=False).collect_schema().names()


def show_file(stored: Path, visible: Path) -> bool:
    """Make ``visible`` another name of ``stored``, at once; a copy where there are no hard links.

    Returns whether anything had to be done.
    """
    if visible.exists() and _same(stored, visible):
        return False
    with replacing(visible) as beside:
        beside.unlink(missing_ok=True)
        try:
            os.link(stored, beside)
        except OSError:
            shutil.copyfile(stored, beside)
            # The same modification time tells later that the copy is of this file.
            shutil.copystat(stored, beside)
    return True


def _same(stored: Path, visible: Path) -> bool:
    left, right = stored.stat(), visible.stat()
    if (left.st_dev, left.st_ino) == (right.st_dev, right.st_ino):
        return True
    # Copies made by us, or by whoever copied the warehouse with its times kept.
    return (left.st_size, left.st_mtime_ns) == (right.st_size, right.st_mtime_ns)
