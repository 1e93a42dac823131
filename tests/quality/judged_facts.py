"""Facts judged by hand: ``python -m tests.quality.judged_facts`` prints how many are right and how many still there.

``gold/judged_facts.jsonl`` holds facts drawn at random out of texts that no rule had been written for, each judged by
its sentence. Rules have changed since: the sentences are read anew, each alone, and a row is still there when a fact
with the same subject, predicate and object is. ``--sample N --seed S`` draws facts to be judged.
"""

import argparse
import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tests.quality import treebank
from tests.quality.carb import as_documents
from tests.quality.extractions import extractions
from tests.quality.treebank import GOLD
from transforms.annotate import annotate, load_annotator
from transforms.extract import extract
from transforms.extract.confidence import features

JUDGED = Path(__file__).parent / "gold" / "judged_facts.jsonl"
KEY = ("sentence", "subject", "predicate", "object")
REASONS = ("subject", "predicate", "object", "boundaries", "standing", "duplicate", "fragment")


def judged() -> pl.DataFrame:
    """The judged facts, in the order of the file."""
    return pl.DataFrame([json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()], infer_schema_length=None)


def found_again(rows: pl.DataFrame) -> tuple[pl.DataFrame, NDArray[np.float64], NDArray[np.float64]]:
    """Judged facts that today's rules still make: their features, whether they are right, their confidence."""
    facts, tokens = _read(rows)
    again = facts.join(
        rows.unique(KEY, keep="first", maintain_order=True).select(*KEY, "is_right"),
        on=KEY,
        how="inner",
        nulls_equal=True,
    )
    right = again["is_right"].cast(pl.Float64).to_numpy()
    return features(again, tokens), right, again["confidence"].to_numpy()


def _read(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts of the sentences of ``rows`` as today's rules have them, with ``sentence``, and the tokens."""
    texts = rows["sentence"].unique(maintain_order=True).to_list()
    documents, sentences = as_documents(texts)
    annotation = annotate(sentences, load_annotator(), threads=1)
    found = extract(documents, sentences, annotation.tokens, annotation.names)
    known = sentences.select("doc_id", sentence="text")
    return found.facts.join(known, on="doc_id", how="left", maintain_order="left"), annotation.tokens


def texts() -> pl.DataFrame:
    """Texts that no rule was written for: GUM's news, lives and travel, wikigold, late reports of MUC-3, re3d."""
    gum = treebank.load("gum_train").documents.filter(pl.col("doc_id").str.contains("_(?:news|bio|voyage)_"))
    rows = [(f"gum:{doc_id}", text) for doc_id, text in gum.select("doc_id", "text").iter_rows()]
    blocks = (GOLD / "names" / "wikigold.conll.txt").read_text("utf-8").split("-DOCSTART-")
    rows += [(f"wikigold:{place:03}", _running(block, " ")) for place, block in enumerate(blocks) if block.strip()]
    lines = (GOLD / "casualties" / "muc_dev.jsonl").read_text("utf-8").splitlines()[1000:]
    reports = random.Random(7).sample([json.loads(line) for line in lines], 80)
    rows += [(f"muc:{one['id']}", re.sub(r"(?<!\n)\n(?!\n)", " ", one["text"]).strip()) for one in reports]
    rows += [
        (f"re3d:{path.stem}", _running(path.read_text("utf-8"), "\t"))
        for path in sorted((GOLD / "names" / "re3d").glob("*.conll"))
    ]
    return pl.DataFrame(rows, schema=["doc_id", "text"], orient="row").filter(pl.col("text") != "")


def _running(conll: str, separator: str) -> str:
    """The words of a file with a word a line as running text."""
    words = " ".join(line.split(separator)[0] for line in conll.splitlines() if line.strip())
    text = re.sub(r"([(\[{$]) ", r"\1", re.sub(r" ([.,;:!?%)\]}])", r"\1", words))
    text = re.sub(r" ('s|’s|n't|'re|'ve|'ll|'d|')(?= |$|[.,;])", r"\1", text)
    return re.sub(r'" ([^"]*?) "', r'"\1"', re.sub(r" - (?=\w)", "-", text))


def sample(number: int, seed: int) -> list[dict[str, Any]]:
    """Draw facts, as many from each source."""
    facts = pl.concat([found.facts for found in extractions(texts(), 1)])
    chosen = []
    for source in ("gum", "wikigold", "muc", "re3d"):
        here = facts.filter(pl.col("doc_id").str.starts_with(f"{source}:"))["fact_id"].to_list()
        chosen += random.Random(seed).sample(here, number // 4)
    columns = ("doc_id", "sentence_id", "subject", "predicate", "object", "is_negated", "status", "claimant", "rule")
    return facts.filter(pl.col("fact_id").is_in(chosen)).select(columns).to_dicts()


def main() -> None:
    """Print a row a round, the reasons, and what has become of the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.sample:
        print(*(json.dumps(row, ensure_ascii=False) for row in sample(given.sample, given.seed)), sep="\n")
        return
    rows = judged()
    for (number,), part in rows.group_by("round", maintain_order=True):
        print(f"round {number}: {part.height} facts, {100 * part['is_right'].mean():.1f} % right")  # type: ignore[operator]
        sources = part.group_by(pl.col("doc").str.extract("^([^:]+)"), maintain_order=True)
        print("  ", {name: f"{100 * of['is_right'].mean():.0f} %" for (name,), of in sources})  # type: ignore[operator]
    print(Counter(reason.split(":")[0] for reason in rows.filter(~pl.col("is_right"))["reason"]))
    facts, _ = _read(rows)
    kept = rows.join(facts, on=KEY, how="semi", nulls_equal=True)
    for is_right, name in ((True, "right"), (False, "wrong")):
        before, now = (frame.filter(pl.col("is_right") == is_right).height for frame in (rows, kept))
        print(f"{name} then: {before}; still there, read alone: {now}")


if __name__ == "__main__":
    main()
