"""The gate: articles that share an event, in reports of our own; who lowers a floor says why."""

import pytest

from tests.quality.occurrences import score


@pytest.mark.parametrize(("split", "recall"), [("dev", 50), ("held_out", 33)])
def test_reports_of_our_own(split: str, recall: float) -> None:
    reached = score(split)
    assert reached["precision"] == 100
    assert reached["recall"] >= recall
