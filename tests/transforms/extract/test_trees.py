import numpy as np

from transforms.extract.trees import ahead, behind

SENTENCE = np.array([0, 0, 0, 1, 1])
MARKS = np.array([True, False, True, True, False])


def test_what_stands_behind_and_ahead_is_of_the_same_sentence() -> None:
    assert behind(MARKS, SENTENCE).tolist() == [False, True, False, False, True]
    assert ahead(MARKS, SENTENCE).tolist() == [False, True, False, False, False]


def test_nothing_stands_beside_nothing() -> None:
    none = np.array([], dtype=np.bool_)
    assert behind(none, none.astype(np.int64)).tolist() == []
    assert ahead(none, none.astype(np.int64)).tolist() == []
