"""What writers do to a small ledger, each in a process that is killed at one step or at one moment."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, tzinfo
from multiprocessing.connection import Connection
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from tests.warehouse.conftest import Frames, article, refusal
from tests.warehouse.test_gathering import told
from warehouse import merging, publish
from warehouse.compaction import compact
from warehouse.manifest import Retention
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run, stage_batch

STEPS = {"os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir"}
"""What Python tells its audit hooks of: whatever makes a file or a folder appear under its name, or go."""


def begin(warehouse: Path, run_id: str, version: str = "1") -> None:
    begin_run(warehouse, RunStart(run_id, datetime(2026, 1, 1, 12), version, "m1", ["in"]))


def sourced(frames: Frames, key: str, day: int, status: str | None = None) -> Frames:
    """Articles as versions of one source, published on a day."""
    told = {"source_key": pl.lit(key), "published_on": pl.lit(date(2026, 1, day))}
    told["publication_status"] = pl.lit(status, pl.String)
    return {**frames, **{table: frames[table].with_columns(**told) for table in ("documents", "articles")}}


def together(*parts: Frames) -> Frames:
    tables = {table: None for part in parts for table in part}
    return {table: pl.concat([part[table] for part in parts if table in part]) for table in tables}


def articles(numbers: list[int] | range, run_id: str) -> Frames:
    """Articles that have quotations and edits, and, the odd ones, such that have entities, events and tolls."""
    return together(*(told(number, run_id) if number % 2 else article(number, run_id) for number in numbers))


def prepare(warehouse: Path) -> None:
    """Two publications, in files that the next ones partly keep and partly rewrite."""
    with writing(warehouse, purpose="tests"):
        begin(warehouse, "r1")
        first = together(sourced(articles([0], "r1"), "AP#0", 1), sourced(articles([1], "r1"), "AP#1", 1))
        stage_batch(warehouse, "r1", 0, together(first, articles(range(2, 4), "r1")))
        publish.publish(warehouse, "r1")
        begin(warehouse, "r2")
        stage_batch(warehouse, "r2", 0, articles(range(4, 6), "r2"))
        publish.publish(warehouse, "r2")


def run(warehouse: Path, run_id: str = "r3") -> None:
    """New articles, one that is there, a corrected one and a withdrawn one, in batches; an old publication goes."""
    with writing(warehouse, purpose="tests"):
        begin(warehouse, run_id)
        stage_batch(warehouse, run_id, 0, {**articles([4, 6, 7], run_id), "refusals": refusal("in/bad.txt")})
        stage_batch(warehouse, run_id, 1, sourced(articles([8], run_id), "AP#0", 2))
        stage_batch(warehouse, run_id, 2, sourced(articles([9], run_id), "AP#1", 2, "canceled"))
        publish.publish(warehouse, run_id, retention=Retention(2))


def reprocess(warehouse: Path, run_id: str = "r3") -> None:
    """All articles made anew by other rules."""
    with writing(warehouse, purpose="tests"):
        begin(warehouse, run_id, "2")
        first = together(sourced(articles([0], run_id), "AP#0", 1), sourced(articles([1], run_id), "AP#1", 1))
        for number, frames in enumerate((first, articles(range(2, 6), run_id))):
            frames["documents"] = frames["documents"].with_columns(pipeline_version=pl.lit("2"))
            stage_batch(warehouse, run_id, number, frames)
        publish.publish(warehouse, run_id, status="reprocessed", is_whole=True, retention=Retention(2))


def compaction(warehouse: Path, _: str = "") -> None:
    """Many files become few."""
    compact(warehouse, retention=Retention(1))


def recovery(warehouse: Path, run_id: str = "r3") -> None:
    """A run that has staged two of its three batches was killed: the next writer publishes them."""
    with writing(warehouse, purpose="tests"):
        pass
    if run_id != "r3":
        run(warehouse, run_id)


def prepare_recovery(warehouse: Path) -> None:
    prepare(warehouse)
    begin(warehouse, "r3")
    stage_batch(warehouse, "r3", 0, {**articles([4, 6, 7], "r3"), "refusals": refusal("in/bad.txt")})
    stage_batch(warehouse, "r3", 1, sourced(articles([8], "r3"), "AP#0", 2))


def creation(warehouse: Path, _: str = "") -> None:
    """A warehouse where there is none."""
    with writing(warehouse, purpose="tests"):
        pass


OPERATIONS: dict[str, tuple[Callable[[Path], None], Callable[..., None]]] = {
    "run": (prepare, run),
    "recovery": (prepare_recovery, recovery),
    "reprocess": (prepare, reprocess),
    "compaction": (prepare, compaction),
    "creation": (Path.mkdir, creation),
}
"""What is there before, and what is killed; given another run's id, it is what comes next."""


class StoppedClock(datetime):
    """A clock by which a ledger has the same bytes whenever it is made."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2026, 1, 2, tzinfo=tz)


def make_cheap(patch: pytest.MonkeyPatch) -> None:
    """Let three rows fill a file, so that some files are kept and others written anew; wait for no disk and no clock.

    What a killed process has written stays, whether it was synced or not: only a power failure takes it away.
    """
    patch.setattr(merging, "SMALL_FILE", 3)
    patch.setattr(os, "fsync", lambda _: None)
    patch.setattr(publish, "datetime", StoppedClock)
    patch.setattr(publish, "time", SimpleNamespace(perf_counter=float))


def _changes(event: str, told: tuple[Any, ...]) -> bool:
    """Tell whether a step changes anything: a folder may be there already, or a file be gone."""
    is_in_open_folder = told[-1] != -1  # as when a whole tree is removed
    return is_in_open_folder or Path(told[0]).exists() == (event != "os.mkdir")


def _live(operation: str, warehouse: Path, killed_at: int | None, line: Connection) -> None:
    """Do what is to be killed; tell when it begins, and how many steps it took if it was not."""
    make_cheap(pytest.MonkeyPatch())
    steps = 0

    def step(event: str, told: tuple[Any, ...]) -> None:
        nonlocal steps
        if event in STEPS and _changes(event, told):
            if steps == killed_at:
                os.kill(os.getpid(), signal.SIGKILL)
            steps += 1

    sys.addaudithook(step)
    line.send(None)
    OPERATIONS[operation][1](warehouse)
    line.send(steps)


class Killer:
    """Processes to be killed: each is forked from one in which all is loaded and nothing has begun."""

    def __init__(self) -> None:
        self.lasted = 0.0
        """Seconds of the last life, from its beginning."""
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.warehouse.killing"])

    def life(
        self, operation: str, warehouse: Path, *, killed_at: int | None = None, killed_after: float | None = None
    ) -> int | None:
        """Let a process do it: the number of its steps, None if it was killed.

        ``killed_at`` is the step before which it ends, ``killed_after`` the seconds.
        """
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_live, args=(operation, warehouse, killed_at, theirs))
        process.start()
        theirs.close()
        ours.recv()
        began = time.perf_counter()
        process.join(killed_after)
        if process.is_alive():
            process.kill()
            process.join()
        self.lasted = time.perf_counter() - began
        status = process.exitcode
        steps = ours.recv() if status == 0 else None
        process.close()
        ours.close()
        assert status in (0, -signal.SIGKILL), f"ended with {status}"
        return steps
