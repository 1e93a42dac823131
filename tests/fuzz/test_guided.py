"""The readers and cleaning under atheris, where it is installed: what coverage leads to breaks nothing either."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.long
@pytest.mark.parametrize(("check", "runs"), [("decoding", 100_000), ("reading", 10_000), ("cleaning", 1_000)])
def test_guided_by_coverage(check: str, runs: int, tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    command = [sys.executable, "-m", "tests.fuzz.guided", check, str(tmp_path / "corpus"), f"-runs={runs}"]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-5000:]
    executed = re.search(r"number_of_executed_units: (\d+)", done.stderr)
    assert executed is not None
    assert int(executed[1]) >= runs
    print(f"\n{executed[1]} executions, {len(list((tmp_path / 'corpus').iterdir()))} inputs kept")
