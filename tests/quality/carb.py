"""CaRB: facts against crowdsourced gold tuples, after Bhardwaj, Aggarwal and Mausam (EMNLP 2019).

Run ``python -m tests.quality.carb`` to print precision, recall and F1 of the shipped pipeline on the dev
sentences from Wikipedia, at the confidence threshold with the best F1, as CaRB's own script reports them.
"""

import json
import os
from pathlib import Path
from typing import NamedTuple

import polars as pl

from tests.quality.treebank import GOLD
from transforms.annotate import annotate, load_annotator
from transforms.extract import Extraction, extract
from warehouse.tables import Documents, Sentences

# CaRB reads these either way round: who said it may stand first or last in the gold.
_SAYING = ("said", "told", "added", "adds", "says")


class Extracted(NamedTuple):
    """An extraction as CaRB sees it: a relation and its arguments, subject first."""

    relation: str
    arguments: tuple[str, ...]
    confidence: float = 1.0


class Score(NamedTuple):
    """At the threshold with the best F1."""

    precision: float
    recall: float
    f1: float
    threshold: float


def gold_tuples(path: Path) -> dict[str, list[Extracted]]:
    """Sentence to its gold tuples, out of CaRB's tab-separated format."""
    gold: dict[str, list[Extracted]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, relation, *arguments = (field.strip() for field in line.split("\t"))
        gold.setdefault(sentence, []).append(Extracted(relation, tuple(arguments)))
    return gold


def match(gold: Extracted, found: Extracted) -> tuple[float, float] | None:
    """Precision and recall of the words of ``found``, all arguments but the first taken together.

    None where the relations share no word, or one of them lacks a second argument.
    """
    ways = [_binary(found)]
    if any(verb in gold.relation for verb in _SAYING) and len(found.arguments) > 1:
        ways.append(ways[0]._replace(arguments=ways[0].arguments[::-1]))
    scores = [score for way in ways if (score := _words(_binary(gold), way)) is not None]
    return max(scores, default=None)


def _binary(extraction: Extracted) -> Extracted:
    first, *rest = extraction.arguments
    return extraction._replace(arguments=(first, " ".join(rest)) if rest else (first,))


def _words(gold: Extracted, found: Extracted) -> tuple[float, float] | None:
    if len(found.arguments) < len(gold.arguments):
        return None
    parts = [(gold.relation, found.relation), *zip(gold.arguments, found.arguments, strict=False)]
    shared = [_overlap(one, other) for one, other in parts]
    if not shared[0]:
        return None
    printed = sum(len(other.split()) for _, other in parts)
    asked = sum(len(one.split()) for one, _ in parts)
    return sum(shared) / printed, sum(shared) / asked


def _overlap(one: str, other: str) -> int:
    left = other.split()
    count = 0
    for word in one.split():
        if word in left:
            left.remove(word)
            count += 1
    return count


def score(gold: dict[str, list[Extracted]], found: dict[str, list[Extracted]]) -> Score:
    """Match at each threshold: precision one to one, the best pairs first; recall many to one."""
    table = {
        sentence: [[match(one, other) for other in found.get(sentence, [])] for one in tuples]
        for sentence, tuples in gold.items()
    }
    thresholds = sorted({one.confidence for tuples in found.values() for one in tuples})
    return max((_at(table, found, threshold) for threshold in thresholds), key=lambda reached: reached.f1)


def _at(
    table: dict[str, list[list[tuple[float, float] | None]]], found: dict[str, list[Extracted]], threshold: float
) -> Score:
    precision = recall = 0.0
    printed = asked = 0
    for sentence, rows in table.items():
        kept = [i for i, one in enumerate(found.get(sentence, [])) if one.confidence >= threshold]
        printed += len(kept)
        asked += len(rows)
        recall += sum(max((pair[1] for i in kept if (pair := row[i])), default=0.0) for row in rows)
        precision += _one_to_one(rows, kept)
    p, r = precision / printed if printed else 1.0, recall / asked
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0, threshold)


def _one_to_one(rows: list[list[tuple[float, float] | None]], kept: list[int]) -> float:
    pairs = sorted(((pair[0], -g, -i) for g, row in enumerate(rows) for i in kept if (pair := row[i])), reverse=True)
    used_gold, used_found, total = set(), set(), 0.0
    for value, g, i in pairs:
        if g not in used_gold and i not in used_found:
            used_gold.add(g)
            used_found.add(i)
            total += value
    return total


def scored(found: Extraction) -> pl.DataFrame:
    """The facts that make a tuple: those with a subject and with an object, an argument or a role."""
    others = found.arguments["fact_id"].unique().implode()
    filled = pl.col("object").is_not_null() | pl.col("fact_id").is_in(others) | pl.col("rule").str.starts_with("role")
    return found.facts.filter(pl.col("subject").is_not_null() & filled)


def as_tuples(found: Extraction, sentences: list[str]) -> dict[str, list[Extracted]]:
    """Facts with their arguments, each behind its marker, in the order of the text: one a row of ``scored``.

    As in CaRB's own tuples a preposition right behind a predicate without object belongs to the relation ("works as",
    "an engineer"), and what somebody's title or apposition says he "is".
    """
    ends = found.facts.select("fact_id", "predicate_end", has_object=pl.col("object").is_not_null())
    behind = pl.col("char_start") - pl.col("predicate_end") == pl.col("marker").str.len_chars() + 2
    is_first = ~pl.col("has_object") & behind.fill_null(False)
    slots = (
        found.arguments.join(ends, on="fact_id", how="left", maintain_order="left")
        .sort(~is_first, "char_start")
        .group_by("fact_id", maintain_order=True)
        .agg(
            preposition=pl.col("marker").filter(is_first).first(),
            others=pl.when(is_first)
            .then("text")
            .otherwise(pl.concat_str("marker", "text", separator=" ", ignore_nulls=True)),
        )
    )
    tuples: dict[str, list[Extracted]] = {}
    for row in scored(found).join(slots, on="fact_id", how="left", maintain_order="left").iter_rows(named=True):
        relation = " ".join(filter(None, [row["predicate"], row["preposition"]]))
        others = [row["object"], *(row["others"] or [])]
        if row["rule"].startswith("role"):
            relation, others = "is", [" of ".join(filter(None, [row["predicate"], row["object"]]))]
        arguments = (row["subject"], *(other for other in others if other))
        tuples.setdefault(sentences[int(row["doc_id"])], []).append(Extracted(relation, arguments, row["confidence"]))
    return tuples


def as_documents(texts: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One document of one sentence each: documents and sentences."""
    frame = (
        pl.DataFrame({"text": texts})
        .with_row_index("doc_id")
        .with_columns(pl.col("doc_id").cast(pl.String).str.zfill(6))
    )
    given = {"source_format": "text", "language": "en", "run_id": "carb", "pipeline_version": "carb"}
    documents = pl.concat(
        [
            Documents.create_empty(),
            frame.with_columns(
                source_id="doc_id",
                uri="doc_id",
                text_length=pl.col("text").str.len_chars(),
                is_current=True,
                is_wire_copy=False,
                **{name: pl.lit(value) for name, value in given.items()},
            ),
        ],
        how="diagonal_relaxed",
    )
    sentences = frame.with_columns(sentence_id=0, paragraph_id=0, char_start=0, char_end=pl.col("text").str.len_chars())
    return Documents.validate(documents, cast=True), Sentences.validate(
        sentences.select(Sentences.column_names()), cast=True
    )


def main() -> None:
    """Print the score of the shipped pipeline."""
    gold = gold_tuples(GOLD / "facts" / "carb_dev_wiki.tsv")
    texts = list(gold)
    documents, sentences = as_documents(texts)
    annotation = annotate(sentences, load_annotator(), threads=int(os.environ.get("THREADS", "1")))
    found = extract(documents, sentences, annotation.tokens, annotation.names)
    reached = score(gold, as_tuples(found, texts))
    print(json.dumps({name: round(value, 4) for name, value in reached._asdict().items()}))


if __name__ == "__main__":
    main()
