import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.server import Server, ServerError, has_own


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    for name in ("PREFECT_API_URL", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH"):
        monkeypatch.delenv(name, raising=False)


def test_nobody_has_a_server_by_default() -> None:
    assert not has_own()


@pytest.mark.parametrize(
    ("file", "content", "is_own"),
    [
        (".env", 'PREFECT_API_URL="http://there/api"\n', True),
        (".env", "OTHER=1\n# PREFECT_API_URL=http://there/api\n", False),
        ("prefect.toml", '[api]\nurl = "http://there/api"\n', True),
        ("pyproject.toml", '[tool.prefect.api]\nurl = "http://there/api"\n', True),
        ("pyproject.toml", '[project]\nname = "prefect"\n', False),
        ("prefect.toml", "not toml", False),
        ("home/profiles.toml", 'active = "a"\n[profiles.a]\nPREFECT_API_URL = "http://there/api"\n', True),
        ("home/profiles.toml", 'active = "b"\n[profiles.a]\nPREFECT_API_URL = "http://there/api"\n', False),
    ],
)
def test_a_server_is_found_where_prefect_finds_it(file: str, content: str, is_own: bool) -> None:
    Path(file).parent.mkdir(exist_ok=True)
    Path(file).write_text(content)
    assert has_own() is is_own


def test_the_environment_counts_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("prefect.toml").write_text('[api]\nurl = "http://there/api"\n')
    monkeypatch.setenv("PREFECT_API_URL", "")
    assert not has_own()
    monkeypatch.setenv("PREFECT_API_URL", "http://here/api")
    assert has_own()


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where Prefect wants a folder")
    server = Server()
    try:
        with pytest.raises(ServerError, match="database"):
            server.wait()
    finally:
        server.stop()


def test_a_server_ends_with_its_run_however_that_ends(tmp_path: Path) -> None:
    starting = (
        "from flows.server import Server; import time; server = Server(); "
        "print(server._process.pid, flush=True); time.sleep(600)"
    )
    run = subprocess.Popen([sys.executable, "-c", starting], stdout=subprocess.PIPE, text=True)
    assert run.stdout is not None
    server = int(run.stdout.readline())
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.stdout.close()
    for _ in range(600):
        if not Path(f"/proc/{server}").exists():
            return
        time.sleep(0.1)
    os.kill(server, signal.SIGKILL)
    pytest.fail("the server outlived its run")
