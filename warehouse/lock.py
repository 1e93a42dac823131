"""The lock of a warehouse's one writer, which says who holds it."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import filelock

from warehouse import files, layout

REMEDY = "try again when it is done, or have it waited for: NEWSLEDGER_LOCK_SECONDS=600"


class WriterBusyError(Exception):
    """Another process writes to this warehouse."""


@contextlib.contextmanager
def writer_lock(warehouse: Path, *, purpose: str, timeout: float = 0) -> Iterator[None]:
    """Hold the warehouse's lock, for at most one process at a time.

    The operating system drops the lock when its process dies, however it dies, so that the next
    writer takes it over without asking.

    Parameters
    ----------
    purpose
        What the lock is for, as others who want it are told.
    timeout
        Seconds to wait for it; less than 0 waits as long as it takes.

    Raises
    ------
    WriterBusyError
        When another process holds it for longer than ``timeout``; says which one.
    """
    folder = layout.hidden_folder(warehouse)
    folder.mkdir(parents=True, exist_ok=True)
    # Who holds it stands in a file of its own: asking for the lock empties the lock's file.
    holder = folder / "holder.json"
    lock = filelock.FileLock(folder / "lock", timeout=timeout)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise WriterBusyError(f"{warehouse} is being written to by {_description(holder)}") from None
    try:
        files.write_json(
            holder,
            {
                "pid": os.getpid(),
                "host": socket.gethostname(),
                "since": datetime.now(UTC).isoformat(timespec="seconds"),
                "purpose": purpose,
            },
        )
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _description(holder: Path) -> str:
    with contextlib.suppress(OSError, ValueError):
        known = json.loads(holder.read_bytes())
        return f"process {known['pid']} on {known['host']} since {known['since']} ({known['purpose']}); {REMEDY}"
    return f"another process; {REMEDY}"
