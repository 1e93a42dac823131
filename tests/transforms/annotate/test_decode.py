"""Decoding: legal name tags, windows joined to sentences, lemma scripts."""

from itertools import product

import numpy as np
import polars as pl

from transforms.annotate.decode import best_sequences, legal_transitions, lemmas, whole_sentences
from transforms.annotate.model import windows

TAGS = ["O", "B-person", "I-person", "B-place", "I-place"]


def test_inside_follows_only_its_own_kind() -> None:
    scores = np.full((3, len(TAGS)), -9.0, dtype=np.float32)
    scores[0, TAGS.index("I-person")] = 0  # illegal at a beginning
    scores[0, TAGS.index("B-person")] = -1
    scores[1, TAGS.index("I-place")] = 0  # illegal after person
    scores[1, TAGS.index("I-person")] = -1
    scores[2, TAGS.index("O")] = 0
    best = best_sequences(scores, np.array([3]), legal_transitions(TAGS))
    assert [TAGS[tag] for tag in best] == ["B-person", "I-person", "O"]


def test_what_a_tag_is_worth_after_another_can_outweigh_its_own_score() -> None:
    scores = np.zeros((2, len(TAGS)), dtype=np.float32)
    scores[0, TAGS.index("B-person")] = 5
    scores[1, TAGS.index("O")] = 1
    follows = legal_transitions(TAGS)
    follows[TAGS.index("B-person"), TAGS.index("I-person")] += 2
    best = best_sequences(scores, np.array([2]), follows)
    assert [TAGS[tag] for tag in best] == ["B-person", "I-person"]


def test_a_sentence_is_tagged_alike_in_any_company() -> None:
    random = np.random.default_rng(1)
    scores = random.normal(size=(11, len(TAGS))).astype(np.float32)
    follows = legal_transitions(TAGS)
    together = best_sequences(scores, np.array([4, 1, 6]), follows)
    for first, last in ((0, 4), (4, 5), (5, 11)):
        alone = best_sequences(scores[first:last], np.array([last - first]), follows)
        assert together[first:last].tolist() == alone.tolist()


def test_the_best_sequence_is_the_best_of_all() -> None:
    random = np.random.default_rng(2)
    scores = random.normal(size=(4, len(TAGS))).astype(np.float32)
    follows = legal_transitions(TAGS) + random.normal(size=(len(TAGS) + 1, len(TAGS))).astype(np.float32)
    before = np.array(list(product(range(len(TAGS)), repeat=4)))
    worth = follows[-1, before[:, 0]] + scores[np.arange(4), before].sum(axis=1)
    worth += follows[before[:, :-1], before[:, 1:]].sum(axis=1)
    assert best_sequences(scores, np.array([4]), follows).tolist() == before[worth.argmax()].tolist()


def test_a_long_sentence_is_read_in_windows_and_hung_together() -> None:
    sentence = np.array([0, 0, 0, 0, 1])
    window = windows(sentence, np.array([300, 300, 5, 5, 1]))
    assert window.tolist() == [0, 0, 1, 1, 2]
    heads, hung = whole_sentences(np.array([2, 0, 0, 1, 0]), window, sentence)
    assert heads.tolist() == [2, 0, 2, 3, 0]
    assert hung.tolist() == [False, False, True, False, False]


def test_lemma_scripts() -> None:
    scripts = ["l|0|", "l|3|y", "k|0|", "t|0|", "l|=|be", "l|9|x", "l|1|"]
    forms = ["Cities", "cities", "NATO", "TURKEY", "was", "of", "Geese"]
    words = pl.DataFrame({"form": forms, "upos": "X", "script": range(7)})
    known = pl.DataFrame({"form": ["geese", "nato"], "upos": ["X", "PROPN"], "lemma": ["goose", "no"]})
    found = lemmas(words, scripts, known)
    assert found.to_list() == ["cities", "city", "NATO", "Turkey", "be", "of", "goose"]
