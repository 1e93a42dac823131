"""The gate: what quantities reach on cases as newspapers print them. A floor is lowered by a commit that says why."""

import pytest

from tests.quality.quantities import GOLD, score
from transforms.annotate import load_annotator

FLOORS = {
    "Number": 97.0,
    "Percent": 99.0,
    "Currency": 94.0,
    "Dimension": 92.0,
    "Temperature": 96.0,
    "Age": 99.0,
    "NumberRange": 90.0,
    "quantulum3": 90.0,
}


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
@pytest.mark.parametrize("name", [*FLOORS])
def test_cases_in_print(name: str) -> None:
    figures, _ = score(name, load_annotator())
    assert figures["right of printed"] >= FLOORS[name]
