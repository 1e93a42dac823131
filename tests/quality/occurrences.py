"""Score events across articles: ``python -m tests.quality.occurrences [--errors]``.

``gold/events_across.jsonl`` has short reports written for this purpose (CC0-1.0): stories of two reports by different
papers in different words, and others that are like them but for the place, the day or a party. A pair of reports is
right when both are of one story and one event tells of both; half of the stories are held out.
"""

import argparse
import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import polars as pl

from transforms.annotate import annotate, load_annotator
from transforms.clean import clean
from transforms.extract import extract
from transforms.read import read
from transforms.resolve import resolve
from transforms.segment import segment
from warehouse.occurrences import events
from warehouse.tables import Documents

REPORTS = Path(__file__).parent / "gold" / "events_across.jsonl"


def score(split: str, errors: bool = False) -> dict[str, float]:
    """Precision and recall of pairs in per cent, and their numbers."""
    records = [json.loads(line) for line in REPORTS.read_text(encoding="utf-8").splitlines()]
    kept = [record for record in records if record["split"] == split]
    ids = [f"d{i:02}" for i in range(len(kept))]
    lines = [json.dumps({"id": doc, **record}) for doc, record in zip(ids, kept, strict=True)]
    articles = read("\n".join(lines).encode(), uri="reports.jsonl").articles
    cleaned = clean(articles, run_id="evaluation", pipeline_version="0").documents.with_columns(doc_id="source_id")
    reports = Documents.validate(cleaned.sort("doc_id"), cast=True)
    sentences = segment(reports)
    annotation = annotate(sentences, load_annotator(), 2)
    found = extract(reports, sentences, annotation.tokens, annotation.names)
    tables = (getattr(found, name) for name in ("mentions", "quotations", "facts", "arguments", "casualties"))
    made = resolve(reports, annotation.tokens, *tables)
    gathered = events(made.facts.lazy(), reports.lazy(), made.casualties.lazy(), made.mentions.lazy())
    doc_of = dict(made.facts.select("fact_id", "doc_id").iter_rows())
    given = set()
    for facts in gathered["fact_ids"]:
        given |= set(combinations(sorted({doc_of[fact] for fact in facts}), 2))
    stories = defaultdict(list)
    for doc_id, record in zip(ids, kept, strict=True):
        stories[record["story"]].append(doc_id)
    gold = {pair for docs in stories.values() for pair in combinations(docs, 2)}
    if errors:
        for kind, pairs in (("missed", gold - given), ("wrong", given - gold)):
            for pair in sorted(pairs):
                print(kind, *(kept[int(doc[1:])]["text"] for doc in pair), sep="\n  ")
                rows = made.facts.filter(pl.col("doc_id").is_in(pair) & pl.col("event_type").is_not_null())
                for row in rows.select("doc_id", "event_type", "event_mode", "actor_entity_id", "recipient_entity_id",
                                       "place_entity_id", "begins", "ends", "status").iter_rows():  # fmt: skip
                    print("     ", *row)
    right = len(gold & given)
    return {
        "reports": len(kept),
        "pairs": len(gold),
        "precision": 100 * right / max(1, len(given)),
        "recall": 100 * right / len(gold),
    }


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--errors", action="store_true", help="of the half that rules may learn from")
    errors = parser.parse_args().errors
    for split in ("dev", "held_out"):
        print(split, score(split, errors and split == "dev"))


if __name__ == "__main__":
    main()
