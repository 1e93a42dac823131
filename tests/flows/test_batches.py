from datetime import datetime
from pathlib import Path

import pytest

from flows import batches as batches_module
from flows.batches import Batch, Job, batches, build_batch, refuse_batch
from flows.containers import Piece, pieces
from flows.sources import Refusal, SourceFile, source_files
from warehouse.checks import CheckFailedError
from warehouse.publish import publish
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run, read_batches
from warehouse.state import read_published

WORDS = "tests.flows.readers:words"


def piece(uri: str, records: int = 1, bytes_: int = 100) -> Piece:
    return Piece(uri, uri, "text", 0, bytes_, 1, records, False)


def found(folder: Path) -> list[Piece | Refusal]:
    return [
        each
        for file in source_files([str(folder)])
        for each in (pieces(file, folder / "spool", 10, 10_000) if isinstance(file, SourceFile) else [file])
    ]


def job(warehouse: Path, annotator: str = WORDS) -> Job:
    begin_run(warehouse, RunStart("r1", datetime(2024, 1, 2), "rules", "model", ["inbox"]))
    return Job(warehouse, "r1", "rules", annotator, 1)


def test_pieces_are_gathered_up_to_so_many_articles_or_bytes() -> None:
    refusal = Refusal("x", "unreadable", "gone")
    each = [piece("a"), piece("b"), refusal, piece("c", records=3), piece("d", bytes_=900), piece("e")]
    assert list(batches(each, articles=3, bytes_=950)) == [
        Batch(0, (each[0], each[1]), (refusal,)),
        Batch(1, (each[3],), ()),
        Batch(2, (each[4],), ()),
        Batch(3, (each[5],), ()),
    ]


def test_a_batch_of_refusals_alone_is_one() -> None:
    refusal = Refusal("x", "unreadable", "gone")
    assert list(batches([refusal], 3, 100)) == [Batch(0, (), (refusal,))]
    assert list(batches([], 3, 100)) == []


def test_a_batch_is_staged_with_its_counts(inbox: Path) -> None:
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        tally = build_batch(batch, job(warehouse))
        (staged,) = read_batches(warehouse, "r1")
        assert staged.tally["documents_seen"] == tally["documents_seen"] == 5
        assert tally["documents_skipped"] == 0
        assert staged.files["documents"].rows == 5
        assert staged.files["sentences"].rows == 9
        assert all(tally[f"seconds_{stage}"] > 0 for stage in ("read", "clean", "segment", "annotate", "extract"))


def test_a_document_on_which_a_stage_fails_is_refused_and_costs_no_other(inbox: Path) -> None:
    (inbox / "1.txt").write_text("The council of Lowen voted on the unspeakable, the mayor said on Monday.")
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        build_batch(batch, job(warehouse, "tests.flows.readers:fragile_words"))
        publish(warehouse, "r1")
    assert read_published(warehouse, "documents").collect().height == 4
    rejects = read_published(warehouse, "rejects").select("uri", "stage", "reason", "detail").collect()
    assert rejects.rows() == [(f"{inbox}/1.txt", "annotate", "failed", "ValueError: cannot say it: unspeakable")]


def test_a_document_whose_rows_fail_a_check_is_refused_and_costs_no_other(inbox: Path) -> None:
    (inbox / "1.txt").write_text("The council of Lowen voted on the unspeakable, the mayor said on Monday.")
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        build_batch(batch, job(warehouse, "tests.flows.readers:some_misplaced_words"))
        publish(warehouse, "r1")
    assert read_published(warehouse, "documents").collect().height == 4
    rejects = read_published(warehouse, "rejects").select("uri", "stage", "reason", "detail").collect()
    ((uri, *why, detail),) = rejects.rows()
    assert (uri, why) == (f"{inbox}/1.txt", ["resolve", "failed"])
    assert "of tokens" in detail


def test_a_check_that_does_not_hold_is_no_fault_of_the_articles(inbox: Path) -> None:
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        with pytest.raises(CheckFailedError, match="tokens"):
            build_batch(batch, job(warehouse, "tests.flows.readers:misplaced_words"))
        assert read_batches(warehouse, "r1") == []


def test_articles_that_are_there_or_come_twice_are_skipped(inbox: Path) -> None:
    (inbox / "copy-of-0.txt").write_text((inbox / "0.txt").read_text())
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        tally = build_batch(batch, job(warehouse))
        assert (tally["documents_seen"], tally["documents_skipped"]) == (6, 1)
        publish(warehouse, "r1")
        again = build_batch(batch, job(warehouse)._replace(run_id="r1"))
        assert (again["documents_seen"], again["documents_skipped"]) == (6, 6)
        assert "seconds_annotate" not in again


def test_a_file_that_cannot_be_read_is_tried_again_and_then_refused(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(piece: Piece) -> bytes:
        if piece.uri.endswith("1.txt"):
            raise OSError(5, "Input/output error")
        return Path(piece.path).read_bytes()

    monkeypatch.setattr(batches_module, "_payload", read)
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        same = job(warehouse)
        with pytest.raises(OSError, match="Input/output"):
            build_batch(batch, same, is_last_try=False)
        build_batch(batch, same, is_last_try=True)
        publish(warehouse, "r1")
    rejects = read_published(warehouse, "rejects").select("uri", "reason", "detail").collect()
    assert rejects.rows() == [(f"{inbox}/1.txt", "unreadable", "Input/output error")]


def test_a_batch_that_failed_is_refused_file_by_file(inbox: Path) -> None:
    warehouse = inbox.parent / "ledger"
    with writing(warehouse, purpose="test"):
        (batch,) = batches(found(inbox), 10, 10_000)
        refuse_batch(batch, job(warehouse), MemoryError("too much"))
        publish(warehouse, "r1")
    rejects = read_published(warehouse, "rejects").select("uri", "reason").collect()
    assert rejects.rows() == [(f"{inbox}/{name}", "failed") for name in ("0.txt", "1.txt", "2.txt", "wire.jsonl")]
