"""Score events on PLOVER's developer half and PETRARCH's unit records: ``python -m tests.quality.events [--errors]``.

- ``plover``: a record's type is right when a fact of its text has it; its mode, of the records that have one, when such
  a fact has it too. Actor and recipient: F1 of spans that overlap the record's, over the facts of the right type, or
  over all typed facts of a record without one. Older names: as ``event_type`` has them.
- ``petrarch``: the records whose actors are real countries: the root of the CAMEO code (two digits) is right when a
  typed fact of the text has it.
"""

import argparse
import json
from datetime import date

import polars as pl

from tests.quality.extractions import extractions
from tests.quality.treebank import GOLD
from transforms.lexicons import lexicon

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
    known = set(lexicon("country_names")["country_code"])
    records = [
        record
        for record in json.loads(PETRARCH.read_text(encoding="utf-8"))
        if record["events"]
        and all(
            (event.get(side) or "")[:3] in known for event in record["events"] for side in ("sourcecode", "targetcode")
        )
    ]
    facts = _events([record["text"] for record in records])
    right = 0
    for number, record in enumerate(records):
        rows = [row for row in facts if row["doc_id"] == f"case-{number:04}"]
        roots = {event["eventcode"][:2] for event in record["events"] if event.get("eventcode")}
        is_right = any((row["cameo_code"] or "")[:2] in roots for row in rows)
        right += is_right
        if errors and not is_right:
            print("\n#", roots, "|", record["text"])
            for row in rows:
                print("   ", row["event_type"], row["cameo_code"], "|", row["predicate"], "|", row["object"])
    return {"records": len(records), "root": 100 * right / max(1, len(records))}


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


if __name__ == "__main__":
    main()
