"""The gate: what the shipped annotator reaches on the dev sets, less 0.3; who lowers a floor says why."""

import pytest

from tests.quality import treebank
from tests.quality.score_annotator import score
from tests.quality.score_names import hand_made, uner_dev
from tests.quality.score_names import score as score_names
from tests.quality.treebank import GOLD
from transforms.annotate import load_annotator

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")

FLOORS = {
    "ewt_dev": {"UPOS": 96.3, "UFeats": 96.1, "Lemmas": 96.9, "UAS": 90.0, "LAS": 87.8},
    "gum_dev": {"UPOS": 97.3, "UFeats": 96.0, "Lemmas": 98.0, "UAS": 91.4, "LAS": 89.6},
}


@pytest.mark.gold
@needs_gold
@pytest.mark.parametrize("name", FLOORS)
def test_the_parse_of_raw_text(name: str) -> None:
    reached = dict(
        score(treebank.load(name), load_annotator(), gold_sentences=False, threads=2).select("metric", "f1").iter_rows()
    )
    assert {metric: reached[metric] for metric, floor in FLOORS[name].items() if reached[metric] < floor} == {}


@pytest.mark.gold
@needs_gold
def test_names_of_uner() -> None:
    assert score_names(uner_dev(), load_annotator(), coarse=True, threads=2)["f1"] >= 82.4


@pytest.mark.parametrize(
    ("name", "floor"), [("names", 94.7), ("names_second", 89.9), ("names_third", 97.7), ("names_fourth", 83.8)]
)
def test_names_marked_by_hand(name: str, floor: float) -> None:
    assert score_names(hand_made(name), load_annotator(), coarse=False)["f1"] >= floor
