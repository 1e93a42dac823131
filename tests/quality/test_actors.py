"""The gate: what actors reach on phrases of our own, less 1; who lowers a floor says why."""

import pytest

from tests.quality.actors import score

FLOORS = {"dev": 95.5, "held": 91.5}


@pytest.mark.parametrize("split", FLOORS)
def test_country_and_sector_of_phrases(split: str) -> None:
    assert score(split)["both"] >= FLOORS[split]
