"""What machines, disks, clocks and other processes do to a ledger, and what readers and the next writer make of it."""

import contextlib
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path

import duckdb
import polars as pl
import pytest

from tests.warehouse.conftest import articles, run_start
from tests.warehouse.test_kills import assert_no_row_twice, same, seen
from tests.warehouse.test_publish import published
from warehouse import layout, manifest, publish, showing, state
from warehouse.lock import WriterBusyError
from warehouse.query import ask
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.verification import verify

Stage = Callable[..., None]


def add(warehouse: Path, run_id: str, numbers: range) -> None:
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start(run_id))
        stage_batch(warehouse, run_id, 0, articles(numbers, run_id))
        publish.publish(warehouse, run_id)


@contextlib.contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """Mount something on a folder; where that is not allowed the test is skipped."""
    folder.mkdir(exist_ok=True)
    tried = subprocess.run(["mount", *options, str(folder)], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"nothing can be mounted here: {tried.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_at_any_point_leaves_a_whole_ledger(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=8m", "tmpfs") as disk:
        warehouse, ballast = disk / "ledger", disk / "ballast"
        add(warehouse, "r1", range(2))
        before = shutil.copytree(warehouse, tmp_path / "before")
        seen_before = seen(warehouse)
        add(warehouse, "r2", range(2, 6))
        seen_after = seen(warehouse)
        stopped = 0
        for left in range(0, 900, 150):
            shutil.rmtree(warehouse)
            shutil.copytree(before, warehouse)
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(b"\1" * max(0, free - left * 1024))
            try:
                add(warehouse, "r2", range(2, 6))
            except (OSError, duckdb.Error):
                stopped += 1
            found = seen(warehouse)
            assert same(found, seen_before) or same(found, seen_after), left
            assert_no_row_twice(warehouse)
            ballast.unlink()
            with writing(warehouse, purpose="the next writer"):
                pass
            assert verify(warehouse).findings == []
            add(warehouse, "r3", range(6))
            end, wanted = seen(warehouse), seen_after
            assert end is not None
            assert wanted is not None
            assert all(end[table].equals(wanted[table]) for table in ("documents", "facts", "tokens", "edits"))
            assert verify(warehouse).findings == []
        assert stopped > 2


def test_a_publication_that_could_not_be_shown_is_shown_when_it_is_tried_again(
    warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage("r1", range(3))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(showing, "show", full)
        with pytest.raises(OSError, match="No space"):
            published(warehouse, "r1")
    result = published(warehouse, "r1")
    assert (result.number, result.run["status"], result.run["documents_added"]) == (1, "published", 3)
    assert ask(warehouse, "SELECT run_id FROM runs").rows() == [("r1",)]
    assert verify(warehouse).findings == []
    assert not any(layout.staging_folder(warehouse).glob("*"))


def test_a_ledger_that_cannot_be_written_to_can_be_read(warehouse: Path, stage: Stage, tmp_path: Path) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    elsewhere = tmp_path / "elsewhere"
    with mounted(elsewhere, "--bind", str(warehouse)):
        subprocess.run(["mount", "-o", "remount,ro,bind", str(elsewhere)], check=True)
        showing.refresh(elsewhere)  # made for another folder, and not to be mended
        assert ask(elsewhere, "SELECT count(*) FROM facts").item() == 3
        assert state.status(elsewhere).publication == 1
        assert pl.read_parquet(elsewhere / "facts" / "*.parquet").height == 3
        with pytest.raises(OSError, match="Read-only file system"), writing(elsewhere, purpose="tests"):
            pass
    assert verify(warehouse).findings == []


def test_a_lost_file_is_named_and_its_copy_from_a_backup_heals(warehouse: Path, stage: Stage, tmp_path: Path) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    backup = shutil.copytree(warehouse, tmp_path / "backup")
    for damage in (Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:100])):
        [lost] = manifest.newest(warehouse).of("facts")
        for path in (warehouse / lost.path, warehouse / "facts" / lost.slot):
            path.unlink() if damage is Path.unlink else damage(path)
        checks = {finding.check for finding in verify(warehouse).findings}
        assert checks <= {"file_is_there", "file_is_whole"}
        assert checks
        if damage is Path.unlink:
            with pytest.raises(manifest.DamagedError, match=r"facts.*is missing; copy the file back from a backup"):
                add(warehouse, "r2", range(3, 4))
        else:
            with pytest.raises(manifest.DamagedError, match=r"facts.*is not what was written; copy the file back"):
                add(warehouse, "r2", range(3, 4))
        shutil.copy(backup / lost.path, warehouse / lost.path)
        with writing(warehouse, purpose="the next writer"):
            pass
        assert verify(warehouse).findings == []


def test_the_publication_before_is_there_when_the_newest_is_taken_away(warehouse: Path, stage: Stage) -> None:
    for number in range(3):
        add(warehouse, f"r{number}", range(2 * number, 2 * number + 2))
    before = ask(warehouse, "FROM documents ORDER BY doc_id", as_of="r1")
    (layout.publications_folder(warehouse) / "000003.json").unlink()
    with writing(warehouse, purpose="the next writer"):
        pass
    assert ask(warehouse, "FROM documents ORDER BY doc_id").equals(before)
    assert verify(warehouse).findings == []
    add(warehouse, "r2-again", range(4, 6))
    assert ask(warehouse, "SELECT count(*) FROM documents").item() == 6


def test_visible_files_and_the_catalogue_come_back(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    catalogue = layout.catalogue_file(warehouse)
    catalogue.write_bytes(catalogue.read_bytes()[:5000])
    assert [finding.check for finding in verify(warehouse).findings] == ["catalogue_opens"]
    showing.refresh(warehouse)
    assert verify(warehouse).findings == []
    for gone in (catalogue, next((warehouse / "facts").glob("*.parquet"))):
        gone.unlink()
        assert verify(warehouse).findings != []
        with writing(warehouse, purpose="the next writer"):
            pass
        assert verify(warehouse).findings == []


def test_a_clock_that_goes_backwards_changes_no_order(
    warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    years = iter([2030, 2030, 2030, 2010, 2010, 2010, 2020, 2020, 2020])

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return datetime(next(years, 2020), 1, 1, tzinfo=UTC)

    monkeypatch.setattr(publish, "datetime", Clock)
    for run_id, number in (("r9", 0), ("r1", 1), ("r5", 2)):
        stage(run_id, range(2 * number, 2 * number + 2))
        published(warehouse, run_id)
    last = state.status(warehouse).last_run
    assert last is not None
    assert last["run_id"] == "r5"
    assert [ask(warehouse, "SELECT count(*) FROM facts", as_of=run).item() for run in ("r9", "r1", "r5")] == [2, 4, 6]
    manifest.forget(warehouse, manifest.Retention(1, days=1))
    assert manifest.newest(warehouse).run_id == "r5"
    assert verify(warehouse).findings == []


HOLDER = """
    import pathlib, sys, time
    from warehouse.recovery import writing
    with writing(pathlib.Path(sys.argv[1]), purpose="newsledger run inbox/"):
        print("held", flush=True)
        time.sleep(float(sys.argv[2]))
"""


def holder(warehouse: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the ledger for so long."""
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(warehouse), str(seconds)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_of_two_writers_one_is_told_who_holds_the_ledger_or_waits(warehouse: Path) -> None:
    with holder(warehouse, 600) as first:
        with (
            pytest.raises(WriterBusyError, match=rf"process {first.pid} on .* \(newsledger run inbox/\); try again"),
            writing(warehouse, purpose="the second"),
        ):
            pass
        # A process that dies leaves its lock to whoever comes next.
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert (layout.hidden_folder(warehouse) / "holder.json").exists()
        add(warehouse, "r1", range(2))
    with holder(warehouse, 0.5) as first, writing(warehouse, purpose="the second", timeout=60):
        assert first.wait() == 0
    assert verify(warehouse).findings == []


READER = """
    import pathlib, sys
    import duckdb
    warehouse = pathlib.Path(sys.argv[1])
    last, seen, times = False, set(), 0
    while not last:
        last = (warehouse / "stop").exists()  # once more after the last publication, however late this process began
        with duckdb.connect(str(warehouse / "newsledger.duckdb"), read_only=True) as connection:
            count = "SELECT count(*) FROM "
            one = [connection.execute(count + t).fetchone()[0] for t in ("facts", "runs", "documents")]
            strays = "SELECT count(*) FROM facts WHERE doc_id NOT IN (SELECT doc_id FROM documents)"
            one.append(one[0] - connection.execute(strays).fetchone()[0])
        assert len(set(one)) == 1, one
        seen.add(one[0])
        times += 1
    print(len(seen), times)
"""


@pytest.mark.parametrize(
    ("readers", "publications"), [(2, 5), pytest.param(8, 100, marks=pytest.mark.long)], ids=["some", "many"]
)
def test_readers_meet_no_half_publication(
    warehouse: Path, stage: Stage, readers: int, publications: int, capsys: pytest.CaptureFixture[str]
) -> None:
    add(warehouse, "r0", range(1))
    command = [sys.executable, "-c", textwrap.dedent(READER), str(warehouse)]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(readers)
    ]
    retention = manifest.Retention(20)
    for number in range(1, publications + 1):
        stage(f"r{number}", [number])
        published(warehouse, f"r{number}", retention)
        whole = pl.read_parquet(warehouse / "facts" / "*.parquet")
        assert whole.height == whole["fact_id"].n_unique() == number + 1
    (warehouse / "stop").touch()
    ends = [(*process.communicate(timeout=600), process.returncode) for process in running]
    assert [(errors, status) for _, errors, status in ends] == [("", 0)] * readers
    with capsys.disabled():
        if readers > 2:
            print(f"\n{readers} readers, {publications} publications: seen, read", [out.split() for out, *_ in ends])
    assert all(int(out.split()[0]) >= 1 for out, *_ in ends)
