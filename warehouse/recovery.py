"""Opening a warehouse for writing: one writer at a time, after what a crash left is put in order."""

import contextlib
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from warehouse import layout, lock, manifest, publish, showing, staging, state
from warehouse.tables import TABLES


@contextlib.contextmanager
def writing(warehouse: Path, *, purpose: str, timeout: float = 0) -> Iterator[None]:
    """Hold a warehouse for writing, creating it if there is none and recovering it if need be.

    Raises
    ------
    warehouse.lock.WriterBusyError
        When another process holds it for longer than ``timeout`` seconds (less than 0: no limit).
    """
    with lock.writer_lock(warehouse, purpose=purpose, timeout=timeout):
        recover(warehouse)
        yield


def recover(warehouse: Path) -> None:
    """Finish or remove what an interrupted writer left; the caller holds the writer's lock.

    A publication that was committed is shown. Files that no publication lists are removed. Batches
    that a run staged before it was interrupted were checked then, and are published now, so that
    their work is not lost; the run's row says that it was interrupted.
    """
    is_new = not manifest.numbers(warehouse)
    publication = publish.create(warehouse) if is_new else manifest.newest(warehouse)
    _remove_unlisted(warehouse)
    showing.show(warehouse, publication)
    for run_id in staging.staged_runs(warehouse):
        _settle(warehouse, run_id)


def _settle(warehouse: Path, run_id: str) -> None:
    """Publish what an interrupted run staged, unless it was published or never began."""
    published = state.read_published(warehouse, "runs").select("run_id").collect()["run_id"]
    try:
        start = staging.read_start(warehouse, run_id)
    except ValueError:
        start = None
    if start is None or run_id in published:
        staging.remove(warehouse, run_id)
        return
    for batch in staging.read_batches(warehouse, run_id):
        for table, written in batch.files.items():
            path = batch.folder / f"{table}.parquet"
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != written.sha256:
                # Cut short by the crash: its articles are read again by the next run.
                shutil.rmtree(batch.folder)
                break
    publish.publish(warehouse, run_id, status="interrupted")


def _remove_unlisted(warehouse: Path) -> None:
    """Remove files of the hidden folder that no kept publication lists, and half-written ones."""
    listed = {
        warehouse / file.path
        for number in manifest.numbers(warehouse)
        for file in manifest.read(warehouse, number).files
    }
    for table in layout.STORED_TABLES:
        for path in layout.files_folder(warehouse, table).glob("*"):
            if path not in listed:
                path.unlink()
    places = (*(warehouse / table for table in TABLES), layout.publications_folder(warehouse))
    for place in (*places, layout.hidden_folder(warehouse), warehouse):
        for path in place.glob(".*.tmp"):
            path.unlink()
