"""Score casualties: ``python -m tests.quality.casualties [--set muc_dev] [--errors]``.

MUC-3/4's templates tell of each incident's human targets how many they were (a number, or PLURAL) and what became of
them. A target's number with its effect (DEATH, INJURY; targets of kidnappings count as abducted) is right when the
report has a row of that harm with that number; PLURAL is right when a row has two or more. A report is a set of such
pairs, ours and the gold's: two men who are killed apart, and a man killed who is told of twice, are one pair (killed,
1). Reports are cleaned as the pipeline does. Scored on those that have a template; of what these tell, MUC leaves out
all but terrorism against civilians.

``first`` to ``fourth`` are sentences in ``gold/casualties_*.jsonl``, written by this project, each set once
the rules for those before it were done: a row is right when harm, low, best, high, negation and total are the gold's.
Before any rule had seen them, F1 was 83.7, 87.5, 77.1 and 77.9; rules have learnt from all of them since.
"""

import argparse
import json
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl

from tests.quality.extractions import extractions
from tests.quality.treebank import GOLD
from transforms.clean import clean
from transforms.read import read

SETS = ("first", "second", "third", "fourth")
OWN = {name: Path(__file__).parent / "gold" / f"casualties_{name}.jsonl" for name in SETS}
MUC_SETS = ("muc_dev", "muc_tst1", "muc_tst2")
HARM_OF = {"DEATH": "killed", "INJURY": "wounded"}
PLURAL = -1.0


class Score(NamedTuple):
    """How many were right, how many the system gave, how many the gold has."""

    right: int
    given: int
    gold: int

    def __add__(self, other: object) -> "Score":
        """Sum two scores."""
        assert isinstance(other, Score)
        return Score(*(a + b for a, b in zip(self, other, strict=True)))

    def figures(self) -> dict[str, float]:
        """Precision, recall and F1 in per cent."""
        return {
            "precision": 100 * self.right / max(1, self.given),
            "recall": 100 * self.right / max(1, self.gold),
            "f1": 200 * self.right / max(1, self.given + self.gold),
        }


def of_template(template: dict[str, list[str]]) -> set[tuple[str, str, float]]:
    """Give (harm, target, number) of a template's human targets; PLURAL where the number is not told."""
    numbers = {}
    for entry in template["HUM TGT: NUMBER"]:
        number, _, target = entry.partition(": ")
        digits = re.search(r"\d[\d,]*", number)
        numbers[target] = float(digits.group().replace(",", "")) if digits else PLURAL
    targets = set()
    effects = [entry.partition(": ")[::2] for entry in template["HUM TGT: EFFECT OF INCIDENT"]]
    for effect, target in effects:
        harm = next((HARM_OF[word] for word in HARM_OF if effect.lstrip("?").strip().startswith(word)), None)
        if harm and target in numbers:
            targets.add((harm, target, numbers[target]))
    if "KIDNAPPING" in " ".join(template["INCIDENT: TYPE"]) and "ACCOMPLISHED" in " ".join(
        template["INCIDENT: STAGE OF EXECUTION"]
    ):
        harmed = {target for _, target, _ in targets}
        targets |= {("abducted", t, n) for t, n in numbers.items() if t not in harmed}
    return targets


def matched(gold: set[tuple[str, float]], given: set[tuple[str, float]]) -> int:
    """Count the gold's pairs that ours bear out, each of ours one: exact numbers, then plurals by what is left."""
    exact = gold & given
    left = given - exact
    right = len(exact)
    for harm, number in gold - exact:
        fits = sorted(pair for pair in left if pair[0] == harm and (pair[1] == PLURAL or pair[1] >= 2))
        if number == PLURAL and fits:
            left.remove(fits[0])
            right += 1
    return right


def extracted(texts: pl.DataFrame) -> pl.DataFrame:
    """Give the casualties of texts: doc_id, text and, where it is known, published_on."""
    return pl.concat([extraction.casualties for extraction in extractions(texts)])


def muc(name: str, limit: int | None = None, errors: bool = False) -> Score:
    """Score one of MUC's sets, or the first ``limit`` reports with templates of it."""
    lines = (GOLD / "casualties" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    reports = [report for report in map(json.loads, lines) if report["templates"]][:limit]
    payload = "\n".join(json.dumps({"id": r["id"], "text": r["text"]}) for r in reports).encode()
    articles = clean(read(payload, uri=f"{name}.jsonl").articles, run_id="evaluation", pipeline_version="0").documents
    # The same report may stand under two numbers.
    ids = pl.DataFrame({"source_id": [r["id"] for r in reports]})
    texts = ids.join(articles.select("source_id", "text", "published_on"), on="source_id", maintain_order="left")
    rows = extracted(texts.rename({"source_id": "doc_id"})).filter(
        ~pl.col("is_negated") & pl.col("harm").is_in([*HARM_OF.values(), "abducted"])
    )
    given = {key[0]: part for key, part in rows.group_by("doc_id")}
    total = Score(0, 0, 0)
    for report in reports:
        targets = set().union(*(of_template(template) for template in report["templates"]))
        gold = {(harm, number) for harm, _, number in targets}
        part = given.get(report["id"], rows.clear())
        ours = set(part.select("harm", pl.col("best").fill_null(PLURAL)).iter_rows())
        total += Score(matched(gold, ours), len(ours), len(gold))
        if errors:
            print("\n#", report["id"], "gold:", sorted(targets))
            for row in part.iter_rows(named=True):
                print("   ", row["harm"], row["low"], row["best"], row["rule"], "|", row["victims"], "|", row["text"])
    return total


def own(name: str, errors: bool = False) -> Score:
    """Score a set of the sentences of this project, each a document of its own."""
    cases = [json.loads(line) for line in OWN[name].read_text(encoding="utf-8").splitlines()]
    texts = pl.DataFrame(
        {
            "doc_id": [f"case-{i:03}" for i in range(len(cases))],
            "text": [case["text"] for case in cases],
            "published_on": [date.fromisoformat(case["date"]) for case in cases],
        }
    )
    rows = extracted(texts)
    fields = ("harm", "low", "best", "high", "is_negated", "is_cumulative")
    total = Score(0, 0, 0)
    for doc_id, case in zip(texts["doc_id"], cases, strict=True):
        ours = list(rows.filter(pl.col("doc_id") == doc_id).select(fields).iter_rows())
        gold = [tuple(toll.get(field, False if field.startswith("is_") else None) for field in fields)
                for toll in case["casualties"]]  # fmt: skip
        right = sum(min(ours.count(toll), gold.count(toll)) for toll in set(gold))
        total += Score(right, len(ours), len(gold))
        if errors and (right < len(gold) or right < len(ours)):
            print("\n#", case["text"], "\n  gold", sorted(gold, key=str), "\n  ours", sorted(ours, key=str))
    return total


def main() -> None:
    """Print a row a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=[*OWN, *MUC_SETS, "muc_tests"], action="append")
    parser.add_argument("--limit", type=int, help="the first so many reports of a set of MUC's")
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for name in given.set or [*OWN, "muc_tests"]:
        if name in OWN:
            score = own(name, given.errors)
        elif name == "muc_tests":
            score = muc("muc_tst1") + muc("muc_tst2")
        else:
            score = muc(name, given.limit, given.errors)
        figures = {key: f"{value:.1f}" for key, value in score.figures().items()}
        print(f"{name}: {score.gold} tolls, {figures}")


if __name__ == "__main__":
    main()
