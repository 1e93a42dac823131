"""Prefect for the tests: one server for all, with a database of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.server import LEAN, QUIET, Server


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a lean server."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (QUIET | LEAN).items():
            patch.setenv(name, value)
        patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
        server = Server()
        from prefect.settings import PREFECT_API_URL, PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        server.wait()
        with temporary_settings({PREFECT_API_URL: server.address, PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            yield server.address
            server.stop()


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the current one, with five articles in four files."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("NEWSLEDGER_")]:
        monkeypatch.delenv(name)
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(3):
        text = f"The council of Lowen voted on Monday. It was vote number {number} this year, the mayor said."
        (folder / f"{number}.txt").write_text(text)
    (folder / "wire.jsonl").write_text(
        '{"id": "w1", "text": "The ferry left the port at noon. Nobody was hurt."}\n'
        '{"id": "w2", "text": "The minister of the interior resigned on Tuesday."}\n'
    )
    return folder
