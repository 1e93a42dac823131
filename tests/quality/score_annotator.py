"""Score the annotator on raw text: ``python -m tests.quality.score_annotator [--set gum_dev] [--gold-sentences]``.

Each document's running text is rebuilt from the treebank, with its paragraphs, and goes through segment and
annotate; what comes out is scored by the CoNLL 2018 definition.
"""

import argparse
import time

import polars as pl

from tests.quality import treebank
from tests.quality.conll18 import evaluate
from tests.quality.treebank import Treebank
from transforms.annotate import Annotator, annotate, load_annotator
from transforms.segment import segment
from warehouse.tables import Documents, Sentences

SETS = ("ewt_dev", "gum_dev")
SHOWN = ("Words", "Sentences", "UPOS", "UFeats", "Lemmas", "UAS", "LAS")


def score(gold: Treebank, annotator: Annotator, *, gold_sentences: bool, threads: int) -> pl.DataFrame:
    """Give the rows of ``tests.quality.conll18.evaluate`` for one treebank."""
    sentences = gold.sentences.drop("sent_id") if gold_sentences else segment(documents(gold))
    annotation = annotate(Sentences.validate(sentences, cast=True), annotator, threads)
    return evaluate(gold.words, annotation.tokens)


def documents(gold: Treebank) -> pl.DataFrame:
    """The treebank's texts as the table ``documents``."""
    columns = {name: pl.lit(None) for name in Documents.column_names()}
    constants = {"source_id": "doc_id", "uri": "doc_id", "source_format": "text", "language": "en"}
    columns |= {name: pl.lit(value) for name, value in constants.items()}
    columns |= {name: pl.lit("evaluation") for name in ("run_id", "pipeline_version")}
    columns |= {"is_current": pl.lit(True), "is_wire_copy": pl.lit(False)}
    columns |= {"doc_id": pl.col("doc_id"), "text": pl.col("text"), "text_length": pl.col("text").str.len_chars()}
    return Documents.validate(gold.documents.select(**columns), cast=True)


def main() -> None:
    """Print a row for each set and their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    every = (*SETS, "gum_dev_news", "ewt_train", "gum_train")
    parser.add_argument("--set", choices=every, action="append", help=f"may be repeated; {' and '.join(SETS)}")
    parser.add_argument("--gold-sentences", action="store_true", help="take the treebank's sentences")
    parser.add_argument("--threads", type=int, default=2, help="batches in the model at a time")
    chosen = parser.parse_args()
    annotator = load_annotator()
    rows = []
    for name in chosen.set or SETS:
        gold = treebank.load(name)
        began = time.perf_counter()
        scores = score(gold, annotator, gold_sentences=chosen.gold_sentences, threads=chosen.threads)
        seconds = time.perf_counter() - began
        f1 = dict(scores.select("metric", "f1").iter_rows())
        rows.append({"set": name, **{metric: f1[metric] for metric in SHOWN}, "seconds": seconds})
    table = pl.DataFrame(rows)
    mean = table.select(pl.lit("mean").alias("set"), pl.exclude("set").mean())
    with pl.Config(
        tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, tbl_cols=-1, tbl_rows=-1, tbl_width_chars=120
    ):
        print(pl.concat([table, mean]).with_columns(pl.exclude("set").round(2)))


if __name__ == "__main__":
    main()
