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


def test_of_two_subjects_before_a_verb_the_last_is_it() -> None:
    found = triples(
        extracted(
            """
            A a DET 2 det
            defender defender NOUN 8 nsubj Number=Sing person
            of of ADP 5 case
            the the DET 5 det
            channel_ channel NOUN 2 nmod Number=Sing organization
            , , PUNCT 8 punct
            Orsin Orsin PROPN 8 nsubj Number=Sing person
            likened liken VERB 0 root VerbForm=Fin|Tense=Past
            it it PRON 8 obj
            to to ADP 12 case
            the the DET 12 det
            BBC_ BBC PROPN 8 obl Number=Sing organization
            . . PUNCT 8 punct
            """
        )
    )
    assert found == {("Orsin", "likened", "it")}


def test_what_a_conjunction_joins_is_no_subject_whatever_the_parser_says() -> None:
    found = triples(
        extracted(
            """
            The the DET 2 det
            slide slide NOUN 8 nsubj Number=Sing object
            on on ADP 4 case
            mines mine NOUN 2 nmod Number=Plur object
            and and CCONJ 7 cc
            old old ADJ 7 amod
            roads road NOUN 8 nsubj Number=Plur object
            shows show VERB 0 root VerbForm=Fin|Tense=Pres
            prices_ price NOUN 8 obj Number=Plur
            . . PUNCT 8 punct
            """
        )
    )
    assert {row for row in found if row[1] == "shows"} == {("The slide on mines", "shows", "prices")}


def test_a_name_behind_its_title_is_one_subject_with_it() -> None:
    found = triples(
        extracted(
            """
            Campaign campaign NOUN 2 compound Number=Sing organization
            spokesman spokesman NOUN 5 nsubj Number=Sing person
            Pavel Pavel PROPN 5 nsubj Number=Sing person
            Orsin Orsin PROPN 3 flat Number=Sing
            told tell VERB 0 root VerbForm=Fin|Tense=Past
            reporters_ reporter NOUN 5 obj Number=Plur person
            . . PUNCT 5 punct
            """
        )
    )
    assert found == {("Campaign spokesman Pavel Orsin", "told", "reporters")}


def test_a_relative_pronoun_before_whom_a_verb_of_saying_names_is_the_subject_of_what_is_said() -> None:
    found = triples(
        extracted(
            """
            They they PRON 2 nsubj
            protested protest VERB 0 root VerbForm=Fin|Tense=Past
            a a DET 4 det
            tax_ tax NOUN 2 obj Number=Sing abstract
            , , PUNCT 8 punct
            which which PRON 8 nsubj PronType=Rel
            advocates advocate NOUN 8 nsubj Number=Plur person
            say say VERB 4 acl:relcl VerbForm=Fin|Tense=Pres
            harms harm VERB 8 ccomp VerbForm=Fin|Tense=Pres
            schools_ school NOUN 9 obj Number=Plur organization
            . . PUNCT 2 punct
            """
        )
    )
    assert {(subject, predicate) for subject, predicate, _ in found} >= {("advocates", "say"), ("a tax", "harms")}


@pytest.mark.parametrize(
    ("name", "expected"), [("Maersk", [("recipient", "Maersk")]), ("US", [])], ids=["a company", "a dollar's country"]
)
def test_a_name_between_a_verb_of_giving_and_an_amount_is_whom_it_is_given(
    name: str, expected: list[tuple[str, str]]
) -> None:
    found = extracted(
        f"""
        Orlavia Orlavia PROPN 2 nsubj Number=Sing place
        paid pay VERB 0 root VerbForm=Fin|Tense=Past
        {name} {name} PROPN 4 compound Number=Sing organization
        $_ $ SYM 2 obj
        85 85 NUM 6 compound
        million_ million NUM 4 nummod
        . . PUNCT 2 punct
        """
    )
    assert found.facts["object"].to_list() == ["$85 million" if expected else "US $85 million"]
    assert found.arguments.select("role", "text").rows() == expected


def test_a_title_and_a_name_in_one_apposition_are_one() -> None:
    parse = """
    The the DET 2 det
    chair chair NOUN 7 nsubj Number=Sing person
    , , PUNCT 5 punct
    Senator Senator PROPN 2 appos Number=Sing
    Ida Ida PROPN 2 appos Number=Sing person
    Holm Holm PROPN 5 flat Number=Sing
    resigned_ resign VERB 0 root Tense=Past|VerbForm=Fin
    . . PUNCT 7 punct
    """
    found = triples(extracted(parse, names=(("Ida Holm", "person"),)))
    assert {row for row in found if row[1] != "resigned"} == {
        ("Ida Holm", "chair", None),
        ("Ida Holm", "Senator", None),
    }
    apart = triples(extracted(parse.replace("Senator Senator", "Orel Orel"), names=(("Ida Holm", "person"),)))
    assert ("Orel", "chair", None) in apart


def test_a_name_behind_a_noun_is_no_second_conjunct() -> None:
    parse = """
    Orel Orel PROPN 2 nsubj Number=Sing organization
    backs back VERB 0 root Tense=Pres|VerbForm=Fin
    rebels rebel NOUN 2 obj Number=Plur person
    and and CCONJ 7 cc
    their their PRON 6 nmod:poss Poss=Yes|PronType=Prs
    ally ally NOUN 3 conj Number=Sing
    Arvenia_ Arvenia PROPN 3 conj Number=Sing place
    . . PUNCT 2 punct
    """
    backed = {row[2] for row in triples(extracted(parse, names=(("Arvenia", "country"),))) if row[1] == "backs"}
    assert backed == {"rebels", "their ally Arvenia"}
