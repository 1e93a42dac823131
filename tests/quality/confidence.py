"""Fit the confidence of facts, or print how reliable it is: ``python -m tests.quality.confidence [--fit]``.

Facts that were judged by hand (``gold/judged_facts.jsonl``) say what is right; CaRB's dev sentences say, of twice as
many, which facts their annotators have too, matched one to one. How often the two say yes differs, which a weight of
its own takes up in fitting; what speaks against a fact hardly does. Both tables are of the judged facts that today's
rules still make: cross-validated, each has the confidence by weights fitted without its tenth of them.
"""

import argparse
import itertools
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tests.quality.carb import as_documents, as_tuples, gold_tuples, match, scored
from tests.quality.judged_facts import found_again, judged
from tests.quality.treebank import GOLD
from transforms import lexicons
from transforms.annotate import annotate, load_annotator
from transforms.extract import extract
from transforms.extract.confidence import features

LEXICON = Path(lexicons.__file__).with_name("fact_confidence.csv")
HEADER = """# What each feature of a fact says for or against its being right: weights of a logistic regression.
# feature: as transforms.extract.confidence names them. weight. Fitted by tests.quality.confidence --fit.
feature,weight
"""
_RIDGE = 2.0
_OF_CARB = 0.4
"""Weight of a fact of CaRB's against a judged one."""
_FOLDS = 10
_BINS = (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)


def fitted(rows: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a ridge logistic regression by Newton's method; the first column is the intercept, unpenalised."""
    penalty = np.full(rows.shape[1], _RIDGE)
    penalty[0] = 1e-3
    weights = np.zeros(rows.shape[1])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (weight * (right - chance)) - penalty * weights
        curve = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        weights = weights + np.linalg.solve(curve, slope)
    return weights


def of_carb() -> tuple[pl.DataFrame, NDArray[np.float64]]:
    """Features of the facts of CaRB's dev sentences, and whether each is matched one to one."""
    gold = gold_tuples(GOLD / "facts" / "carb_dev_wiki.tsv")
    texts = list(gold)
    documents, sentences = as_documents(texts)
    annotation = annotate(sentences, load_annotator(), threads=1)
    found = extract(documents, sentences, annotation.tokens, annotation.names)
    tuples = as_tuples(found, texts)
    facts = scored(found)
    matched: dict[tuple[str, int], bool] = {}
    for text, ones in tuples.items():
        pairs = sorted(
            (
                (pair[0], -i, -g)
                for g, one in enumerate(gold[text])
                for i, other in enumerate(ones)
                if (pair := match(one, other))
            ),
            reverse=True,
        )
        used: set[int] = set()
        for _, i, g in pairs:
            if (text, -i) not in matched and g not in used:
                matched[text, -i] = True
                used.add(g)
    places: dict[str, int] = {}
    right = []
    for doc_id in facts["doc_id"]:
        place = places.get(doc_id, 0)
        places[doc_id] = place + 1
        right.append((texts[int(doc_id)], place) in matched)
    return features(facts, annotation.tokens), np.array(right, dtype=np.float64)


def reliability(chance: NDArray[np.float64], right: NDArray[np.float64]) -> pl.DataFrame:
    """How many of the facts of each band of confidence are right."""
    rows = []
    for low, high in itertools.pairwise(_BINS):
        here = (chance >= low) & ((chance < high) | (high == 1))
        if here.any():
            rows.append((f"{low:.2f}-{high:.2f}", int(here.sum()), chance[here].mean(), right[here].mean()))
    above = chance >= 0.9
    if above.any():
        rows.append(("0.90 and more", int(above.sum()), chance[above].mean(), right[above].mean()))
    return pl.DataFrame(rows, schema=["confidence", "facts", "mean", "right"], orient="row")


def main() -> None:
    """Print the reliability, and with --fit write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fit", action="store_true")
    given = parser.parse_args()
    rows, right, published = found_again(judged())
    names = ["intercept", *rows.columns]
    judged_rows = np.column_stack([np.ones(len(right)), rows.to_numpy().astype(np.float64), np.zeros(len(right))])
    if given.fit:
        carb_rows, carb_right = of_carb()
        ones = np.ones(len(carb_right))
        table = np.vstack([judged_rows, np.column_stack([ones, carb_rows.to_numpy().astype(np.float64), ones])])
        weight = np.concatenate([np.ones(len(right)), np.full(len(ones), _OF_CARB)])
        label = np.concatenate([right, carb_right])
        folds = np.concatenate([np.arange(len(right)) % _FOLDS, np.full(len(ones), -1)])
        chance = np.zeros(len(right))
        for fold in range(_FOLDS):
            weights = fitted(table[folds != fold], label[folds != fold], weight[folds != fold])
            held = folds[: len(right)] == fold
            chance[held] = 1 / (1 + np.exp(-judged_rows[held] @ weights))
        print("cross-validated", reliability(chance, right))
        weights = fitted(table, label, weight)
        lines = (f"{name},{value:.3f}\n" for name, value in zip(names, weights[:-1], strict=True))
        LEXICON.write_text(HEADER + "".join(lines), encoding="utf-8")
        lexicons.lexicon.cache_clear()
    print("as published", reliability(published, right))


if __name__ == "__main__":
    main()
