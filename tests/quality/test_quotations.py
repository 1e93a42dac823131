"""What quotations must not fall below on PolNeAR's dev split, where it is at hand."""

import os
from pathlib import Path

import pytest

from tests.quality.quotations import measured

FOLDER = Path(os.environ.get("NEWSLEDGER_POLNEAR", "polnear/data/dev"))

pytestmark = [
    pytest.mark.gold,
    pytest.mark.long,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="needs PolNeAR's dev split in NEWSLEDGER_POLNEAR"),
]

FLOORS = {
    "source_overlap": 0.795,
    "cue_overlap": 0.8,
    "content_overlap": 0.845,
    "all_overlap": 0.76,
    "all_exact": 0.515,
    "direct_right": 0.92,
}


def test_scores_stay_above_their_floors() -> None:
    scores = measured(FOLDER)
    assert {name: scores[name] for name, floor in FLOORS.items() if scores[name] < floor} == {}
