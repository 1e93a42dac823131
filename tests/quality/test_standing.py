"""The gate: the standing of facts in our own sentences, less what one fact is worth; who lowers a floor says why."""

import pytest

from tests.quality.standing import annotated, extracted, matched, of_own, own

FLOORS = {
    "tune": {"status": 91.0, "is_negated": 96.0, "all": 91.0},
    "held_out": {"status": 85.0, "is_negated": 93.0, "all": 80.0},
}


@pytest.mark.parametrize("split", FLOORS)
def test_sentences_of_our_own(split: str) -> None:
    texts, events = own(split)
    reached = of_own(matched(extracted(annotated(texts)), events))
    assert {name: reached[name] for name, floor in FLOORS[split].items() if reached[name] < floor} == {}
