"""events: facts of several articles that tell of one occurrence, and those that only look so."""

from datetime import date
from typing import Any

import polars as pl

from warehouse import layout
from warehouse.occurrences import events
from warehouse.tellings import TAKES

DAY = date(2024, 3, 5)


def gathered(
    *facts: dict[str, Any],
    tolls: tuple[tuple[str, int], ...] = (),
    towns: tuple[str, ...] = (),
    publishers: dict[str, str] | None = None,
    stories: dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """Events of facts given by what differs from an assault by A on B on a day, one document each unless said."""
    rows = []
    for number, fact in enumerate(facts):
        whole = {"fact_id": f"f{number}", "doc_id": f"d{number}", "sentence_id": 0, "char_start": 0, "char_end": 50,
                 "event_type": "assault", "actor_entity_id": "country:A", "recipient_entity_id": "country:B",
                 "begins": DAY, "ends": DAY, "is_negated": False, "status": "actual"}  # fmt: skip
        rows.append(whole | fact)
    docs = sorted({row["doc_id"] for row in rows})
    told = {
        "facts": rows,
        "documents": [
            {"doc_id": doc, "published_on": DAY, "publisher": (publishers or {}).get(doc, doc),
             "story_id": (stories or {}).get(doc, doc)} for doc in docs
        ],
        "casualties": [
            {"fact_id": fact, "harm": "killed", "low": n, "best": n, "high": n, "is_negated": False,
             "is_cumulative": False} for fact, n in tolls
        ],
        "mentions": [
            {"doc_id": doc, "sentence_id": 0, "char_start": 10, "entity_type": "place", "entity_id": town}
            for doc, town in zip(docs, towns, strict=False)
        ],
    }  # fmt: skip
    frames = [
        pl.concat([layout.empty(table), pl.DataFrame(told[table], schema_overrides=layout.empty(table).schema)],
                  how="diagonal_relaxed").select(columns).lazy()
        for table, columns in TAKES.items()
    ]  # fmt: skip
    return events(*frames).sort("event_id").to_dicts()


def test_two_articles_tell_of_one_event() -> None:
    (event,) = gathered({}, {}, tolls=(("f0", 6), ("f1", 8)))
    assert event["fact_ids"] == ["f0", "f1"]
    assert (event["document_count"], event["source_count"]) == (2, 2)
    assert (event["deaths_low"], event["deaths_high"], event["is_disputed"]) == (6, 8, True)


def test_a_copy_is_no_second_source() -> None:
    (event,) = gathered({}, {}, stories={"d0": "s", "d1": "s"}, tolls=(("f0", 6), ("f1", 8)))
    assert (event["document_count"], event["source_count"], event["is_disputed"]) == (2, 1, False)


def test_another_day_party_or_mode_is_another_event() -> None:
    for other in (
        {"begins": date(2024, 3, 9), "ends": date(2024, 3, 9)},
        {"recipient_entity_id": "country:C"},
        {"actor_entity_id": "country:C"},
        {"event_type": "consult"},
        {"recipient_entity_id": None},
    ):
        assert len(gathered({}, other)) == 2, other
    assert len(gathered({"event_mode": "aerial"}, {"event_mode": "firearms"})) == 2


def test_what_is_told_without_a_date_is_of_the_days_before() -> None:
    undated = {"begins": None, "ends": None}
    assert len(gathered({}, undated)) == 1
    assert len(gathered({}, undated | {"status": "historical"})) == 2
    assert len(gathered({}, {"begins": date(2024, 1, 1), "ends": date(2024, 12, 31)})) == 2


def test_what_did_not_happen_is_no_event() -> None:
    assert gathered({"is_negated": True}, {"status": "hypothetical"}, {"event_type": None}) == []


def test_a_blast_by_nobody_is_known_by_its_town() -> None:
    blast = {"actor_entity_id": None, "recipient_entity_id": None}
    assert len(gathered(blast, blast, towns=("place:1", "place:1"))) == 1
    assert len(gathered(blast, blast, towns=("place:1", "place:2"))) == 2
    assert len(gathered(blast, blast)) == 2
    country = blast | {"place_entity_id": "country:B"}
    assert len(gathered(country, country)) == 2


def test_facts_of_one_sentence_that_agree_are_one() -> None:
    died = {"doc_id": "d0", "actor_entity_id": None, "recipient_entity_id": None}
    (event,) = gathered({"doc_id": "d0"}, died, tolls=(("f1", 9),))
    assert event["deaths_best"] == 9
    assert len(gathered({"doc_id": "d0"}, died | {"sentence_id": 3})) == 2
