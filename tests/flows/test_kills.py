"""Whole runs are killed at any moment: readers see a whole ledger, and the next run comes to the undisturbed one's."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from tests.warehouse.test_kills import Ledger, assert_no_row_twice, seen
from warehouse.tables import TABLES
from warehouse.verification import verify

WORDS = "tests.flows.readers:words"
SOURCES = ["inbox", "late"]
LEDGER = Path("ledger")
ROOT = Path(__file__).parents[2]
MOMENTS = 30
LATE = (
    "Ferries were late all morning, the company in Lowen said.",
    "A judge in Arvenia freed two farmers on Tuesday.",
    "Snow closed the mountain road to Kavia for the third day.",
    "Voters choose a new mayor next week; five candidates stand.",
)
RUN = f"""
from flows.build import newsledger_run
print("begun", flush=True)
newsledger_run(sources={SOURCES!r}, warehouse="ledger", annotator={WORDS!r}, batch_articles=1)
"""


def life(server: str, killed_after: float | None = None) -> tuple[bool, float]:
    """Let a process run newsledger, and kill it so many seconds after it began: whether it was, how long it took."""
    environment = {**os.environ, "PREFECT_API_URL": server, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", RUN]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        began = time.perf_counter()
        try:
            assert process.wait(killed_after) == 0
        except subprocess.TimeoutExpired:
            process.kill()
            return True, time.perf_counter() - began
        return False, time.perf_counter() - began


def are_of(found: Ledger | None, ledger: Ledger | None) -> bool:
    """Tell whether all rows are those of a ledger, whichever runs brought them."""
    assert found is not None
    assert ledger is not None
    return all(found[table].equals(ledger[table]) for table in TABLES.keys() - {"runs"})


@pytest.mark.long
def test_whole_runs_survive_kills_at_random_moments(inbox: Path, prefect_server: str) -> None:
    from flows.build import newsledger_run

    newsledger_run(sources=["inbox"], warehouse="ledger", annotator=WORDS)
    (inbox / "0.txt").write_text("The council of Lowen did not vote on Monday, the mayor said.")
    (inbox / "wire.jsonl").write_text('{"id": "w1", "pubstatus": "canceled", "title": "KILL: Ferry"}\n{"broken": 1}\n')
    Path("late").mkdir()
    # No two are copies: which of several that come at one time is the first depends on what was published before them.
    for number, text in enumerate(LATE):
        Path(f"late/{number}.txt").write_text(text)
    shutil.copytree(LEDGER, "kept")
    before = seen(LEDGER)
    _, length = life(prefect_server)
    after = seen(LEDGER)
    assert not are_of(before, after)
    chosen, killed, interrupted = random.Random("newsledger run"), 0, set()
    while killed < MOMENTS:
        shutil.rmtree(LEDGER)
        shutil.copytree("kept", LEDGER)
        was_killed, _ = life(prefect_server, killed_after=chosen.uniform(0, length))
        killed += was_killed
        found = seen(LEDGER)
        assert are_of(found, before) or are_of(found, after)
        assert_no_row_twice(LEDGER)
        newsledger_run(sources=SOURCES, warehouse="ledger", annotator=WORDS)
        assert verify(LEDGER).findings == []
        end = seen(LEDGER)
        assert end is not None
        assert are_of(end, after)
        interrupted |= set(end["runs"].filter(status="interrupted")["run_id"])
    answer = httpx.post(f"{prefect_server}/flow_runs/filter", json={"limit": 200, "sort": "START_TIME_DESC"})
    states = {run["name"]: run["state_type"] for run in answer.raise_for_status().json()}
    assert {states[run_id] for run_id in interrupted} == {"CRASHED"}
    print(
        f"\nnewsledger run: killed at {killed} moments of {length:.1f} s; {len(interrupted)} had begun and were told of"
    )
