"""Score what noun phrases stand for: ``python -m tests.quality.score_phrases``.

re3d marks persons, organizations and places wherever a phrase stands for one, pronouns and plain nouns included, as
whole phrases: "the Iraqi people" is an organization, "the city of Raqqa" a place. Ours are the words that
``tokens.phrase_type`` marks, widened to their slots by the parse. Exact span and type, micro-F1, on the fifth of the
documents that is held out by a hash of the name; ``--set train`` shows the four fifths that the annotator has seen.
"""

import argparse
import re

import numpy as np
import polars as pl

from tests.quality.treebank import GOLD
from transforms.annotate import Annotator, annotate, load_annotator
from transforms.extract.parse import parse
from transforms.extract.slots import slots
from warehouse.tables import Sentences

RE3D_TYPES = {"Person": "person", "Organisation": "organization", "Location": "place"}
SPAN = ["doc_id", "sentence_id", "char_start", "char_end", "phrase_type"]
# re3d prints a space around every mark; these had none.
GLUED = re.compile(r"(?<=[(\[“$£€]) | (?=[,.;:!?)\]”%])| (?=['’] ?(?:s|t|re|ve|ll|d|m)\b)|(?<= ['’]) (?=s\b)")


def re3d(held_out: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give sentences (rows of ``Sentences``) and phrases (rows of SPAN) of re3d, the spaces before marks closed."""
    sentences, phrases = [], []
    for path in sorted((GOLD / "names" / "re3d").glob("*.conll")):
        if (int(path.stem.rsplit("__", 1)[1][:4], 16) % 5 == 0) != held_out:
            continue
        begins = 0
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        for sentence_id, block in enumerate(block for block in blocks if block.strip()):
            words = [line.split() for line in block.splitlines() if line.strip() and not line.startswith("-DOC")]
            printed = " ".join(word[0] for word in words)
            kept = np.ones(len(printed), dtype=np.int64)
            kept[[match.start() for match in GLUED.finditer(printed)]] = 0
            place = begins + np.append(0, np.cumsum(kept))
            text = "".join(printed[i] for i in np.flatnonzero(kept))
            ends = np.cumsum([len(word[0]) + 1 for word in words]) - 1
            starts = ends - [len(word[0]) for word in words]
            sentences.append((path.stem, sentence_id, 0, begins, begins + len(text), text))
            first = None
            for i, word in enumerate(words):
                first = i if word[-1].startswith("B") else first
                kind = RE3D_TYPES.get(word[-1][2:])
                if kind and (i + 1 == len(words) or not words[i + 1][-1].startswith("I")):
                    first = i if first is None else first
                    phrases.append((path.stem, sentence_id, place[starts[first]], place[ends[i]], kind))
            begins += len(text) + 1
    columns = ["doc_id", "sentence_id", "paragraph_id", "char_start", "char_end", "text"]
    return (
        pl.DataFrame(sentences, schema=columns, orient="row"),
        pl.DataFrame(phrases, schema=SPAN, orient="row").with_columns(
            pl.col("sentence_id", "char_start", "char_end").cast(pl.Int32)
        ),
    )


def found(sentences: pl.DataFrame, annotator: Annotator, threads: int = 1) -> pl.DataFrame:
    """Give the phrases of persons, organizations and places, as rows of SPAN."""
    rows = Sentences.validate(sentences, cast=True)
    annotation = annotate(rows, annotator, threads)
    trees = parse(rows, annotation.tokens, annotation.names)
    heads = trees.tokens.filter(pl.col("phrase_type").is_in(list(RE3D_TYPES.values())))
    measured = slots(trees, heads.select(head="row", kind=pl.lit("member")))
    return (
        heads.select("doc_id", "sentence_id", "phrase_type", head="row")
        .join(measured.select("head", "char_start", "char_end"), on="head")
        .select(SPAN)
    )


def score(gold: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    """Give a row a type, and one for all: phrases, precision, recall and F1 in per cent."""
    right = ours.join(gold, on=SPAN, how="semi")
    counts = [
        frame.group_by("phrase_type").agg(pl.len().alias(name))
        for name, frame in (("phrases", gold), ("ours", ours), ("right", right))
    ]
    table = counts[0].join(counts[1], on="phrase_type", how="left").join(counts[2], on="phrase_type", how="left")
    table = table.sort("phrase_type").fill_null(0)
    table = pl.concat([table, table.select(pl.lit("all").alias("phrase_type"), pl.exclude("phrase_type").sum())])
    right_ones = pl.col("right")
    return table.select(
        "phrase_type",
        "phrases",
        precision=100 * right_ones / pl.col("ours"),
        recall=100 * right_ones / pl.col("phrases"),
        f1=200 * right_ones / (pl.col("ours") + pl.col("phrases")),
    )


def main() -> None:
    """Print a row a type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=["held_out", "train"], default="held_out")
    parser.add_argument("--errors", action="store_true", help="print what came out wrong; for the set train alone")
    given = parser.parse_args()
    sentences, gold = re3d(given.set == "held_out")
    ours = found(sentences, load_annotator(), threads=2)
    with pl.Config(tbl_hide_dataframe_shape=True, tbl_hide_column_data_types=True, tbl_rows=-1, fmt_str_lengths=60):
        print(score(gold, ours).with_columns(pl.selectors.float().round(2)))
        if given.errors and given.set == "train":
            both = pl.concat(
                [
                    gold.join(ours, on=SPAN, how="anti").with_columns(what=pl.lit("missed")),
                    ours.join(gold, on=SPAN, how="anti").with_columns(what=pl.lit("wrong")),
                ]
            ).join(sentences.select("doc_id", "sentence_id", "text", begins="char_start"), on=["doc_id", "sentence_id"])
            start = pl.col("char_start") - pl.col("begins")
            phrase = pl.col("text").str.slice(start, pl.col("char_end") - pl.col("char_start"))
            print(both.sort(SPAN).select("sentence_id", "char_start", "what", "phrase_type", phrase=phrase).head(400))


if __name__ == "__main__":
    main()
