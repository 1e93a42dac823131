from transforms.annotate.training.lemmas import known_lemmas, lemma_script


def test_lemmas_are_known_that_all_sentences_agree_about() -> None:
    words = [("left", "VERB", "leave"), ("left", "ADJ", "left"), ("saw", "VERB", "see"), ("saw", "VERB", "saw")]
    assert known_lemmas(words) == [("left", "VERB", "leave")]


def test_a_verb_that_nobody_prints_where_one_with_an_e_is_printed_is_a_slip() -> None:
    words = [("freed", "VERB", "fre"), ("free", "ADJ", "free"), ("deployed", "VERB", "deploy")]
    assert known_lemmas(words) == [("deployed", "VERB", "deploy")]


def test_a_script_is_the_shortest_way_to_the_lemma() -> None:
    assert lemma_script("Cities", "city") == "l|3|y"
    assert lemma_script("went", "go") == "l|=|go"
