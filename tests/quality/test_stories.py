"""The gate: what near-duplicates reach, less what a few copies are worth; who lowers a floor says why."""

import pytest

from tests.quality.stories import score
from tests.quality.treebank import GOLD


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
def test_copies_of_gums_documents() -> None:
    reached = score()
    assert reached["precision"] >= 99
    assert reached["recall"] >= 96
