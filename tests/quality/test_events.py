"""The gate: what events reach on PLOVER's developer half, less 1; who lowers a floor says why."""

import pytest

from tests.quality.events import plover
from tests.quality.treebank import GOLD

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
FLOORS = {"type": 81.5, "mode": 67.5, "actor_f1": 79.0, "recipient_f1": 74.0}


@pytest.mark.gold
@needs_gold
def test_records_of_plover() -> None:
    reached = plover()
    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}
