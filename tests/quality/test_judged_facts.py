"""The judged facts are well-formed, most are right, and confidence says which."""

import json
from collections import Counter

import pytest

from tests.quality.confidence import reliability
from tests.quality.judged_facts import JUDGED, REASONS, found_again, judged
from transforms.extract.confidence import features
from transforms.lexicons import lexicon
from warehouse.tables import Facts, Tokens

LINES = JUDGED.read_text("utf-8").splitlines()
COLUMNS = {
    "round", "doc", "sentence", "subject", "predicate", "object", "is_negated", "status", "claimant", "rule",
    "is_right", "reason",
}  # fmt: skip


@pytest.mark.parametrize("line", LINES, ids=range(1, len(LINES) + 1))
def test_a_row_is_whole_and_its_slots_stand_in_its_sentence(line: str) -> None:
    row = json.loads(line)
    assert set(row) == COLUMNS
    assert all(row[slot] in row["sentence"] for slot in ("subject", "predicate", "object") if row[slot])
    assert row["subject"] or row["object"]
    assert row["reason"] == "the sentence says it" if row["is_right"] else row["reason"].split(":")[0] in REASONS


def test_each_round_judges_a_fact_once() -> None:
    rows = [json.loads(line) for line in LINES]
    assert Counter(row["round"] for row in rows) == {1: 200, 2: 100, 3: 100, 4: 100}
    assert sum(row["is_right"] for row in rows if row["round"] == 4) >= 85


def test_every_feature_has_a_weight() -> None:
    told = features(Facts.create_empty(), Tokens.create_empty())
    assert ["intercept", *told.columns] == lexicon("fact_confidence")["feature"].to_list()


def test_of_the_surest_facts_nine_in_ten_are_right() -> None:
    """Two in a hundred less: that much is chance in a hundred and fifty facts.

    Every network cuts some slots elsewhere than the one that was judged: this one prints 369 again to the letter.
    """
    _, right, published = found_again(judged())
    assert right.sum() >= 366
    table = reliability(published, right)
    assert table.filter(table["confidence"] == "0.90 and more").select("right").item() >= 0.88
