"""The measures of coreference, on the worked examples of the papers that defined them."""

import pytest

from tests.quality.conll12 import b_cubed, ceaf, muc


def clusters(*texts: str) -> list[frozenset[str]]:
    return [frozenset(text) for text in texts]


GOLD = clusters("12345", "67", "89ABC")
# Bagga and Baldwin (1998), figures 1 and 2: one wrong link, between small or between large entities.
SMALL, LARGE = clusters("12345", "6789ABC"), clusters("1234589ABC", "67")


def test_muc_counts_links() -> None:
    for given in (SMALL, LARGE):
        figures = muc(GOLD, given).figures()
        assert figures["recall"] == 100
        assert figures["precision"] == pytest.approx(90)


@pytest.mark.parametrize(("given", "precision"), [(SMALL, 76.19), (LARGE, 58.33)])
def test_b_cubed_counts_mentions(given: list[frozenset[str]], precision: float) -> None:
    figures = b_cubed(GOLD, given).figures()
    assert figures["recall"] == 100
    assert figures["precision"] == pytest.approx(precision, abs=0.01)


def test_ceaf_pairs_each_entity_once() -> None:
    # Luo (2005), table 1, system responses (a), (b): φ4 over the entities there are.
    assert ceaf(GOLD, SMALL).figures()["f1"] == pytest.approx(100 * 2 * (1 + 2 * 5 / 12) / 5)
    assert ceaf(GOLD, GOLD).figures()["f1"] == 100
    # The best pairing is not the greedy one.
    assert ceaf(clusters("1234", "5"), clusters("12", "345")).recalled == pytest.approx(2 * 2 / 6 + 2 * 1 / 4)


def test_mentions_of_one_side_cost() -> None:
    assert muc(clusters("12"), clusters("34")).figures()["f1"] == 0
    assert b_cubed(clusters("12"), clusters("1X")).figures()["recall"] == 25
    assert ceaf([], clusters("12")).figures()["f1"] == 0
