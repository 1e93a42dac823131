"""relations on literal parses that give a word a name too general for what it is to its head."""

import pytest

from tests.transforms.extract.parses import extracted, triples


@pytest.mark.parametrize(
    ("adverb", "next_word", "expected"),
    [("back", "from", "pulled back"), ("ahead", "of", "pulled"), ("often", "from", "pulled")],
)
def test_an_adverb_of_direction_right_behind_its_verb_is_in_the_predicate(
    adverb: str, next_word: str, expected: str
) -> None:
    found = triples(
        extracted(
            f"""
            Troops troops NOUN 2 nsubj Number=Ptan organization
            pulled pull VERB 0 root VerbForm=Fin|Tense=Past
            {adverb} {adverb} ADV 2 advmod
            {next_word} {next_word} ADP 5 case
            Arvenia_ Arvenia PROPN 2 obl Number=Sing place
            . . PUNCT 2 punct
            """
        )
    )
    assert found == {("Troops", expected, None)}


def test_an_adverb_of_direction_behind_the_object_is_an_argument_and_in_the_lemma() -> None:
    found = extracted(
        """
        Police police NOUN 2 nsubj Number=Plur organization
        pushed push VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        crowd crowd NOUN 2 obj Number=Sing person
        back_ back ADV 2 advmod
        . . PUNCT 2 punct
        """
    )
    assert found.facts.select("predicate", "predicate_lemma", "object").rows() == [("pushed", "push back", "the crowd")]
    assert found.arguments["text"].to_list() == ["back"]


def test_what_is_known_of_a_verb_holds_with_an_adverb_of_direction() -> None:
    found = extracted(
        """
        Arvenia Arvenia PROPN 2 nsubj Number=Sing place
        sent send VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        troops troops NOUN 2 obj Number=Ptan organization
        back_ back ADV 2 advmod
        . . PUNCT 2 punct
        """,
        names=(("Arvenia", "country"),),
    )
    assert found.facts["event_type"].to_list() == ["mobilize"]
