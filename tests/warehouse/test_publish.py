import hashlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import article, articles, frame, run_start
from warehouse import files, layout, manifest, merging, publish, state
from warehouse.checks import CheckFailedError
from warehouse.compaction import compact
from warehouse.lock import writer_lock
from warehouse.query import ask
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.tables import TABLES

Stage = Callable[..., None]


def rows(warehouse: Path, table: str) -> pl.DataFrame:
    """What a reader of the Parquet files finds, in order of the key."""
    return pl.read_parquet(warehouse / table / "*.parquet").sort(layout.sort_columns(table))


def published(warehouse: Path, run_id: str, retention: manifest.Retention | None = None) -> publish.Published:
    with writer_lock(warehouse, purpose="tests"):
        return publish.publish(warehouse, run_id, retention=retention)


def test_a_new_warehouse_has_a_file_of_every_table(warehouse: Path) -> None:
    with writing(warehouse, purpose="tests"):
        pass
    for table, schema in TABLES.items():
        found = pl.read_parquet(warehouse / table / "*.parquet")
        assert (found.height, dict(found.schema)) == (0, dict(pl.Schema(schema)))


def test_published_rows_are_the_staged_rows(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(3), range(3, 5), refused="in/empty.txt")
    result = published(warehouse, "r1")
    expected = articles(range(5), "r1")
    for table in TABLES:
        if table in expected:
            assert_frame_equal(rows(warehouse, table), files.in_order(table, expected[table]))
            assert_frame_equal(ask(warehouse, f"FROM {table}"), files.in_order(table, expected[table]))
    assert rows(warehouse, "rejects")["uri"].to_list() == ["in/empty.txt"]
    run = rows(warehouse, "runs").row(0, named=True)
    assert run == result.run
    assert {
        "status": "published", "documents_seen": 5, "documents_added": 5, "documents_skipped": 0,
        "documents_rejected": 1, "characters": int(expected["documents"]["text_length"].sum()),
    }.items() <= run.items()  # fmt: skip
    assert result.rows["facts"] == 5
    assert staging_is_empty(warehouse)


def staging_is_empty(warehouse: Path) -> bool:
    return not any(layout.staging_folder(warehouse).glob("*"))


def test_files_are_sorted_and_say_what_they_hold(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(8), range(8, 20))
    published(warehouse, "r1")
    for file in manifest.newest(warehouse).files:
        content = (warehouse / file.path).read_bytes()
        found = pl.read_parquet(content)
        assert (found.height, len(content)) == (file.rows, file.bytes)
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert_frame_equal(found, found.sort(layout.sort_columns(file.table)))


def test_any_order_of_batches_gives_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for name, batches in {"a": [[0, 1], [2, 3, 4]], "b": [[4, 2], [3], [1, 0]]}.items():
        warehouse = tmp_path / name
        with writing(warehouse, purpose="tests"):
            begin_run(warehouse, run_start("r1"))
            for number, numbers in enumerate(batches):
                stage_batch(warehouse, "r1", number, articles(numbers, "r1"))
            publish.publish(warehouse, "r1")
        digests.append({f.slot: f.sha256 for f in manifest.newest(warehouse).files if f.table != "runs"})
    assert digests[0] == digests[1]


def test_the_same_input_again_adds_nothing(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    before = {table: rows(warehouse, table) for table in TABLES if table != "runs"}
    stage("r2", range(3))
    result = published(warehouse, "r2")
    for table, expected in before.items():
        assert_frame_equal(rows(warehouse, table), expected)
    assert (result.run["status"], result.run["documents_skipped"]) == ("unchanged", 3)
    assert rows(warehouse, "runs")["run_id"].to_list() == ["r1", "r2"]


def test_new_articles_add_to_what_is_there(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    stage("r2", range(2, 6))
    result = published(warehouse, "r2")
    assert (result.rows["documents"], result.run["documents_skipped"]) == (3, 1)
    expected = pl.concat([articles(range(3), "r1")["facts"], articles(range(3, 6), "r2")["facts"]])
    assert_frame_equal(rows(warehouse, "facts"), files.in_order("facts", expected))
    assert state.read_published(warehouse, "facts", "r2").collect().height == 3
    assert state.read_published(warehouse, "facts", "r1").collect().height == 3
    compact(warehouse)
    assert state.read_published(warehouse, "facts", "r2").collect().height == 3


def test_an_article_in_two_batches_is_published_once(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1, 2], [2, 3])
    result = published(warehouse, "r1")
    assert (result.run["documents_added"], result.run["documents_skipped"]) == (3, 1)
    assert_frame_equal(rows(warehouse, "tokens"), files.in_order("tokens", articles([1, 2, 3], "r1")["tokens"]))


def test_a_batch_staged_again_replaces_the_first(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1, 2])
    stage_batch(warehouse, "r1", 0, articles([3], "r1"))
    assert published(warehouse, "r1").run["documents_added"] == 1


def test_large_files_are_never_written_again(warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "SMALL_FILE", 0)
    stage("r1", range(3))
    published(warehouse, "r1")
    first = manifest.newest(warehouse).of("facts")
    stage("r2", range(3, 6))
    published(warehouse, "r2")
    assert manifest.newest(warehouse).of("facts")[: len(first)] == first
    assert len(manifest.newest(warehouse).of("facts")) == len(first) + 1
    assert rows(warehouse, "facts").height == 6
    both = manifest.newest(warehouse).of("facts")
    stage("r3", range(4))
    published(warehouse, "r3")
    assert manifest.newest(warehouse).of("facts") == both


def test_small_files_do_not_pile_up(warehouse: Path, stage: Stage) -> None:
    for number in range(4):
        stage(f"r{number}", [number])
        published(warehouse, f"r{number}")
    assert len(list((warehouse / "facts").iterdir())) == 1
    assert rows(warehouse, "facts").height == 4


def test_batches_share_files_up_to_a_size(warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "LARGE_FILE", 1)
    stage("r1", [1], [2], [3])
    published(warehouse, "r1")
    assert len(manifest.newest(warehouse).of("facts")) == 3
    assert rows(warehouse, "facts").height == 3


def test_a_failed_check_stages_and_publishes_nothing(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    wrong = article(2, "r1")
    wrong["facts"] = wrong["facts"].with_columns(object=pl.lit("it"))
    with pytest.raises(CheckFailedError, match=r"object\|span_equals_text failed for 1 row"):
        stage_batch(warehouse, "r1", 1, wrong)
    assert published(warehouse, "r1").run["documents_added"] == 1


def test_a_reference_out_of_the_document_is_checked_before_publication(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    frames = article(2, "r1")
    frames["facts"] = frames["facts"].with_columns(subject_entity_id=pl.lit("bridge"))
    stage_batch(warehouse, "r1", 1, frames)
    with pytest.raises(CheckFailedError, match=r"subject_entity_id\|references_entities"):
        published(warehouse, "r1")
    assert manifest.newest(warehouse).number == 0
    assert rows(warehouse, "documents").height == 0
    bridge = {
        "entity_id": "bridge", "name": "The bridge", "entity_type": "facility", "aliases": [],
        "mention_count": 1, "document_count": 1,
    }  # fmt: skip
    publish.publish(warehouse, "r1", corpus={"entities": frame("entities", [bridge])})
    assert ask(warehouse, "SELECT name FROM facts JOIN entities ON subject_entity_id = entity_id").rows() == [
        ("The bridge",)
    ]


def test_documents_of_another_run_are_refused(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    with pytest.raises(CheckFailedError, match=r"run_id\|references_runs"):
        stage_batch(warehouse, "r1", 1, article(2, "r2"))


def test_a_staged_file_that_was_cut_short_is_not_published(warehouse: Path, stage: Stage) -> None:
    stage("r1", [1])
    path = next(layout.staging_folder(warehouse).rglob("facts.parquet"))
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(manifest.DamagedError, match=r"facts\.parquet is not what was written"):
        published(warehouse, "r1")
    assert rows(warehouse, "documents").height == 0


def test_as_many_old_publications_are_kept_as_the_retention_says(warehouse: Path, stage: Stage) -> None:
    for number in range(4):
        stage(f"r{number}", [number])
        published(warehouse, f"r{number}", manifest.Retention(2))
    assert manifest.numbers(warehouse) == [3, 4]
    assert ask(warehouse, "SELECT count(*) FROM facts", as_of="r2").item() == 3
    with pytest.raises(manifest.NoWarehouseError, match="no publication of run 'r0' is kept"):
        ask(warehouse, "FROM facts", as_of="r0")
    assert len(list(layout.files_folder(warehouse, "facts").iterdir())) == 2


def test_publications_that_readers_saw_of_late_are_kept_whatever_their_number(
    warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.now(UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:
            return today - timedelta(days=9 - 2 * int(run_id[1:]))

    monkeypatch.setattr(publish, "datetime", Clock)
    for run_id in ("r1", "r2", "r3", "r4"):  # 7, 5, 3 and 1 days ago
        stage(run_id, [int(run_id[1:])])
        published(warehouse, run_id)
    assert manifest.forget(warehouse, manifest.Retention(1, days=4)) == [0, 1]
    assert manifest.numbers(warehouse) == [2, 3, 4]
    assert manifest.forget(warehouse, manifest.Retention(2)) == [2]


def test_without_hard_links_the_visible_files_are_copies(
    warehouse: Path, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr("os.link", refuse)
    for run_id, numbers in {"r1": [1], "r2": [2]}.items():
        stage(run_id, numbers)
        published(warehouse, run_id)
    assert rows(warehouse, "facts").height == 2


def test_status_counts_rows_and_says_what_nothing_fills(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(3))
    published(warehouse, "r1")
    found = state.status(warehouse)
    assert (found.publication, found.last_run["run_id"] if found.last_run else None) == (1, "r1")
    by_table = {row["table"]: row for row in found.tables.to_dicts()}
    assert list(by_table) == list(TABLES)
    assert (by_table["facts"]["rows"], by_table["facts"]["state"]) == (3, "filled")
    assert (by_table["rejects"]["rows"], by_table["rejects"]["state"]) == (0, "empty")
    assert by_table["events"]["state"] == "empty"


def as_of_an_earlier_version(warehouse: Path, table: str, *columns: str) -> manifest.Publication:
    """Take columns out of a table's file, as if no newsledger had known of them when it was written."""
    path = layout.publications_folder(warehouse) / "000001.json"
    path.write_text(path.read_text().replace(layout.columns_digest(), ""))
    publication = manifest.newest(warehouse)
    [old] = publication.of(table)
    path = warehouse / old.path
    pl.read_parquet(path).drop(columns).write_parquet(path)
    return publication


def test_a_ledger_of_an_earlier_version_is_read_and_brought_up_to_date(warehouse: Path, stage: Stage) -> None:
    stage("r1", range(2))
    published(warehouse, "r1")
    publication = as_of_an_earlier_version(warehouse, "mentions", "canonical_name", "sector")
    rows = publication.of("mentions")[0].rows
    assert ask(warehouse, "SELECT count(*) AS n FROM mentions")["n"].item() == rows
    assert state.scan(warehouse, "mentions", publication).collect().columns == TABLES["mentions"].column_names()
    stage("r2", range(2, 3))
    published(warehouse, "r2")
    found = pl.read_parquet(warehouse / "mentions" / "*.parquet")
    assert found.columns == TABLES["mentions"].column_names()


def dated_batch(run_id: str, **days: date | None) -> dict[str, pl.DataFrame]:
    """Articles of some days, by number."""
    frames = articles([int(name[1:]) for name in days], run_id)
    published_on = pl.Series("published_on", list(days.values()), pl.Date)
    return {**frames, "documents": frames["documents"].with_columns(published_on)}


def test_facts_and_sentences_tell_the_day_of_their_document(warehouse: Path) -> None:
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start("r1"))
        stage_batch(warehouse, "r1", 0, dated_batch("r1", n1=date(2024, 5, 2), n2=None))
        publish.publish(warehouse, "r1")
    documents = rows(warehouse, "documents").select("doc_id", told_on="published_on")
    for table in ("facts", "sentences"):
        told = rows(warehouse, table).select("doc_id", "told_on").unique(maintain_order=True)
        assert_frame_equal(told, documents)


@pytest.mark.parametrize("upgrade", ["run", "compact"])
def test_an_earlier_version_without_days_is_asked_by_day_and_brought_up_to_date(
    warehouse: Path, upgrade: str, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "SMALL_FILE", 1)
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start("r1"))
        stage_batch(warehouse, "r1", 0, dated_batch("r1", n1=date(2024, 5, 2), n2=None))
        publish.publish(warehouse, "r1")
    before = rows(warehouse, "facts")
    publication = as_of_an_earlier_version(warehouse, "facts", "told_on")
    assert ask(warehouse, "SELECT subject FROM facts_about('bridge') WHERE published_on = '2024-05-02'").height == 1
    assert_frame_equal(state.scan(warehouse, "facts", publication).collect(), before)
    if upgrade == "run":
        stage("r2", [3])
        published(warehouse, "r2")
    else:
        monkeypatch.setattr(merging, "LARGE_FILE", 1)
        monkeypatch.setattr("warehouse.compaction._are_few", lambda *_: False)
        compact(warehouse)
    assert_frame_equal(rows(warehouse, "facts").filter(pl.col("doc_id").is_in(before["doc_id"].implode())), before)
