"""Spans are compared character by character, whether they follow each other or lie across one another."""

import numpy as np
import polars as pl
import pytest

from warehouse import spans

TEXTS = spans.texts_of(pl.Series(["one 𐍈wo", "three"]))


@pytest.mark.parametrize(
    ("rows", "starts", "words", "expected"),
    [
        ([0, 0, 1], [0, 4, 0], ["one", "𐍈wo", "three"], [True, True, True]),
        ([0, 0, 1], [0, 4, 0], ["one", "two", "thref"], [True, False, False]),
        ([0, 0, 1], [0, 3, 1], ["one", " 𐍈", "hree"], [True, True, True]),
        ([1, 0, 0, 0], [2, 0, 0, 1], ["ree", "one 𐍈wo", "one", "ne"], [True, True, True, True]),
        ([1, 0, 0, 0], [2, 0, 0, 1], ["ree", "one two", "one", "no"], [True, False, True, False]),
        ([0, 0, 1], [5, 9, 3], ["wo", "", "eel"], [True, False, False]),
        ([0, 1], [7, 0], ["", "three"], [True, True]),
    ],
)
def test_spans_hold_their_words(rows: list[int], starts: list[int], words: list[str], expected: list[bool]) -> None:
    own = spans.texts_of(pl.Series(words))
    places = np.arange(len(words))
    found = spans.equal(TEXTS, np.array(rows), np.array(starts), own, places, np.zeros_like(places), own.lengths)
    assert found.tolist() == expected


def test_ids_are_known_by_their_place() -> None:
    ids = pl.Series(["b", "b", "x", "a", "b"])
    assert spans.rows_of(ids, pl.Series(["a", "b"])).tolist() == [1, 1, -1, 0, 1]
    assert spans.rows_of(ids.clear(), pl.Series(["a"])).tolist() == []


def test_spans_are_compared_in_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "CHARACTERS_AT_A_TIME", 4)
    texts = spans.texts_of(pl.Series(["the bridge over the Lowen fell", "nobody was hurt"]))
    own = pl.Series(["the", "bridge over the Lowen", "over", "", "fell", "nobody", "hurt", "was"])
    rows = np.array([0, 0, 0, 0, 0, 1, 1, 1])
    starts = np.array([0, 4, 11, 3, 26, 0, 11, 7])
    held = spans.texts_of(own)
    zeros = np.zeros(len(own), dtype=np.int64)
    for moved in (None, *range(len(own))):
        begins = starts.copy()
        if moved is not None:
            begins[moved] += 1
        same = spans.equal(texts, rows, begins, held, np.arange(len(own)), zeros, held.lengths)
        assert same.tolist() == [place != moved or not own[place] for place in range(len(own))]
