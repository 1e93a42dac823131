"""Score actors on phrases written for this purpose: ``python -m tests.quality.actors [--errors] [--bare]``.

``gold/actor_phrases.jsonl`` has 300 short phrases in a sentence each, with the country and the sector of whom they
name; half are held out. What the ledger says of a phrase is read where a user reads it: the mention that is the phrase,
or that has most of its words, and begins and ends in it. Country and sector must both be right; NULL is right where the
phrase has none. With ``--bare`` each phrase is a text of its own.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import polars as pl

from tests.quality.extractions import resolutions

PHRASES = Path(__file__).parent / "gold" / "actor_phrases.jsonl"


def score(split: str, errors: bool = False, bare: bool = False) -> dict[str, float]:
    """Per cent of the phrases whose country, sector, and both are right, and how many there are."""
    records = [json.loads(line) for line in PHRASES.read_text(encoding="utf-8").splitlines()]
    kept = [record for record in records if record["split"] == split]
    if bare:
        for record in kept:
            record["text"] = record["text"][record["start"] : record["end"]]
            record["start"], record["end"] = 0, len(record["text"])
    texts = pl.DataFrame(
        {"doc_id": [f"case-{i:04}" for i in range(len(kept))], "text": [record["text"] for record in kept]}
    )
    rows = pl.concat([resolution.mentions for resolution in resolutions(texts)]).to_dicts()
    mentions: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        mentions.setdefault(row["doc_id"], []).append(row)
    right = {"country": 0, "sector": 0, "both": 0}
    for number, record in enumerate(kept):
        found = _of(record, mentions.get(f"case-{number:04}", []))
        country, sector = (found["country_code"], found["sector"]) if found else (None, None)
        is_right = (country == record["country"], sector in record["sectors"])
        right["country"] += is_right[0]
        right["sector"] += is_right[1]
        right["both"] += all(is_right)
        if errors and not all(is_right):
            phrase = record["text"][record["start"] : record["end"]]
            named = found and (found["text"], found["entity_type"], found["entity_id"])
            print(f"{phrase!r} {record['country']} {record['sectors']}, ours: {country} {sector} {named}")
    return {"phrases": len(kept), **{name: 100 * count / len(kept) for name, count in right.items()}}


def _of(record: dict[str, Any], mentions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The mention that is the phrase, or the longest within it; of two that are as long the first."""
    within = [m for m in mentions if record["start"] <= m["char_start"] and m["char_end"] <= record["end"]]
    return max(within, key=lambda m: (m["char_end"] - m["char_start"], -m["char_start"]), default=None)


def main() -> None:
    """Print a row a split."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors", action="store_true", help="print what is wrong in the half that rules may learn from"
    )
    parser.add_argument("--bare", action="store_true", help="each phrase alone, without its sentence")
    given = parser.parse_args()
    for split in ("dev", "held"):
        reached = score(split, given.errors and split == "dev", given.bare)
        print(split, {name: round(value, 1) for name, value in reached.items()})


if __name__ == "__main__":
    main()
