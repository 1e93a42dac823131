"""The gate: what events reach on PLOVER's developer half, less 1; who lowers a floor says why."""

import pytest

from tests.quality.events import petrarch, plover
from tests.quality.treebank import GOLD

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
FLOORS = {"type": 81.5, "mode": 67.5, "actor_f1": 78.5, "recipient_f1": 75.5}


@pytest.mark.gold
@needs_gold
def test_records_of_plover() -> None:
    reached = plover()
    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}


@pytest.mark.gold
@needs_gold
def test_records_of_petrarch_that_cameo_can_be_asked_of() -> None:
    assert petrarch()["restated"] >= 75
