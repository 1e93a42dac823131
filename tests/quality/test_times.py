"""What times must not fall below, on open dev sets."""

import pytest

from tests.quality.times import found, meantime, recognizers, score, united, wikiwars
from tests.quality.treebank import GOLD

pytestmark = [
    pytest.mark.gold,
    pytest.mark.skipif(not (GOLD / "times").is_dir(), reason="needs the gold data of NEWSLEDGER_GOLD"),
]

# F1 in per cent: (relaxed spans, values). MEANTIME's was 86.5 before decades became TIMEX3's DE, as WikiWars and TimeML
# have them and MEANTIME's annotators have not.
FLOORS = {"meantime": (94.5, 84.8), "wikiwars": (92.8, 85.5)}


@pytest.mark.parametrize("name", ["meantime", pytest.param("wikiwars", marks=pytest.mark.long)])
def test_f1_stays_above_its_floor(name: str) -> None:
    gold = {"meantime": meantime, "wikiwars": wikiwars}[name]()
    scores = score(gold, found(gold))
    assert (scores["relaxed_f1"], scores["value_f1"]) >= FLOORS[name]
    assert scores["value_f1"] >= FLOORS[name][1]


def test_recognizers_cases_that_stand_in_print() -> None:
    gold = recognizers()
    assert score(gold, united(gold, found(gold)))["value_f1"] >= 90
