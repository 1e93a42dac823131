"""Score the annotator's names: ``python -m tests.quality.score_names``.

Exact span and exact type, micro-averaged, on raw text with the corpus's sentences: UNER's English EWT dev (persons,
organizations and places, of which countries and facilities are two kinds) and the hand-made names in ``gold/``, where
all types of the ledger count.
"""

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import polars as pl

from tests.quality import treebank
from tests.quality.treebank import GOLD
from transforms.annotate import Annotator, annotate, load_annotator
from warehouse.tables import Sentences

HAND_MADE = Path(__file__).parent / "gold"
UNER_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place"}
COARSE = {"person": "person", "organization": "organization", "country": "place", "place": "place", "facility": "place"}
SPAN = ["doc_id", "char_start", "char_end", "entity_type"]


class NameSet(NamedTuple):
    """Sentences, and the names in them as rows of SPAN."""

    sentences: pl.DataFrame
    names: pl.DataFrame


def uner_dev() -> NameSet:
    """UNER English EWT dev: the sentences that the treebank has with the same words."""
    gold = treebank.load("ewt_dev")
    line = pl.col("line")
    lines = (GOLD / "names" / "uner_ewt_dev.iob2").read_text(encoding="utf-8").splitlines()
    labels = (
        pl.DataFrame({"line": lines})
        .with_columns(sent_id=line.str.extract(r"^# sent_id = (.+)$").forward_fill())
        .filter(line.str.contains(r"^\d"))
        .with_columns(line.str.split_exact("\t", 2).struct.rename_fields(["token_id", "form", "label"]).alias("field"))
        .unnest("field")
        .with_columns(pl.col("token_id").cast(pl.Int32))
    )
    words = gold.words.join(gold.sentences.select("doc_id", "sentence_id", "sent_id"), on=["doc_id", "sentence_id"])
    marked = words.join(labels, on=["sent_id", "token_id", "form"], how="left").sort("doc_id", "char_start")
    whole = pl.col("label").is_not_null().all().over("sent_id")
    names = (
        marked.filter(whole & pl.col("label").str.slice(2).is_in(list(UNER_TYPES)))
        .with_columns(name=pl.col("label").str.starts_with("B").cum_sum())
        .group_by("name")
        .agg(
            pl.first("doc_id", "char_start"),
            pl.last("char_end"),
            pl.first("label").str.slice(2).replace_strict(UNER_TYPES).alias("entity_type"),
        )
    )
    kept = marked.filter(whole).select("doc_id", "sentence_id").unique()
    return NameSet(gold.sentences.join(kept, on=["doc_id", "sentence_id"], how="semi"), names.select(SPAN))


def hand_made(name: str = "names") -> NameSet:
    """Names marked by hand, a document a sentence: ``names``, ``names_second``, ``names_third``, ``names_fourth``."""
    lines = (HAND_MADE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    cases = pl.DataFrame([json.loads(line) for line in lines])
    cases = cases.with_columns(doc_id=pl.format("case-{}", pl.int_range(pl.len())))
    length = pl.col("text").str.len_chars()
    sentences = cases.select(
        "doc_id", "text", sentence_id=pl.lit(0), paragraph_id=pl.lit(0), char_start=pl.lit(0), char_end=length
    )
    names = cases.select("doc_id", "names").explode("names", empty_as_null=False).unnest("names")
    return NameSet(sentences, names.select("doc_id", char_start="start", char_end="end", entity_type="type"))


def score(gold: NameSet, annotator: Annotator, coarse: bool, threads: int = 1) -> dict[str, float]:
    """Precision, recall and F1 in per cent, and how many names the set has."""
    columns = Sentences.column_names()
    found = annotate(Sentences.validate(gold.sentences.select(columns), cast=True), annotator, threads).names.select(
        SPAN
    )
    if coarse:
        found = found.filter(pl.col("entity_type").is_in(list(COARSE))).with_columns(
            pl.col("entity_type").replace_strict(COARSE)
        )
    gold_names = gold.names.with_columns(pl.col("char_start", "char_end").cast(pl.Int32))
    shared = found.join(gold_names, on=SPAN, how="semi").height
    precision, recall = shared / max(1, found.height), shared / max(1, gold_names.height)
    return {
        "names": gold_names.height,
        "precision": 100 * precision,
        "recall": 100 * recall,
        "f1": 200 * shared / max(1, found.height + gold_names.height),
    }


def main() -> None:
    """Print a row a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2, help="batches in the model at a time")
    parser.add_argument("--errors", action="store_true", help="print the hand-made names that came out wrong")
    given = parser.parse_args()
    annotator = load_annotator()
    rows = [
        {"set": "uner_ewt_dev, 3 types", **score(uner_dev(), annotator, coarse=True, threads=given.threads)},
        {"set": "hand-made, 11 types", **score(hand_made(), annotator, coarse=False)},
        {"set": "hand-made, second set", **score(hand_made("names_second"), annotator, coarse=False)},
        {"set": "hand-made, third set", **score(hand_made("names_third"), annotator, coarse=False)},
        {"set": "hand-made, fourth set", **score(hand_made("names_fourth"), annotator, coarse=False)},
    ]
    with pl.Config(tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, tbl_cols=-1, fmt_str_lengths=80):
        print(pl.DataFrame(rows).with_columns(pl.selectors.float().round(2)))
        if given.errors:
            with pl.Config(tbl_rows=-1):
                for name in ("names", "names_third"):
                    print(errors(hand_made(name), annotator))


def errors(gold: NameSet, annotator: Annotator) -> pl.DataFrame:
    """Give the names that are in the gold or were found, but not in both."""
    sentences = gold.sentences.select(Sentences.column_names())
    found = annotate(Sentences.validate(sentences, cast=True), annotator).names.select(SPAN)
    gold_names = gold.names.with_columns(pl.col("char_start", "char_end").cast(pl.Int32)).select(SPAN)
    missed = gold_names.join(found, on=SPAN, how="anti").with_columns(what=pl.lit("missed"))
    wrong = found.join(gold_names, on=SPAN, how="anti").with_columns(what=pl.lit("wrong"))
    span = pl.col("text").str.slice("char_start", pl.col("char_end") - pl.col("char_start"))
    return (
        pl.concat([missed, wrong])
        .join(gold.sentences.select("doc_id", "text"), on="doc_id")
        .select("doc_id", "what", "entity_type", name=span, sentence="text")
        .sort("doc_id", "what")
    )


if __name__ == "__main__":
    main()
