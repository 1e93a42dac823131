"""Publications: what each one consists of. Writing a publication's manifest is what commits it."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from warehouse import files, layout

FORMAT = 1
"""Raised when the layout of the hidden folder changes."""


class PublishedFile(NamedTuple):
    """One immutable Parquet file and the name under which a table's folder shows it."""

    table: str
    slot: str
    path: str
    """Relative to the warehouse, so that a moved warehouse finds it."""
    rows: int
    bytes: int
    sha256: str


class Publication(NamedTuple):
    """The files that together are the ledger after a run."""

    number: int
    run_id: str | None
    """None in the first, empty publication of a new warehouse."""
    published_at: datetime
    files: tuple[PublishedFile, ...]
    columns: str = ""
    """The ``layout.columns_digest`` of the columns that each file is known to have; empty when nothing is known."""

    def of(self, table: str) -> list[PublishedFile]:
        """The files of one table, oldest first."""
        return [file for file in self.files if file.table == table]


class Retention(NamedTuple):
    """How long earlier publications stay: for readers that opened one, and for questions as of a run."""

    publications: int = 20
    """So many, the newest counted."""
    days: float = 0.0
    """Those too that readers saw within so many days."""


REMEDY = "copy the file back from a backup: no file of this name ever had other bytes; warehouse/OPERATING.md says more"
"""What helps when a stored file is lost."""


class NoWarehouseError(Exception):
    """There is no warehouse in this folder."""


class DamagedError(Exception):
    """A file of the warehouse is missing or is not what was written."""


def commit(warehouse: Path, publication: Publication) -> None:
    """Write the manifest of a publication; from then on it is published.

    Raises
    ------
    FileExistsError
        When a publication of this number is there: somebody else is writing.
    """
    content = {
        "format": FORMAT,
        "number": publication.number,
        "run_id": publication.run_id,
        "published_at": publication.published_at.isoformat(),
        "columns": publication.columns,
        "files": [file._asdict() for file in publication.files],
    }
    path = _path(warehouse, publication.number)
    beside = path.with_suffix(".new")
    files.write_json(beside, content)
    if path.exists():
        raise FileExistsError(f"publication {publication.number} is already there: {path}")
    os.replace(beside, path)
    files.sync_folder(path.parent)


def numbers(warehouse: Path) -> list[int]:
    """The numbers of the publications that are kept, oldest first."""
    folder = layout.publications_folder(warehouse)
    if not folder.is_dir():
        return []
    names = (re.fullmatch(r"(\d{6,})\.json", entry.name) for entry in folder.iterdir())
    return sorted(int(name[1]) for name in names if name)


def read(warehouse: Path, number: int) -> Publication:
    """Read the manifest of a publication.

    Raises
    ------
    DamagedError
        When it is absent, cannot be parsed, or was written by a later newsledger.
    """
    path = _path(warehouse, number)
    try:
        content = files.read_json(path)
    except ValueError as error:
        raise DamagedError(f"the manifest {path} is damaged: {error}") from error
    if content is None:
        raise DamagedError(f"the manifest {path} is missing")
    if content["format"] != FORMAT:
        raise DamagedError(f"{path} has format {content['format']}, this newsledger reads {FORMAT}")
    return Publication(
        content["number"],
        content["run_id"],
        datetime.fromisoformat(content["published_at"]),
        tuple(PublishedFile(**file) for file in content["files"]),
        content.get("columns", ""),
    )


def newest(warehouse: Path) -> Publication:
    """The publication that readers see.

    Raises
    ------
    NoWarehouseError
        When the folder holds no warehouse.
    """
    there = numbers(warehouse)
    if not there:
        raise NoWarehouseError(
            f"there is no warehouse in {warehouse}; `newsledger run` makes one, --warehouse names another"
        )
    return read(warehouse, there[-1])


def of_run(warehouse: Path, run_id: str) -> Publication:
    """The publication that a run made, as long as it is kept.

    Raises
    ------
    NoWarehouseError
        When no kept publication is this run's.
    """
    for number in reversed(numbers(warehouse)):
        publication = read(warehouse, number)
        if publication.run_id == run_id:
            return publication
    raise NoWarehouseError(
        f"no publication of run {run_id!r} is kept in {warehouse}; `newsledger sql "
        '"SELECT run_id, started_at FROM runs ORDER BY started_at DESC"` lists the runs, of which the last ones are'
    )


def forget(warehouse: Path, retention: Retention) -> list[int]:
    """Drop the publications that are kept no longer, and the files that only they list: their numbers.

    The newest is always kept. The oldest goes first, and what is younger than one that is kept is kept too.
    """
    there = numbers(warehouse)
    since = datetime.now(UTC) - timedelta(days=retention.days)
    forgotten: list[int] = []
    for number in there[: len(there) - max(retention.publications, 1)]:
        dropped, successor = read(warehouse, number), read(warehouse, number + 1)
        # A publication is what readers saw until the next one.
        if retention.days and successor.published_at >= since:
            break
        # A file that one publication drops never comes back in a later one.
        still_listed = {file.path for file in successor.files}
        _path(warehouse, number).unlink()
        remove(warehouse, [file.path for file in dropped.files if file.path not in still_listed])
        forgotten.append(number)
    return forgotten


def remove(warehouse: Path, paths: Sequence[str]) -> None:
    """Remove stored files that no publication lists."""
    for path in paths:
        (warehouse / path).unlink(missing_ok=True)


def _path(warehouse: Path, number: int) -> Path:
    return layout.publications_folder(warehouse) / f"{number:06d}.json"
