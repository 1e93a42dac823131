"""Score events on PLOVER's developer half and PETRARCH's unit records: ``python -m tests.quality.events [--errors]``.

- ``plover``: a record's type is right when a fact of its text has it; its mode, of the records that have one, when such
  a fact has it too. Actor and recipient: F1 of spans that overlap the record's, over the facts of the right type, or
  over all typed facts of a record without one. Older names: as ``event_type`` has them.
- ``petrarch``: the records whose actors are real countries: the root of the CAMEO code (two digits) is right when a
  typed fact of the text has it. All of them as they are coded; those that CAMEO can be asked of, as coded; and with
  them those whose code is none of CAMEO's, by the root that its codebook has for what they say
  (``gold/petrarch_records.csv`` says which and why).
- ``judged``: typed facts judged one by one (``gold/judged_events.jsonl``), a row a round.
"""

import argparse
import csv
import json
from datetime import date
from pathlib import Path

import polars as pl

from tests.quality.extractions import extractions
from tests.quality.treebank import GOLD

OURS = Path(__file__).parent / "gold"
RECORDS, JUDGED = OURS / "petrarch_records.csv", OURS / "judged_events.jsonl"
PLOVER, PETRARCH = (GOLD / "events" / name for name in ("plover_dev.json", "petrarch_unit_records.json"))


def plover(errors: bool = False) -> dict[str, float]:
    """Score the records of PLOVER's developer half, in per cent."""
    records = json.loads(PLOVER.read_text(encoding="utf-8"))
    facts = _events([record["text"] for record in records])
    right_types = right_modes = with_mode = 0
    spans = {role: [0, 0, 0] for role in ("actor", "recipient")}
    for number, record in enumerate(records):
        rows = [row for row in facts if row["doc_id"] == f"case-{number:04}"]
        fitting = [row for row in rows if row["event_type"] in record["event_type"]]
        right_types += bool(fitting)
        if record["event_mode"]:
            with_mode += 1
            right_modes += any(row["event_mode"] in record["event_mode"] for row in fitting)
        for role, label in (("actor", "SRC"), ("recipient", "TAR")):
            gold = [(start, end) for kind, start, end in record["spans"] if kind == label]
            ours = {
                (row[f"{role}_start"], row[f"{role}_end"])
                for row in fitting or rows
                if row[f"{role}_start"] is not None
            }
            hit = [span for span in ours if any(_overlap(span, one) for one in gold)]
            found = [one for one in gold if any(_overlap(span, one) for span in ours)]
            for place, amount in enumerate((len(hit), len(ours), len(found))):
                spans[role][place] += amount
            spans[role].append(len(gold))
        if errors and not fitting:
            print("\n#", record["event_type"], record["eventText"], "|", record["text"])
            for row in rows:
                print("   ", row["event_type"], row["event_mode"], "|", row["predicate"], "|", row["object"])
    figures = {
        "records": len(records),
        "type": 100 * right_types / len(records),
        "mode": 100 * right_modes / max(1, with_mode),
    }
    for role, (hit_count, given, found_count, *gold_counts) in spans.items():
        precision, recall = hit_count / max(1, given), found_count / max(1, sum(gold_counts))
        figures[f"{role}_f1"] = 200 * precision * recall / max(1e-9, precision + recall)
    return figures


def petrarch(errors: bool = False) -> dict[str, float]:
    """Score the roots of the records with real actors, in per cent."""
    records = {record["id"]: record for record in json.loads(PETRARCH.read_text(encoding="utf-8"))}
    lines = RECORDS.read_text(encoding="utf-8").splitlines()
    read = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    facts = _events([records[row["id"]]["text"] for row in read])
    right: dict[str, list[bool]] = {"all": [], "as_coded": [], "restated": []}
    for number, row in enumerate(read):
        record = records[row["id"]]
        given = {(fact["cameo_code"] or "")[:2] for fact in facts if fact["doc_id"] == f"case-{number:04}"}
        coded = bool(given & {event["eventcode"][:2] for event in record["events"] if event.get("eventcode")})
        right["all"].append(coded)
        if row["use"] == "as coded":
            right["as_coded"].append(coded)
        if row["use"] != "none":
            right["restated"].append(row["root"] in given)
        if errors and not (coded if row["use"] == "none" else row["root"] in given):
            print("\n#", row["use"], row["root"], row["why"], "|", record["text"])
            print("   ", given)
    return {name: 100 * sum(of) / len(of) for name, of in right.items()} | {
        f"{name}_records": len(of) for name, of in right.items()
    }


def judged() -> list[dict[str, float]]:
    """Count what is right of each round of typed facts judged by hand, in per cent; slots where they were judged."""
    rows = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    figures = []
    for number in sorted({row["round"] for row in rows}):
        of = [row for row in rows if row["round"] == number]
        typed = [row for row in of if row["is_right"] and "is_actor_right" in row]
        figure = {"round": number, "facts": len(of), "type": 100 * sum(row["is_right"] for row in of) / len(of)}
        slots = [f"is_{slot}_right" for slot in ("mode", "actor", "recipient")]
        if typed:
            figure |= {slot[3:-6]: 100 * sum(row[slot] for row in typed) / len(typed) for slot in slots}
            figure["all"] = 100 * sum(all(row[slot] for slot in slots) for row in typed) / len(of)
        figures.append(figure)
    return figures


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _events(texts: list[str]) -> list[dict[str, object]]:
    """The typed facts of texts, each a document of its own, as rows."""
    frame = pl.DataFrame(
        {
            "doc_id": [f"case-{i:04}" for i in range(len(texts))],
            "text": texts,
            "published_on": [date(2000, 1, 1)] * len(texts),
        }
    )
    facts = pl.concat([extraction.facts for extraction in extractions(frame)])
    return facts.filter(pl.col("event_type").is_not_null()).to_dicts()


def main() -> None:
    """Print a row a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for name, score in (("plover", plover), ("petrarch", petrarch)):
        print(name, {key: round(value, 1) for key, value in score(given.errors).items()})
    for figure in judged():
        print("judged", {key: round(value, 1) for key, value in figure.items()})


if __name__ == "__main__":
    main()
