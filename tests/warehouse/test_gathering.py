"""Entities and events are carried on from publication to publication, and are what all documents together give."""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.warehouse.conftest import Frames, frame, run_start
from warehouse import corpus, gathering, layout, manifest, merging, occurrences, publish, tellings
from warehouse.recovery import writing
from warehouse.staging import begin_run, stage_batch
from warehouse.state import read_published
from warehouse.verification import verify

WHO = {"Akar": "person", "Bell": "person", "Oslo": "place", "Lima": "place", "Peru": "country"}
DAY = date(2024, 3, 1)


def told(number: int, run_id: str) -> Frames:
    """An article of a few sentences, each about one person who did something to another in a town, all at random."""
    chosen = random.Random(number)
    doc = f"{chosen.getrandbits(64):020d}"
    rows: dict[str, list[dict[str, object]]] = {
        "sentences": [], "mentions": [], "facts": [], "casualties": [], "tokens": [],
    }  # fmt: skip
    text = ""
    for place in range(chosen.randint(1, 4)):
        start = len(text)
        names = [chosen.choice(list(WHO)) for _ in range(3)]
        ids: list[str] = []
        for at, name in enumerate(names):
            begins = len(text)
            text += f"{name} " if at < 2 else f"{name}."
            ids.append(f"{WHO[name]}:{name.lower()}")
            rows["mentions"].append({
                "doc_id": doc, "mention_id": f"{doc}-m{len(rows['mentions'])}", "sentence_id": place,
                "char_start": begins, "char_end": begins + len(name), "text": name,
                "mention_type": chosen.choice(["name", "name", "nominal"]), "entity_type": WHO[name],
                "entity_id": chosen.choice([ids[-1], ids[-1], None]),
                "role": chosen.choice([None, None, "mayor", "judge"]),
            })  # fmt: skip
        rows["sentences"].append({
            "doc_id": doc, "sentence_id": place, "paragraph_id": 0, "char_start": start, "char_end": len(text),
            "text": text[start:],
        })  # fmt: skip
        first = chosen.choice([None, DAY + timedelta(days=chosen.randint(0, 4))])
        fact = f"{doc}-f{place}"
        rows["facts"].append({
            "fact_id": fact, "doc_id": doc, "sentence_id": place, "char_start": start, "char_end": len(text),
            "subject": names[0], "subject_start": start, "subject_end": start + 4,
            "predicate": names[1], "predicate_start": start + 5, "predicate_end": start + 9,
            "predicate_lemma": "be", "is_negated": chosen.random() < 0.1, "confidence": 0.5, "rule": "test",
            "status": chosen.choice(["actual", "actual", "historical", "future"]),
            "event_type": chosen.choice(["assault", "assault", "consult", None]),
            "event_mode": chosen.choice([None, None, "aerial"]),
            "actor_entity_id": chosen.choice([ids[0], ids[0], None]),
            "recipient_entity_id": chosen.choice([ids[1], ids[1], None]),
            "begins": first, "ends": first and first + timedelta(days=chosen.randint(0, 2)),
        })  # fmt: skip
        # An entity that a fact names is one that a mention has.
        known = {row["entity_id"] for row in rows["mentions"]}
        for slot in ("actor_entity_id", "recipient_entity_id"):
            if rows["facts"][-1][slot] not in known:
                rows["facts"][-1][slot] = None
        if chosen.random() < 0.5:
            number_told = float(chosen.randint(1, 5))
            rows["casualties"].append({
                "casualty_id": f"{doc}-c{place}", "doc_id": doc, "sentence_id": place, "fact_id": fact,
                "char_start": start, "char_end": start + 4, "text": names[0], "harm": "killed", "low": number_told,
                "best": number_told, "high": number_told, "is_negated": False,
                "is_cumulative": chosen.random() < 0.2, "rule": "test",
            })  # fmt: skip
        text += " "
    text = text.rstrip()
    source = {
        "doc_id": doc, "source_id": f"{number}", "uri": f"in#{number}", "source_format": "jsonl",
        "source_key": chosen.choice([None] * 6 + ["AP#1", "AP#2", "AP#3"]),
        "published_on": chosen.choice([None, DAY + timedelta(days=chosen.randint(0, 4))]),
        "publication_status": chosen.choice([None] * 9 + ["canceled"]),
    }  # fmt: skip
    rows["articles"] = [{**source, "raw": text, "raw_sha256": f"{number:064d}"}]
    rows["documents"] = [{
        **source, "language": "en", "text": text, "text_length": len(text), "is_current": True,
        "is_wire_copy": False, "run_id": run_id, "pipeline_version": "1", "publisher": chosen.choice(["AP", "BBC"]),
    }]  # fmt: skip
    rows["signatures"] = [{
        "doc_id": doc, "published_on": source["published_on"], "shingles": 9,
        "minhash": [chosen.randint(0, 3) for _ in range(9)],
    }]  # fmt: skip
    rows["referents"] = [{"doc_id": doc, "entity_id": "country:peru", "canonical_name": "Peru",
                          "entity_type": "country"}] if chosen.random() < 0.3 else []  # fmt: skip
    return {table: frame(table, found) for table, found in rows.items()}


def add(warehouse: Path, run_id: str, numbers: list[int], *, is_whole: bool = False) -> None:
    with writing(warehouse, purpose="tests"):
        begin_run(warehouse, run_start(run_id))
        for place, some in enumerate((numbers[::2], numbers[1::2])):
            each = [told(number, run_id) for number in some]
            if each:
                stage_batch(warehouse, run_id, place, {t: pl.concat([one[t] for one in each]) for t in each[0]})
        publish.publish(warehouse, run_id, is_whole=is_whole)


def assert_as_from_all(warehouse: Path) -> None:
    """What is published is what the documents that stand give when they are read together."""
    tables = {name: read_published(warehouse, name).collect() for name in layout.STORED_TABLES}
    weights = tables["documents"].select("doc_id", "published_on", weight=pl.col("is_current").cast(pl.Int64))
    entities = corpus.entities(corpus.tallied(tables["mentions"], tables["referents"], weights))
    assert_frame_equal(tables["entities"].sort("entity_id"), pl.DataFrame(entities).sort("entity_id"))
    stand = weights.filter(pl.col("weight") == 1).select("doc_id")
    events = occurrences.events(*(tables[name].join(stand, on="doc_id", how="semi").lazy() for name in tellings.TAKES))
    assert_frame_equal(tables["events"].sort("event_id"), pl.DataFrame(events).sort("event_id"))


@pytest.mark.parametrize("seed", range(4))
def test_publications_one_after_another_give_what_all_documents_give(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the ledgers have many small files of entities and events."""
    monkeypatch.setitem(merging.LARGEST, "events", 4 if seed % 2 else 1000)
    monkeypatch.setitem(merging.LARGEST, "entities", 2 if seed % 2 else 1000)
    warehouse, chosen = tmp_path / "data", random.Random(seed)
    for run in range(5):
        # Some come again.
        numbers = {1000 * seed + chosen.randint(20 * run, 20 * run + 25) for _ in range(chosen.randint(1, 25))}
        add(warehouse, f"r{run}", sorted(numbers))
        assert_as_from_all(warehouse)
    events = read_published(warehouse, "events").collect()
    assert (events["document_count"] > 1).any()
    assert (len(manifest.newest(warehouse).of("events")) > 2) == bool(seed % 2)
    assert verify(warehouse).findings == []


def test_a_correction_changes_the_events_of_others(tmp_path: Path) -> None:
    """The sequences above have sources whose versions supersede each other, and withdrawals."""
    warehouse = tmp_path / "data"
    add(warehouse, "r0", list(range(30)))
    add(warehouse, "r1", list(range(30, 60)))
    documents = read_published(warehouse, "documents").collect()
    first = documents.filter(pl.col("run_id") == "r0")
    assert not first["is_current"].all()
    assert documents["superseded_by"].drop_nulls().is_in(documents.filter(run_id="r1")["doc_id"].implode()).any()
    assert_as_from_all(warehouse)


def test_a_ledger_made_anew_is_gathered_anew(tmp_path: Path) -> None:
    warehouse = tmp_path / "data"
    add(warehouse, "r0", list(range(12)))
    add(warehouse, "r1", list(range(4, 9)), is_whole=True)
    assert read_published(warehouse, "documents").collect().height == 5
    assert_as_from_all(warehouse)


def test_a_ledger_of_an_earlier_version_is_read_as_a_whole_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warehouse = tmp_path / "data"
    add(warehouse, "r0", list(range(12)))
    path = layout.publications_folder(warehouse) / "000001.json"
    content = json.loads(path.read_text())
    content["files"] = [file for file in content["files"] if file["table"] not in ("tallies", "tellings")]
    del content["columns"]
    path.write_text(json.dumps(content))
    assert manifest.newest(warehouse).of("tallies") == []
    monkeypatch.setattr(gathering, "DOCUMENTS_AT_A_TIME", 5)
    add(warehouse, "r1", list(range(12, 16)))
    assert_as_from_all(warehouse)
    assert read_published(warehouse, "tallies").collect().height
    assert verify(warehouse).findings == []


def test_tallies_stay_few_files(tmp_path: Path) -> None:
    warehouse = tmp_path / "data"
    for run in range(12):
        add(warehouse, f"r{run}", [run])
    assert len(manifest.newest(warehouse).of("tallies")) < 5
