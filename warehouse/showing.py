"""Showing a publication: its files in the tables' folders, and the catalogue over them."""

import contextlib
import hashlib
from pathlib import Path

from warehouse import catalogue, files, layout, lock, manifest
from warehouse.manifest import DamagedError, Publication
from warehouse.tables import TABLES


def show(warehouse: Path, publication: Publication) -> None:
    """Make the visible files and the catalogue those of ``publication``; doing it again changes nothing.

    A file comes into a table's folder whole and under a name of its own, or replaces the one whose rows
    it carries on, so that a reader of ``<table>/*.parquet`` meets no row twice. The catalogue is
    replaced last and at once: its readers see all of one publication.
    """
    for table in TABLES:
        folder = warehouse / table
        folder.mkdir(exist_ok=True)
        wanted = {file.slot: warehouse / file.path for file in publication.of(table)}
        for slot, stored in wanted.items():
            try:
                files.show_file(stored, folder / slot)
            except FileNotFoundError as error:
                raise DamagedError(f"{stored} is missing; {manifest.REMEDY}") from error
        for entry in folder.iterdir():
            # Only what bears a name of ours goes; what somebody else put there stays theirs.
            ours = layout.SLOT.fullmatch(entry.name) and entry.name.startswith(table)
            if ours and entry.name not in wanted:
                entry.unlink()
    if not _is_shown(warehouse, publication):
        catalogue.build(warehouse, publication)
        files.write_json(layout.shown_file(warehouse), _description(warehouse, publication))


def refresh(warehouse: Path) -> None:
    """Show the newest publication if something else is shown: after a crash, damage, or when the folder moved.

    The catalogue names its files by absolute paths, as it must to open from any working directory;
    hence a warehouse that was moved or copied gets its catalogue anew at the next command. Nothing
    happens in a folder that cannot be written to, or that somebody is writing to.
    """
    publication = manifest.newest(warehouse)
    if _is_shown(warehouse, publication):
        return
    with (
        contextlib.suppress(OSError, lock.WriterBusyError),
        lock.writer_lock(warehouse, purpose="rebuilding the catalogue"),
    ):
        show(warehouse, manifest.newest(warehouse))


def _is_shown(warehouse: Path, publication: Publication) -> bool:
    """Tell whether the catalogue is that of the publication and of the folder, as it was written."""
    with contextlib.suppress(ValueError):
        return files.read_json(layout.shown_file(warehouse)) == _description(warehouse, publication)
    return False


def _description(warehouse: Path, publication: Publication) -> dict[str, object]:
    digest = None
    with contextlib.suppress(FileNotFoundError), layout.catalogue_file(warehouse).open("rb") as stored:
        digest = hashlib.file_digest(stored, "sha256").hexdigest()
    return {"publication": publication.number, "folder": str(warehouse.resolve()), "catalogue": digest}
