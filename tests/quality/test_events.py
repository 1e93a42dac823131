"""The gate: what events reach on PLOVER's developer half, less 1; who lowers a floor says why."""

import pytest

from tests.quality.events import plover
from tests.quality.treebank import GOLD

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
FLOORS = {"type": 78.5, "mode": 65.5, "actor_f1": 78.0, "recipient_f1": 68.0}


@pytest.mark.gold
@needs_gold
def test_records_of_plover() -> None:
    reached = plover()
    assert {name: reached[name] for name, floor in FLOORS.items() if reached[name] < floor} == {}
