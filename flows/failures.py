"""Failures: what a user is told in a sentence, in place of a traceback."""

import errno

import duckdb

from flows.server import ServerError
from flows.settings import SettingError
from warehouse.answers import UnanswerableError
from warehouse.checks import CheckFailedError
from warehouse.exporting import NoSuchTableError
from warehouse.lock import WriterBusyError
from warehouse.manifest import DamagedError, NoWarehouseError
from warehouse.permitted import NotAllowedError

NOTHING_DONE = 1
WRONG_USAGE = 2


class RunFailedError(Exception):
    """Nothing was published; says why."""


TOLD = (
    RunFailedError,
    ServerError,
    CheckFailedError,
    WriterBusyError,
    DamagedError,
    NoWarehouseError,
    NoSuchTableError,
    NotAllowedError,
    UnanswerableError,
    duckdb.Error,
)

REMEDIES = {
    errno.ENOSPC: "make room and run again; what is published is whole",
    errno.EDQUOT: "make room and run again; what is published is whole",
    errno.EROFS: "reading the ledger goes on working; mend the mount and run again",
    errno.EACCES: "reading the ledger goes on working where that is allowed; mend the rights and run again",
    errno.ENOTDIR: "a file stands where a folder should; name another folder",
    errno.EEXIST: "a file stands where a folder should; name another folder",
}
"""What to do about what the operating system says."""
WHAT_THERE_IS = "`newsledger tables` prints every table with its columns"


def told(error: Exception) -> tuple[str, int] | None:
    """Give the message and the exit status for an error that is no mistake of this program, else None."""
    if isinstance(error, SettingError):
        return str(error), WRONG_USAGE
    if isinstance(error, (duckdb.CatalogException, duckdb.BinderException)):
        return f"{error}\n{WHAT_THERE_IS}", NOTHING_DONE
    if isinstance(error, TOLD):
        return str(error), NOTHING_DONE
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        remedy = f"; {REMEDIES[error.errno]}" if error.errno in REMEDIES else ""
        return f"{place}{error.strerror or error}{remedy}", NOTHING_DONE
    if str(error).startswith("Failed to reach API"):  # as Prefect says it, in a plain RuntimeError
        return f"the Prefect server of PREFECT_API_URL is not there: {error}", NOTHING_DONE
    if type(error).__module__.startswith(("httpx", "httpcore", "prefect.exceptions")):
        return f"the Prefect server did not answer as it should: {error}", NOTHING_DONE
    return None
