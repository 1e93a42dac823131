"""A small ledger, made by hand: articles with edits, sentences, tokens, quotations and facts."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from warehouse.layout import STORED_TABLES
from warehouse.publish import publish
from warehouse.recovery import writing
from warehouse.staging import RunStart, begin_run, stage_batch

Frames = dict[str, pl.DataFrame]


def frame(table: str, rows: list[dict[str, object]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=pl.Schema(STORED_TABLES[table]))


def article(number: int, run_id: str) -> Frames:
    """One article about mayor `number`, with a header that cleaning took away and a mended space."""
    raw = f" date 2021-03-04 \nMayor No{number}\u00a0said “we rebuilt it 𐍈”. The bridge stands."
    header = " date 2021-03-04 \n"
    text = raw.removeprefix(header).replace("\u00a0", " ")
    doc = hashlib.sha256(text.encode()).hexdigest()[:16]
    speaker, quote = f"Mayor No{number}", "we rebuilt it 𐍈"
    space, said, second = len(speaker), text.index("said"), text.index("The bridge")
    at = text.index(quote)
    clause = text.index("stands")
    first_words = [speaker.split()[0], speaker.split()[1], "said"]
    starts = [text.index(word) for word in first_words]
    return {
        "articles": frame("articles", [{
            "doc_id": doc, "source_id": f"{number}.txt", "uri": f"in/{number}.txt", "source_format": "text",
            "raw": raw, "raw_sha256": hashlib.sha256(raw.encode()).hexdigest(),
        }]),
        "documents": frame("documents", [{
            "doc_id": doc, "source_id": f"{number}.txt", "uri": f"in/{number}.txt", "source_format": "text",
            "language": "en", "text": text, "text_length": len(text), "is_current": True,
            "is_wire_copy": False, "run_id": run_id, "pipeline_version": "1",
        }]),
        "edits": frame("edits", [
            {"doc_id": doc, "edit_id": f"{doc}-e0", "kind": "header", "rule": "date_line", "raw_start": 0,
             "raw_end": len(header), "char_start": 0, "removed": header, "inserted": ""},
            {"doc_id": doc, "edit_id": f"{doc}-e1", "kind": "whitespace", "rule": "no_break_space",
             "raw_start": len(header) + space, "raw_end": len(header) + space + 1, "char_start": space,
             "removed": "\u00a0", "inserted": " "},
        ]),
        "sentences": frame("sentences", [
            {"doc_id": doc, "sentence_id": 0, "paragraph_id": 0, "char_start": 0, "char_end": second - 1,
             "text": text[: second - 1]},
            {"doc_id": doc, "sentence_id": 1, "paragraph_id": 0, "char_start": second, "char_end": len(text),
             "text": text[second:]},
        ]),
        "tokens": frame("tokens", [
            {"doc_id": doc, "sentence_id": 0, "token_id": n + 1, "char_start": starts[n],
             "char_end": starts[n] + len(word), "form": word, "lemma": word.lower(), "upos": "X",
             "head": (2, 3, 0)[n], "deprel": ("compound", "nsubj", "root")[n]}
            for n, word in enumerate(first_words)
        ]),
        "quotations": frame("quotations", [{
            "doc_id": doc, "quotation_id": f"{doc}-q0", "part": 0, "sentence_id": 0,
            "quotation_type": "direct", "char_start": at, "char_end": at + len(quote), "text": quote,
            "cue": "said", "cue_start": said, "cue_end": said + 4, "speaker": speaker, "speaker_start": 0,
            "speaker_end": len(speaker),
        }]),
        "facts": frame("facts", [{
            "fact_id": f"{doc}-f0", "doc_id": doc, "sentence_id": 1, "char_start": second,
            "char_end": len(text), "subject": "The bridge", "subject_start": second,
            "subject_end": second + 10, "predicate": "stands", "predicate_start": clause,
            "predicate_end": clause + 6, "predicate_lemma": "stand", "is_negated": False, "status": "actual",
            "confidence": 0.9, "rule": "active",
        }]),
    }  # fmt: skip


def articles(numbers: list[int] | range, run_id: str) -> Frames:
    each = [article(number, run_id) for number in numbers]
    return {table: pl.concat([one[table] for one in each]) for table in each[0]}


def refusal(uri: str) -> pl.DataFrame:
    return pl.DataFrame(
        [{"uri": uri, "source_id": None, "stage": "read", "reason": "empty", "detail": "It has no bytes.",
          "raw_sha256": hashlib.sha256(b"").hexdigest()}],
        schema_overrides={"source_id": pl.String},
    )  # fmt: skip


def run_start(run_id: str) -> RunStart:
    return RunStart(run_id, datetime(2026, 1, 1, 12), "1", "m1", ["in"])


def small_ledger(folder: Path, count: int) -> Path:
    """A warehouse under ``folder`` in which one run has published so many articles."""
    warehouse = folder / "data"
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start("r1"))
        stage_batch(warehouse, "r1", 0, articles(range(count), "r1"))
        publish(warehouse, "r1")
    return warehouse


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def stage(warehouse: Path) -> Callable[..., None]:
    """Begin a run and stage batches of articles, as a run that has not published yet."""

    def staged(run_id: str, *batches: list[int] | range, refused: str | None = None) -> None:
        with writing(warehouse, purpose="tests"):
            begin_run(warehouse, run_start(run_id))
        for number, numbers in enumerate(batches):
            frames = articles(numbers, run_id)
            if refused and number == 0:
                frames["refusals"] = refusal(refused)
            stage_batch(warehouse, run_id, number, frames, {"documents_seen": len(numbers)})

    return staged
