"""The Prefect server that a run reports to: the user's own if there is one, else one for as long as the run.

Prefect starts such a server itself, only later and with more in it. This one starts before anything is
imported, beside the imports, and leaves out what one run does not need; it writes to the same database,
so that ``prefect server start`` shows the runs.
"""

import contextlib
import os
import re
import select
import socket
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START_SECONDS = 180
"""A first start makes the database, which takes the longest."""

QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}
"""No statistics are sent to anybody. Prefect reads this when it is imported."""

LEAN = {
    # No pages, no automations, no feed of events beside the runs themselves, no storing of block types.
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
}


class ServerError(Exception):
    """No Prefect server could be started."""


class Server:
    """A server that is starting up."""

    def __init__(self, *, keeps_schedules: bool = False) -> None:
        """Start it; its address can be used at once, and answers when it is up.

        One that keeps schedules is a whole one, with its pages.
        """
        whole = ["whole"] if keeps_schedules else []
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            listening.listen(128)
            self.address = f"http://127.0.0.1:{listening.getsockname()[1]}/api"
            self._errors = tempfile.TemporaryFile()  # noqa: SIM115  # as long as the server
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "flows.server_process", str(listening.fileno()), *whole],
                pass_fds=[listening.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=os.environ if keeps_schedules else {**os.environ, **LEAN},
                start_new_session=True,  # Ctrl-C is for the run, which still has to report its end
            )

    def wait(self) -> None:
        """Wait until it answers.

        Raises
        ------
        ServerError
            When it ended instead, with the last line it said, or took too long.
        """
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], START_SECONDS)
        if ready and self._process.stdout.readline():
            return
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip().splitlines()
        errors = [line for line in said if re.match(r"[\w.]+(Error|Exception)\b", line)]
        why = [f"it was not up after {START_SECONDS} seconds", *said, *errors][-1]
        raise ServerError(f"the Prefect server of this run did not start: {why}")

    def stop(self) -> None:
        """Have it take what Prefect still has to tell, and end."""
        if "prefect.events.worker" in sys.modules:
            from prefect.events.worker import EventsWorker
            from prefect.logging.handlers import APILogWorker

            # What still waits to be sent would keep the process from ending once the server is gone.
            APILogWorker.drain_all(timeout=10)
            EventsWorker.drain_all(timeout=10)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._errors.close()


def has_own() -> bool:
    """Tell whether the user has a Prefect server: by the environment, else by Prefect's settings files.

    They are read here, in the order in which Prefect reads them, since Prefect may be imported only once
    its server is known.
    """
    if "PREFECT_API_URL" in os.environ:
        return bool(os.environ["PREFECT_API_URL"])
    with contextlib.suppress(OSError):
        lines = Path(".env").read_text("utf-8").splitlines()
        if any(line.removeprefix("export ").startswith("PREFECT_API_URL=") for line in lines):
            return True
    profiles = _toml(Path(os.environ.get("PREFECT_PROFILES_PATH", _home() / "profiles.toml")))
    active = os.environ.get("PREFECT_PROFILE", profiles.get("active"))
    return bool(
        _toml(Path("prefect.toml")).get("api", {}).get("url")
        or _toml(Path("pyproject.toml")).get("tool", {}).get("prefect", {}).get("api", {}).get("url")
        or profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    )


def _home() -> Path:
    """Where Prefect keeps its database and settings."""
    return Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()


def _toml(path: Path) -> dict[str, Any]:
    """Read a settings file; one that is not there, or that Prefect will complain about, says nothing."""
    with contextlib.suppress(OSError, ValueError):
        return tomllib.loads(path.read_text("utf-8"))
    return {}


@contextlib.contextmanager
def server(*, keeps_schedules: bool = False) -> Iterator[Server | None]:
    """Point Prefect to the server that a run reports to: None is given if it is the user's own.

    To be entered before Prefect is imported. The server takes nothing after this, and lives no longer than
    this process, however it ends.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if has_own():
        yield None
        return
    if "prefect" in sys.modules:
        raise RuntimeError("Prefect was imported before its server was known: it would start another")
    with contextlib.suppress(OSError):  # Prefect makes the last folder of the path alone, and says what it lacks
        _home().mkdir(parents=True, exist_ok=True)
    started = Server(keeps_schedules=keeps_schedules)
    os.environ["PREFECT_API_URL"] = started.address
    try:
        yield started
    finally:
        del os.environ["PREFECT_API_URL"]
        started.stop()
