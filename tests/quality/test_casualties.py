"""The gate: what casualties reach, less what one row is worth; who lowers a floor says why."""

import pytest

from tests.quality.casualties import muc, own
from tests.quality.treebank import GOLD

needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason=f"needs the gold data in {GOLD}")


@pytest.mark.gold
@needs_gold
def test_reports_of_muc() -> None:
    assert muc("muc_dev").figures()["f1"] >= 69


@pytest.mark.parametrize(("name", "floor"), [("first", 94), ("second", 95), ("third", 87), ("fourth", 93)])
def test_sentences_of_our_own(name: str, floor: float) -> None:
    assert own(name).figures()["f1"] >= floor
