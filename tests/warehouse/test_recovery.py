"""The states that a crash leaves on disk, built one by one, and what the next writer makes of them."""

import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import articles, run_start
from tests.warehouse.test_publish import published, rows, staging_is_empty
from warehouse import files, layout, manifest, publish, showing
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.query import ask
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.tables import TABLES

Stage = Callable[..., None]


class Crash(BaseException):
    """What no handler of the warehouse catches."""


def counts_by_catalogue(warehouse: Path) -> tuple[int, ...]:
    with duckdb.connect(str(layout.catalogue_file(warehouse)), read_only=True) as connection:
        query = "SELECT " + ", ".join(f"(SELECT count(*) FROM {t})" for t in ("documents", "facts", "runs"))
        found = connection.execute(query).fetchone()
    assert found is not None
    return found


def recovered(warehouse: Path) -> None:
    with writing(warehouse, purpose="tests"):
        pass


def assert_whole(warehouse: Path, numbers: range) -> None:
    """The ledger is that of an undisturbed life, but for the runs that the rows name."""
    expected = articles(numbers, "any")
    for table in TABLES:
        if table in expected:
            found, wanted = rows(warehouse, table), files.in_order(table, expected[table])
            if table == "documents":
                found, wanted = found.drop("run_id"), wanted.drop("run_id")
            assert_frame_equal(found, wanted)
            assert ask(warehouse, f"SELECT count(*) FROM {table}").item() == wanted.height
    assert staging_is_empty(warehouse)


def test_a_run_killed_after_staging_loses_no_work(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2))
    published(warehouse, "r1")
    stage("r2", range(2, 4), range(4, 6), refused="in/bad.txt")
    # The process died here: the next writer finds two checked batches.
    recovered(warehouse)
    assert_whole(warehouse, range(6))
    run = ask(warehouse, "FROM runs WHERE run_id = 'r2'").row(0, named=True)
    assert (run["status"], run["documents_added"], run["documents_rejected"]) == ("interrupted", 4, 1)
    recovered(warehouse)
    assert manifest.newest(warehouse).number == 2


def test_a_run_killed_before_its_first_batch_is_told_of(warehouse: Path, stage: Stage) -> None:
    stage("r1")
    recovered(warehouse)
    run = ask(warehouse, "FROM runs").row(0, named=True)
    assert (run["status"], run["documents_added"]) == ("interrupted", 0)


def test_a_batch_half_staged_is_not_published(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2), range(2, 4))
    folder = next(layout.staging_folder(warehouse).glob("r1/000001"))
    folder.rename(folder.with_name(".000001.4711"))
    recovered(warehouse)
    assert_whole(warehouse, range(2))


def test_a_staged_file_cut_short_by_the_crash_costs_its_batch_alone(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2), range(2, 4))
    path = next(layout.staging_folder(warehouse).glob("r1/000001/tokens.parquet"))
    path.write_bytes(path.read_bytes()[:50])
    recovered(warehouse)
    assert_whole(warehouse, range(2))


def test_files_that_no_publication_lists_are_removed(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2))
    published(warehouse, "r1")
    unlisted = layout.files_folder(warehouse, "facts") / "facts-000002.p000002.parquet"
    unlisted.write_bytes(b"PAR1")
    half = warehouse / "facts" / ".facts-000002.parquet.4711.tmp"
    half.write_bytes(b"")
    catalogue = warehouse / ".newsledger.duckdb.4711.tmp"
    catalogue.write_bytes(b"")
    recovered(warehouse)
    assert [path for path in (unlisted, half, catalogue) if path.exists()] == []
    assert_whole(warehouse, range(2))


def test_somebody_elses_file_is_left_alone(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    published(warehouse, "r1")
    theirs = warehouse / "facts" / "notes.txt"
    theirs.write_text("mine")
    recovered(warehouse)
    assert theirs.exists()


@pytest.mark.parametrize("shown_before_crash", [0, 1, 5])
def test_a_committed_publication_is_finished(
    warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch, shown_before_crash: int
) -> None:
    stage("r1", range(2))
    published(warehouse, "r1")
    stage("r2", range(2, 5))
    left = iter([None] * shown_before_crash)
    show_file = files.show_file

    def crash_later(stored: Path, visible: Path) -> bool:
        if next(left, Crash) is Crash:
            raise Crash
        return show_file(stored, visible)

    with monkeypatch.context() as patched:
        patched.setattr(files, "show_file", crash_later)
        with pytest.raises(Crash):
            published(warehouse, "r2")
    assert counts_by_catalogue(warehouse) == (2, 2, 1)
    recovered(warehouse)
    assert counts_by_catalogue(warehouse) == (5, 5, 2)
    assert_whole(warehouse, range(5))
    assert rows(warehouse, "runs")["status"].to_list() == ["published", "published"]


def test_a_crash_at_any_rename_leaves_a_whole_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = os.replace
    at, crashed = 0, True
    while crashed:
        warehouse = tmp_path / f"at{at}"
        with writing(warehouse, purpose="tests"):
            begin_run(warehouse, run_start("r1"))
            stage_batch(warehouse, "r1", 0, articles(range(2), "r1"))
        calls = iter(range(at))

        def crash_later(source: object, target: object, calls: object = calls) -> None:
            if next(calls, None) is None:  # type: ignore[call-overload]
                raise Crash
            replace(source, target)  # type: ignore[arg-type]

        crashed = False
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", crash_later)
            try:
                publish.publish(warehouse, "r1")
            except Crash:
                crashed = True
        assert counts_by_catalogue(warehouse) in {(0, 0, 0), (2, 2, 1)}
        assert ask(warehouse, "SELECT count(*) FROM facts").item() in {0, 2}
        recovered(warehouse)
        assert_whole(warehouse, range(2))
        assert counts_by_catalogue(warehouse) == (2, 2, 1)
        at += 9
    assert at > 12


def test_a_process_killed_while_publishing(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2))
    published(warehouse, "r1")
    stage("r2", range(2, 5))
    script = f"""
        import os, signal
        from pathlib import Path
        from warehouse import manifest, publish
        from warehouse.lock import writer_lock
        commit = manifest.commit
        def commit_and_die(*arguments):
            commit(*arguments)
            os.kill(os.getpid(), signal.SIGKILL)
        manifest.commit = commit_and_die
        with writer_lock(Path({str(warehouse)!r}), purpose="to be killed"):
            publish.publish(Path({str(warehouse)!r}), "r2")
    """
    killed = subprocess.run([sys.executable, "-c", textwrap.dedent(script)], cwd=Path.cwd(), check=False)
    assert killed.returncode == -9
    assert (layout.hidden_folder(warehouse) / "holder.json").exists()
    assert counts_by_catalogue(warehouse) == (2, 2, 1)
    recovered(warehouse)
    assert counts_by_catalogue(warehouse) == (5, 5, 2)
    assert_whole(warehouse, range(5))


def test_the_lock_says_who_holds_it(warehouse: Path) -> None:
    # A second lock in this process stands for another process's: the operating system treats both alike.
    with (
        writing(warehouse, purpose="newsledger run seeds/"),
        pytest.raises(WriterBusyError, match=rf"process {os.getpid()} on .* \(newsledger run seeds/\)"),
        writer_lock(warehouse, purpose="the second"),
    ):
        pass
    recovered(warehouse)


def test_a_reader_keeps_the_publication_that_it_opened(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    published(warehouse, "r1")
    with duckdb.connect(str(layout.catalogue_file(warehouse)), read_only=True) as connection:
        connection.execute("SELECT count(*) FROM facts")
        stage("r2", [2])
        published(warehouse, "r2")
        count = "SELECT count(*) FROM "
        assert [connection.execute(count + t).fetchall() for t in ("facts", "runs")] == [[(1,)], [(1,)]]
    assert counts_by_catalogue(warehouse) == (2, 2, 2)


def test_a_moved_warehouse_keeps_working(
    warehouse: Path, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage("r1", [1])
    published(warehouse, "r1")
    moved = tmp_path / "else'where [1]"
    warehouse.rename(moved)
    assert ask(moved, "SELECT count(*) FROM facts").item() == 1
    with pytest.raises(duckdb.IOException):
        counts_by_catalogue(moved)
    showing.refresh(moved)
    monkeypatch.chdir("/")
    assert counts_by_catalogue(moved) == (1, 1, 1)
    with writing(moved, purpose="tests"):
        begin_run(moved, run_start("r2"))
        stage_batch(moved, "r2", 0, articles([1, 2], "r2"))
        assert publish.publish(moved, "r2").run["documents_added"] == 1
    assert counts_by_catalogue(moved) == (2, 2, 2)


def test_refreshing_what_somebody_writes_to_waits_for_no_one(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    published(warehouse, "r1")
    layout.shown_file(warehouse).unlink()
    with writer_lock(warehouse, purpose="tests"):
        showing.refresh(warehouse)
        assert not layout.shown_file(warehouse).exists()
    showing.refresh(warehouse)
    assert layout.shown_file(warehouse).exists()
