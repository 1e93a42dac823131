from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from transforms.annotate.trees import arborescences


def is_tree(heads: list[int]) -> bool:
    """One root, and every word comes to it."""
    if heads.count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        while word and word not in seen:
            seen.add(word)
            word = heads[word - 1]
        if word:
            return False
    return True


def score(scores: np.ndarray, heads: list[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def best_score(scores: np.ndarray) -> float:
    """The best of all trees, each tried."""
    every = map(list, product(range(len(scores) + 1), repeat=len(scores)))
    return max(score(scores, heads) for heads in every if is_tree(heads))


SCORES = st.integers(1, 5).flatmap(
    lambda words: arrays.arrays(
        np.float32, (words, words + 1), elements=st.integers(-3, 3) | st.floats(-50, 50, width=16)
    )
)


@settings(max_examples=200, deadline=None)
@given(SCORES)
def test_no_tree_scores_better(scores: np.ndarray) -> None:
    heads = arborescences(scores[None], np.array([len(scores)]))[0].tolist()
    assert is_tree(heads)
    assert score(scores, heads) == pytest.approx(best_score(scores), abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 40), min_size=1, max_size=6))
def test_each_sentence_of_a_batch_is_solved_by_itself(seed: int, lengths: list[int]) -> None:
    size = max(lengths) + 1
    scores = np.random.default_rng(seed).normal(size=(len(lengths), size, size + 1)).astype(np.float32)
    together = arborescences(scores, np.array(lengths))
    for sentence, length in enumerate(lengths):
        own = scores[sentence : sentence + 1, :length, : length + 1]
        assert is_tree(together[sentence, :length].tolist())
        assert not together[sentence, length:].any()
        np.testing.assert_array_equal(together[sentence, :length], arborescences(own, np.array([length]))[0])


def test_best_heads_that_are_a_tree_are_kept() -> None:
    scores = np.zeros((1, 3, 4))
    scores[0, [0, 1, 2], [2, 0, 2]] = 1
    assert arborescences(scores, np.array([3])).tolist() == [[2, 0, 2]]


def test_of_two_roots_the_dearer_to_lose_stays() -> None:
    scores = np.array([[[5.0, 0.0, 1.0], [6.0, 1.0, 0.0]]])
    assert arborescences(scores, np.array([2])).tolist() == [[2, 0]]


def test_a_cycle_of_cycles_is_broken_where_that_costs_least() -> None:
    # 1 and 2 want each other, 3 and 4 too; 3 would rather hang on 1, and 1 on 3, than any word on the root.
    scores = np.full((1, 4, 5), -20.0)
    scores[0, [0, 1, 2, 3], [2, 1, 4, 3]] = 10
    scores[0, [0, 2], [3, 1]] = 8
    scores[0, :, 0] = [-8, -3, -6, -9]
    assert arborescences(scores, np.array([4])).tolist() == [[2, 0, 1, 3]]


@pytest.mark.parametrize("worst", [-np.inf, np.nan, -1e9])
def test_masked_arcs_are_taken_only_where_nothing_else_makes_a_tree(worst: float) -> None:
    scores = np.full((1, 3, 4), worst)
    scores[0, [0, 1, 2], [2, 1, 1]] = 1
    heads = arborescences(scores, np.array([3]))[0].tolist()
    assert is_tree(heads)
    assert heads[2] == 1


def test_empty_sentences_and_batches() -> None:
    assert arborescences(np.zeros((0, 4, 5)), np.zeros(0, dtype=np.int64)).shape == (0, 4)
    assert arborescences(np.zeros((1, 2, 3)), np.array([0])).tolist() == [[0, 0]]


def test_a_sentence_of_2000_words_that_is_all_cycles_is_solved() -> None:
    scores = np.random.default_rng(7).normal(size=(1, 2000, 2001)).astype(np.float32)
    heads = arborescences(scores, np.array([2000]))[0].tolist()
    assert heads.count(0) == 1
    assert is_tree(heads)
