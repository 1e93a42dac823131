"""Which version of a source stands, and what a publication makes of it."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.conftest import Frames, articles, run_start
from warehouse import manifest, merging, publish
from warehouse.layout import STORED_TABLES
from warehouse.query import ask
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.supersession import VERSION, standing, told_by_versions
from warehouse.tables import TABLES
from warehouse.verification import verify

TYPES = {**pl.Schema(STORED_TABLES["documents"]), **pl.Schema(STORED_TABLES["articles"])}


def stands(*versions: dict[str, object]) -> dict[str, tuple[bool, str | None]]:
    """By document: is_current and superseded_by; versions come in the order given, one a publication."""
    rows = [
        {"doc_id": "abcdefgh"[n], "source_key": "AP#1", "uri": "in#1", "arrival": n, **version}
        for n, version in enumerate(versions)
    ]
    found = standing(pl.DataFrame(rows, schema={name: TYPES[name] for name in VERSION}))
    return {doc: (is_current, newer) for doc, is_current, newer in found.iter_rows()}


CURRENT = (True, None)
WITHDRAWN = (False, None)
KILL = {"publication_status": "canceled"}


def by(newer: str) -> tuple[bool, str]:
    return False, newer


def test_the_version_that_came_last_stands_where_no_time_is_known() -> None:
    assert stands({}, {}, {}) == {"a": by("b"), "b": by("c"), "c": CURRENT}


def test_a_source_without_a_name_of_its_own_has_one_version() -> None:
    assert stands({"source_key": None}, {"source_key": None}) == {"a": CURRENT, "b": CURRENT}
    assert stands({"source_key": "AP#1"}, {"source_key": "AFP#1"}) == {"a": CURRENT, "b": CURRENT}


def test_an_older_version_that_comes_late_is_superseded_at_once() -> None:
    first, second = {"published_on": date(2024, 5, 1)}, {"published_on": date(2024, 5, 2)}
    assert stands(second, first) == {"a": CURRENT, "b": by("a")}
    early, late = {"published_at": datetime(2024, 5, 1, 8)}, {"published_at": datetime(2024, 5, 1, 9)}
    days = {"published_on": date(2024, 5, 1)}
    assert stands(late | days, early | days) == {"a": CURRENT, "b": by("a")}


def test_a_version_that_comes_between_two_takes_its_place_in_the_chain() -> None:
    days = [{"published_on": date(2024, 5, day)} for day in (1, 3, 2)]
    assert stands(*days) == {"a": by("c"), "b": CURRENT, "c": by("b")}


def test_a_version_with_a_day_alone_comes_after_what_came_before_it_that_day() -> None:
    timed = {"published_on": date(2024, 5, 1), "published_at": datetime(2024, 5, 1, 8)}
    assert stands(timed, {"published_on": date(2024, 5, 1)}) == {"a": by("b"), "b": CURRENT}
    assert stands(timed, {"published_on": date(2024, 4, 30)}) == {"a": CURRENT, "b": by("a")}
    assert stands(timed, {}) == {"a": by("b"), "b": CURRENT}


def test_versions_of_one_batch_come_in_the_order_of_file_and_record() -> None:
    together = [{"uri": f"in#{record}", "arrival": 1} for record in (10, 9)]
    assert stands(*together) == {"a": CURRENT, "b": by("a")}
    assert stands({"uri": "b#1", "arrival": 1}, {"uri": "a#7", "arrival": 1}) == {"a": CURRENT, "b": by("a")}


def test_a_withdrawal_leaves_none_standing_and_a_later_version_stands_again() -> None:
    assert stands({}, KILL) == {"a": by("b"), "b": WITHDRAWN}
    assert stands({}, {"publication_status": "withheld"}) == {"a": by("b"), "b": WITHDRAWN}
    assert stands({}, KILL, {"publication_status": "usable"}) == {"a": by("b"), "b": by("c"), "c": CURRENT}
    assert stands({"source_key": None} | KILL) == {"a": WITHDRAWN}


def test_what_was_withdrawn_does_not_return_when_its_copy_comes_late() -> None:
    day = {"published_on": date(2024, 5, 1)}
    assert stands(KILL | day, day) == {"a": WITHDRAWN, "b": by("a")}


def test_a_new_version_of_an_original_is_no_copy() -> None:
    columns = {"doc_id": pl.String, "source_key": pl.String, "story_id": pl.String, "is_wire_copy": pl.Boolean}
    there = [("a", "AP#1", "s", False), ("g", "Globe#1", "s", True)]
    new = [("b", "AP#1", None, False), ("h", "Globe#1", None, False), ("z", None, None, False)]
    settled = pl.DataFrame(
        [("b", "s", True), ("h", "s", True), ("z", "s", True)],
        schema={name: kind for name, kind in columns.items() if name != "source_key"},
        orient="row",
    )
    found = told_by_versions(settled, pl.DataFrame(there + new, schema=columns, orient="row"))
    assert found.rows() == [("b", "s", False), ("h", "s", True), ("z", "s", True)]


def batch(run_id: str, numbers: list[int], key: str | None = "AP#1", status: str | None = None) -> Frames:
    """Articles of the given numbers, all of one source."""
    frames = articles(numbers, run_id)
    for table in ("articles", "documents"):
        frames[table] = frames[table].with_columns(
            source_key=pl.lit(key, pl.String), publication_status=pl.lit(status, pl.String)
        )
    return frames


def add(warehouse: Path, run_id: str, *batches: Frames, is_whole: bool = False) -> publish.Published:
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start(run_id))
        for number, frames in enumerate(batches):
            stage_batch(warehouse, run_id, number, frames)
        return publish.publish(warehouse, run_id, is_whole=is_whole)


def current(warehouse: Path) -> list[int]:
    """The numbers of the articles that stand, as the Parquet files have it."""
    rows = pl.read_parquet(warehouse / "documents" / "*.parquet").filter("is_current")
    assert ask(warehouse, "SELECT doc_id FROM documents WHERE is_current ORDER BY ALL")["doc_id"].to_list() == (
        rows["doc_id"].sort().to_list()
    )
    return sorted(rows["source_id"].str.strip_suffix(".txt").cast(pl.Int64).to_list())


def test_a_publication_supersedes_the_version_before_and_keeps_it(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [1]), batch("r1", [7, 8], key=None))
    add(warehouse, "r2", batch("r2", [2]))
    assert current(warehouse) == [2, 7, 8]
    old = ask(warehouse, "SELECT n.source_id FROM documents AS o JOIN documents AS n ON n.doc_id = o.superseded_by")
    assert old.rows() == [("2.txt",)]
    assert ask(warehouse, "SELECT count(*) FROM facts").item() == 4
    assert ask(warehouse, "SELECT count(*) FROM ledger").item() == 3
    assert ask(warehouse, "SELECT count(*) FROM ledger", as_of="r1").item() == 3
    for table in TABLES.keys() - {"runs", "rejects"}:
        stands = "TRUE" if table in ("entities", "events") else "doc_id IN (SELECT doc_id FROM current_documents)"
        query = f"SELECT (SELECT count(*) FROM current_{table}) = (SELECT count(*) FROM {table} WHERE {stands})"
        assert ask(warehouse, query).item() is True, table
    assert ask(warehouse, "SELECT count(*) FROM current_facts").item() == 3
    assert ask(warehouse, "FROM quotes_by('Mayor No1')").is_empty()
    assert verify(warehouse).findings == []


def test_versions_in_one_run_and_in_one_batch_supersede_each_other(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [3]), batch("r1", [1, 2]))
    assert current(warehouse) == [3]  # by their files' names: none gives a time
    assert verify(warehouse).findings == []


def test_a_withdrawal_takes_a_source_out_of_sight_until_it_is_published_again(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [1]))
    add(warehouse, "r2", batch("r2", [2], status="canceled"))
    assert current(warehouse) == []
    assert ask(warehouse, "SELECT count(*) FROM facts").item() == 2
    add(warehouse, "r3", batch("r3", [3]))
    assert current(warehouse) == [3]


def test_the_same_text_again_is_skipped_and_changes_nothing(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [1]))
    add(warehouse, "r2", batch("r2", [2]))
    assert add(warehouse, "r3", batch("r3", [1])).run["documents_skipped"] == 1
    assert current(warehouse) == [2]


def test_only_the_files_of_documents_whose_standing_changes_are_rewritten(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "LARGEST", {"documents": 1})
    monkeypatch.setattr(merging, "SMALL_FILE", 1)
    for number in range(4):
        add(warehouse, f"r{number}", batch(f"r{number}", [number], key=f"AP#{number}"))
    before = {file.path for file in manifest.newest(warehouse).files}
    add(warehouse, "again", batch("again", [9], key="AP#1"))
    assert current(warehouse) == [0, 2, 3, 9]
    dropped = sorted(path.split("/")[2] for path in before - {file.path for file in manifest.newest(warehouse).files})
    assert dropped == ["documents", "runs"]
    assert len(list((warehouse / "documents").iterdir())) == 5
    assert verify(warehouse).findings == []


def test_the_ledger_made_anew_keeps_the_order_in_which_versions_came(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [2]))
    add(warehouse, "r2", batch("r2", [1]))
    stored = pl.read_parquet(warehouse / ".newsledger/files/articles/*.parquet").unique("doc_id", keep="last")
    again = batch("r3", [1, 2]) | {"articles": stored}
    add(warehouse, "r3", again, is_whole=True)
    assert current(warehouse) == [1]


def test_a_run_that_was_interrupted_supersedes_too(warehouse: Path) -> None:
    add(warehouse, "r1", batch("r1", [1]))
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start("r2"))
        stage_batch(warehouse, "r2", 0, batch("r2", [2]))
    with writing(warehouse, purpose="the next writer"):
        pass
    assert current(warehouse) == [2]
