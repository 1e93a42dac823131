import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest

from flows import build
from flows.batches import build_batch
from flows.failures import RunFailedError
from flows.report import markdown, summary, trend
from warehouse import manifest
from warehouse.checks import plausibility
from warehouse.lock import WriterBusyError, writer_lock
from warehouse.state import read_published

WORDS = "tests.flows.readers:words"


@pytest.fixture
def run(prefect_server: str, inbox: Path) -> Any:
    from flows.build import newsledger_run

    def newsledger(annotator: str = WORDS, **options: Any) -> str:
        return newsledger_run(sources=["inbox"], warehouse="ledger", annotator=annotator, **options)

    return newsledger


def rows(table: str) -> pl.DataFrame:
    return read_published(Path("ledger"), table).collect()


def asked(server: str, what: str) -> list[dict[str, Any]]:
    answer = httpx.post(f"{server}/{what}/filter", json={"limit": 200})
    return list(answer.raise_for_status().json())


def assert_logged(server: str, *patterns: str) -> None:
    """Wait for lines of the log, which are sent in the background."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        answer = httpx.post(f"{server}/logs/filter", json={"limit": 200, "sort": "TIMESTAMP_DESC"})
        said = [line["message"] for line in answer.raise_for_status().json()]
        if all(any(re.match(pattern, line) for line in said) for pattern in patterns):
            return
        time.sleep(0.5)
    pytest.fail(f"not in the log: {said}")


def test_batches_give_the_same_rows_in_the_same_order(run: Any) -> None:
    first = run(batch_articles=1, workers=2)
    tables = ("documents", "sentences", "tokens", "facts")
    apart = {table: rows(table).drop("run_id", strict=False) for table in tables}
    assert apart["documents"].height == 5
    Path("ledger").rename("ledger-apart")
    second = run(batch_articles=100)
    assert first != second
    for table in tables:
        together = rows(table).drop("run_id", strict=False).sort(pl.all())
        assert together.equals(apart[table].sort(pl.all())), table


def test_a_second_run_adds_nothing(run: Any) -> None:
    run()
    before = rows("documents")
    run()
    assert rows("documents").equals(before)
    assert rows("runs").sort("started_at").select("status", "documents_added", "documents_skipped").rows() == [
        ("published", 5, 0),
        ("unchanged", 0, 5),
    ]


def test_a_corrected_file_supersedes_and_a_kill_withdraws(run: Any) -> None:
    run()
    Path("inbox/0.txt").write_text("The council of Lowen did not vote on Monday, the mayor said.")
    Path("inbox/kills.jsonl").write_text('{"id": "w1", "pubstatus": "canceled"}\n')
    Path("inbox/wire.jsonl").write_text('{"id": "w1", "pubstatus": "canceled", "title": "KILL: Ferry"}\n')
    run()
    documents = rows("documents").filter("is_current")
    # A local id of another file is another source: what kills.jsonl withdraws is not here.
    assert sorted(documents["source_id"]) == ["0.txt", "1.txt", "2.txt", "w2"]
    assert "did not vote" in documents.filter(pl.col("source_id") == "0.txt")["text"].item()
    assert rows("documents").height == 8


def test_prefect_knows_the_run_its_tasks_and_its_report(run: Any, prefect_server: str) -> None:
    run_id = run(batch_articles=2)
    flow_run = next(each for each in asked(prefect_server, "flow_runs") if each["name"] == run_id)
    assert flow_run["state_type"] == "COMPLETED"
    artifacts = [each for each in asked(prefect_server, "artifacts") if each["flow_run_id"] == flow_run["id"]]
    assert {each["key"]: each["type"] for each in artifacts} == {
        "newsledger-run": "table", "newsledger-trend": "table", "newsledger-report": "markdown",
    }  # fmt: skip
    assert any(run_id in each["data"] for each in artifacts if each["type"] == "markdown")


def test_what_is_odd_is_in_the_report(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plausibility, "FEWEST_DOCUMENTS", 1)
    run_id = run()
    assert "| documents_have_facts | documents | 5 of 5 have none |" in markdown(summary(Path("ledger"), run_id))


def test_a_check_that_fails_stops_the_publication_and_names_the_rows(run: Any) -> None:
    run()
    before = rows("runs")
    Path("inbox/new.txt").write_text("The harbour was closed on Friday, the port authority said.")
    with pytest.raises(RunFailedError, match="tokens"):
        run(annotator="tests.flows.readers:misplaced_words")
    assert rows("runs").equals(before)
    assert rows("documents").height == 5
    run()
    assert rows("documents").height == 6


def test_a_run_keeps_as_many_publications_as_it_is_told(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_KEEP_PUBLICATIONS", "1")
    run()
    run()
    assert manifest.numbers(Path("ledger")) == [2]


def test_a_warehouse_that_is_written_to_is_left_alone(run: Any) -> None:
    with writer_lock(Path("ledger"), purpose="another run"), pytest.raises(WriterBusyError, match="another run"):
        run()


def test_what_is_unpacked_is_gone_in_the_end(run: Any) -> None:
    import gzip

    packed = Path("inbox/wire.jsonl").read_bytes()
    Path("inbox/wire.jsonl").unlink()
    Path("inbox/wire.jsonl.gz").write_bytes(gzip.compress(packed))
    run(batch_articles=1)
    assert rows("documents").height == 5
    assert list(Path("ledger/.newsledger/staging").iterdir()) == []


def test_a_run_that_was_killed_is_told_of_by_the_next(run: Any, prefect_server: str) -> None:
    run()
    killed = (
        "import os, signal\n"
        "from flows import build\n"
        "build.publish_run = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"build.newsledger_run(sources=['late'], warehouse='ledger', annotator={WORDS!r})\n"
    )
    Path("late").mkdir()
    Path("late/late.txt").write_text("The last ferry of the day was late, the company said.")
    environment = {**os.environ, "PREFECT_API_URL": prefect_server, "PYTHONPATH": str(Path(build.__file__).parents[1])}
    ended = subprocess.run([sys.executable, "-c", killed], env=environment, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    [dead] = [each for each in asked(prefect_server, "flow_runs") if each["state_type"] == "RUNNING"]
    run()
    states = {each["name"]: each["state_type"] for each in asked(prefect_server, "flow_runs")}
    assert states[dead["name"]] == "CRASHED"
    assert rows("runs").filter(pl.col("run_id") == dead["name"])["status"].to_list() == ["interrupted"]
    assert rows("documents").height == 6
    assert_logged(prefect_server, f"run {dead['name']} was killed: what it had finished is published")


def test_a_batch_is_tried_again_alone_when_a_disk_fails(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[int] = []

    def failing(batch: Any, job: Any, *, is_last_try: bool) -> dict[str, float]:
        tried.append(batch.number)
        if batch.number == 1 and tried.count(1) == 1:
            raise OSError("the disk is not there for now")
        return build_batch(batch, job, is_last_try=is_last_try)

    monkeypatch.setattr(build, "build_batch", failing)
    run(batch_articles=1, workers=1)
    assert sorted(tried) == [0, 1, 1, 2, 3, 4]
    assert rows("documents").height == 5


def test_the_log_names_files_and_stages(run: Any, prefect_server: str) -> None:
    Path("inbox/bad.txt").write_bytes(b"\x00\x01\x02" * 100)
    run()
    assert_logged(
        prefect_server,
        r"batch 0 \(inbox/0.txt to inbox/wire.jsonl\): read [\d.]+ s, .*resolve",
        r"inbox/bad.txt: refused by read as binary",
    )


def test_one_run_at_a_time_is_scheduled() -> None:
    import yaml

    deployments = yaml.safe_load((Path(build.__file__).parents[1] / "prefect.yaml").read_text())["deployments"]
    assert [each["concurrency_limit"] for each in deployments] == [{"limit": 1, "collision_strategy": "ENQUEUE"}]


def test_the_trend_has_a_row_a_run(run: Any) -> None:
    first = run()
    Path("inbox/new.txt").write_text("The harbour was closed on Friday, the port authority said.")
    second = run()
    found = trend(Path("ledger"))
    assert found.select("run", "documents").rows() == [(second, 1), (first, 5)]
    assert found["no_facts"].to_list() == [1.0, 1.0]
