"""The gate: what coreference reaches on GUM dev, less what a chain is worth; who lowers a floor says why."""

import pytest

from tests.quality.coreference import score
from tests.quality.treebank import GOLD


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")
def test_chains_and_pronouns_of_gum() -> None:
    reached = score()
    assert reached["mean_f1"] >= 64.2
    assert reached["pronouns_right"] >= 86.3
    assert reached["pronouns_resolved"] >= 176
