"""Writers are killed at every step and at any moment: readers see a whole ledger, and the next writer's is the same.

Each kill is one, of a process of its own, and each time readers are asked and the next writer clears up. How it goes on
from there is tried once for each state of the folder, to the byte, that clearing up leads to.
"""

import hashlib
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.killing import OPERATIONS, Killer, make_cheap
from warehouse import layout
from warehouse.recovery import writing
from warehouse.tables import TABLES
from warehouse.verification import verify

Ledger = dict[str, pl.DataFrame]
MOMENTS = 200


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    make_cheap(monkeypatch)


@pytest.fixture(scope="module")
def killer() -> Killer:
    return Killer()


def seen(warehouse: Path) -> Ledger | None:
    """What a reader of the catalogue sees; None before there is one."""
    if not layout.catalogue_file(warehouse).exists():
        return None
    with duckdb.connect(str(layout.catalogue_file(warehouse)), read_only=True) as connection:
        return {table: comparable(table, connection.sql(f"FROM {table}").pl()) for table in TABLES}


def comparable(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows without what tells of the run that brought them and of its clock."""
    if table == "runs":
        return rows.select("run_id", "status", "documents_added").sort("run_id")
    if table == "rejects":
        return rows.drop("run_id").sort("uri").unique()
    return rows.drop("run_id", strict=False).sort(layout.sort_columns(table))


def same(left: Ledger | None, right: Ledger | None) -> bool:
    if left is None or right is None:
        return left is right
    return all(left[table].equals(right[table]) for table in TABLES)


def fingerprint(warehouse: Path) -> str:
    """A digest of every file of a ledger, by its name."""
    digest = hashlib.sha256()
    for path in sorted(warehouse.rglob("*")):
        digest.update(path.relative_to(warehouse).as_posix().encode() + b"\0")
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def assert_no_row_twice(warehouse: Path) -> None:
    """A reader of the plain files, who sees no publication but files, meets no row twice."""
    for table, schema in TABLES.items():
        if any((warehouse / table).glob("*.parquet")):
            rows = pl.read_parquet(warehouse / table / "*.parquet")
            key = schema.primary_key()
            assert not key or not rows.select(key).is_duplicated().any(), table


class Undisturbed:
    """A ledger before what is to be killed, after it, and after what comes next."""

    def __init__(self, operation: str, scratch: Path) -> None:
        prepare, act = OPERATIONS[operation]
        self.operation, self.act = operation, act
        self.proven: set[str] = set()
        """Fingerprints from which the next one is known to come to the same end."""
        # One folder for all lives: elsewhere the catalogue would be made anew.
        self.ledger, self.kept = scratch / "ledger", scratch / "kept"
        prepare(self.ledger)
        shutil.copytree(self.ledger, self.kept)
        self.before = seen(self.ledger)
        act(self.ledger)
        self.after = seen(self.ledger)
        assert verify(self.ledger).findings == []
        act(self.ledger, "r9")
        self.end = seen(self.ledger)
        assert verify(self.ledger).findings == []

    def start(self) -> Path:
        """The ledger as it was before."""
        shutil.rmtree(self.ledger, ignore_errors=True)
        return Path(shutil.copytree(self.kept, self.ledger))

    def assert_survives(self, warehouse: Path) -> None:
        """What the killed one left is whole, and the next one comes to the same end, row for row."""
        found = seen(warehouse)
        assert same(found, self.before) or same(found, self.after)
        if self.operation not in ("compaction", "reprocess"):
            assert_no_row_twice(warehouse)
        with writing(warehouse, purpose="the next writer"):
            pass
        assert not any(layout.staging_folder(warehouse).glob("*"))
        left = fingerprint(warehouse)
        if left in self.proven:
            return
        assert verify(warehouse).findings == []
        self.act(warehouse, "r9")
        assert verify(warehouse).findings == []
        end = seen(warehouse)
        assert end is not None
        assert self.end is not None
        for table in TABLES:
            if table != "runs":
                assert_frame_equal(end[table], self.end[table])
        assert_no_row_twice(warehouse)
        assert not any(layout.staging_folder(warehouse).glob("*"))
        self.proven.add(left)


@pytest.fixture(scope="module", params=OPERATIONS)
def undisturbed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    with pytest.MonkeyPatch.context() as patched:
        make_cheap(patched)
        yield Undisturbed(request.param, tmp_path_factory.mktemp(request.param))


def kill_at_steps(undisturbed: Undisturbed, killer: Killer, every: int) -> int:
    """Kill at every so-many-th step: how many times."""
    steps = killer.life(undisturbed.operation, undisturbed.start())
    assert steps
    for place in range(0, steps, every):
        warehouse = undisturbed.start()
        assert killer.life(undisturbed.operation, warehouse, killed_at=place) is None
        undisturbed.assert_survives(warehouse)
    return len(range(0, steps, every))


def kill_at_moments(undisturbed: Undisturbed, killer: Killer, moments: int) -> int:
    """Kill at random moments of its life: how many times it was not done before."""
    chosen, killed = random.Random(undisturbed.operation), 0
    killer.life(undisturbed.operation, undisturbed.start())
    length = killer.lasted
    while killed < moments:
        warehouse = undisturbed.start()
        if killer.life(undisturbed.operation, warehouse, killed_after=chosen.uniform(0, length)) is None:
            killed += 1
        undisturbed.assert_survives(warehouse)
    return killed


def told(undisturbed: Undisturbed, began: float) -> str:
    return f"{len(undisturbed.proven)} states to go on from so far; {time.perf_counter() - began:.0f} s"


def test_a_ledger_survives_a_kill_at_some_steps(undisturbed: Undisturbed, killer: Killer) -> None:
    assert kill_at_steps(undisturbed, killer, every=67) > 0


def test_a_ledger_survives_a_kill_at_a_moment(undisturbed: Undisturbed, killer: Killer) -> None:
    assert kill_at_moments(undisturbed, killer, 1) == 1


@pytest.mark.long
def test_a_ledger_survives_a_kill_at_every_step(undisturbed: Undisturbed, killer: Killer) -> None:
    began = time.perf_counter()
    killed = kill_at_steps(undisturbed, killer, every=1)
    print(f"\n{undisturbed.operation}: killed at each of {killed} steps; {told(undisturbed, began)}")


@pytest.mark.long
def test_a_ledger_survives_kills_at_random_moments(undisturbed: Undisturbed, killer: Killer) -> None:
    moments = MOMENTS if undisturbed.operation == "run" else MOMENTS // 10
    began = time.perf_counter()
    killed = kill_at_moments(undisturbed, killer, moments)
    print(f"\n{undisturbed.operation}: killed at {killed} moments; {told(undisturbed, began)}")
