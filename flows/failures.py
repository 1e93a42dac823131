"""Failures: what a user is told in a sentence, in place of a traceback."""

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


def told(error: Exception) -> tuple[str, int] | None:
    """Give the message and the exit status for an error that is no mistake of this program, else None."""
    if isinstance(error, SettingError):
        return str(error), WRONG_USAGE
    if isinstance(error, TOLD):
        return str(error), NOTHING_DONE
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror or error}", NOTHING_DONE
    if str(error).startswith("Failed to reach API"):  # as Prefect says it, in a plain RuntimeError
        return f"the Prefect server of PREFECT_API_URL is not there: {error}", NOTHING_DONE
    if type(error).__module__.startswith(("httpx", "httpcore", "prefect.exceptions")):
        return f"the Prefect server did not answer as it should: {error}", NOTHING_DONE
    return None
