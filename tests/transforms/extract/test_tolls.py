"""casualties: parts of tolls, who else is counted, and numbers that stand away from their people."""

import polars as pl

from tests.transforms.extract.parses import extracted
from tests.transforms.extract.test_casualties import PARTICIPLE, tolls


def test_parts_of_a_toll_have_rows_of_their_own() -> None:
    parse = """
    Shells shell NOUN 2 nsubj Number=Plur object
    killed kill VERB 0 root VerbForm=Fin
    nine nine NUM 4 nummod
    people people NOUN 2 obj Number=Plur person
    , , PUNCT 8 punct
    {words}
    three three NUM {noun} nummod
    children_ child NOUN 4 {how} Number=Plur person
    . . PUNCT 2 punct
    """
    among = "among among ADP 7 case\nthem they PRON 4 nmod _ person"
    for text in (
        parse.format(words="including include VERB 8 case", noun=8, how="nmod"),
        parse.format(words=among, noun=9, how="appos"),
    ):
        assert [(best, victims) for _, _, best, victims, _ in tolls(text)] == [(9, "people"), (3, "children")]


def test_who_dies_along_with_another_is_counted() -> None:
    assert tolls(
        f"""
        The the DET 2 det
        mayor mayor NOUN 4 nsubj:pass Number=Sing person
        was be AUX 4 aux:pass
        shot_ shoot VERB 0 root {PARTICIPLE}
        dead dead ADJ 4 xcomp
        along along ADP 9 case
        with with ADP 9 case
        his he PRON 9 nmod:poss
        driver_ driver NOUN 4 obl Number=Sing person
        . . PUNCT 4 punct
        """.replace("shot_", "shot")
    ) == [("killed", 1, 1, "The mayor", None), ("killed", 1, 1, "his driver", None)]


def test_several_victims_are_also_told_by_name() -> None:
    found = tolls(
        f"""
        Two two NUM 2 nummod
        reporters reporter NOUN 11 nsubj:pass Number=Plur person
        , , PUNCT 4 punct
        Ana Ana PROPN 2 appos Number=Sing
        Ruiz Ruiz PROPN 4 flat Number=Sing
        and and CCONJ 7 cc
        Jo Jo PROPN 4 conj Number=Sing
        Roe Roe PROPN 7 flat Number=Sing
        , , PUNCT 4 punct
        were be AUX 11 aux:pass
        killed_ kill VERB 0 root {PARTICIPLE}
        . . PUNCT 11 punct
        """,
        names=(("Ana Ruiz", "person"), ("Jo Roe", "person")),
    )
    assert [(best, victims) for _, _, best, victims, _ in found] == [(2, "reporters"), (1, "Ana Ruiz"), (1, "Jo Roe")]


def test_people_in_general_are_no_toll() -> None:
    parse = """
    Bandits bandit NOUN 2 nsubj Number=Plur person
    killed kill VERB 0 root VerbForm=Fin
    {some}
    traders_ trader NOUN 2 obj Number=Plur person
    . . PUNCT 2 punct
    """
    assert not tolls(parse.format(some="young young ADJ 4 amod"))
    assert [low for _, low, _, _, _ in tolls(parse.format(some="many many ADJ 4 amod"))] == [2]


def test_the_number_of_people_killed_is_a_toll() -> None:
    found = extracted(
        f"""
        The the DET 2 det
        number number NOUN 6 nsubj Number=Sing abstract
        of of ADP 4 case
        people people NOUN 2 nmod Number=Plur person
        killed kill VERB 4 acl {PARTICIPLE}
        rose rise VERB 0 root VerbForm=Fin
        to to ADP 8 case
        134_ 134 NUM 6 obl _ abstract
        . . PUNCT 6 punct
        """
    ).casualties
    assert found.select("harm", "best", "is_cumulative").rows() == [("killed", 134, True)]


def test_no_casualties_are_none_killed() -> None:
    parse = """
    Police police NOUN 2 nsubj Number=Plur organization
    reported report VERB 0 root VerbForm=Fin
    {no} no DET 4 det
    casualties_ casualty NOUN 2 obj Number=Plur event
    . . PUNCT 2 punct
    """
    assert extracted(parse.format(no="no")).casualties.select("harm", "best", "is_negated").rows() == [
        ("killed", 0, True)
    ]
    assert not tolls(parse.format(no="the"))


def test_a_family_of_five_are_five() -> None:
    assert [
        best
        for _, _, best, _, _ in tolls(
            """
            A a DET 2 det
            family family NOUN 5 nsubj Number=Sing person
            of of ADP 4 case
            five five NUM 2 nmod
            died_ die VERB 0 root VerbForm=Fin
            . . PUNCT 5 punct
            """
        )
    ] == [5]


def test_a_number_behind_its_verb_is_its_object() -> None:
    found = tolls(
        """
        Shells shell NOUN 2 nsubj Number=Plur object
        killed kill VERB 0 root VerbForm=Fin
        two two NUM 2 obj _ event
        and and CCONJ 5 cc
        wounded wound VERB 2 conj VerbForm=Fin
        about about ADV 7 advmod
        60_ 60 NUM 2 conj _ event
        . . PUNCT 2 punct
        """
    )
    assert [(harm, best) for harm, _, best, _, _ in found] == [("killed", 2), ("wounded", 60)]


def test_a_gerund_is_dated_by_its_clause() -> None:
    found = extracted(
        """
        A a DET 2 det
        bomb bomb NOUN 3 nsubj Number=Sing object
        exploded explode VERB 0 root Tense=Past|VerbForm=Fin
        on on ADP 7 case
        5 5 NUM 3 obl
        May May PROPN 5 nmod
        2011_ 2011 NUM 5 nmod
        , , PUNCT 9 punct
        killing kill VERB 3 advcl Tense=Pres|VerbForm=Part
        five five NUM 11 nummod
        people_ people NOUN 9 obj Number=Plur person
        . . PUNCT 3 punct
        """
    ).casualties
    assert found.select("best", pl.col("begins", "ends").cast(pl.String)).rows() == [(5, "2011-05-05", "2011-05-05")]


def test_a_question_of_number_is_no_toll_and_both_are_two() -> None:
    parse = """
    Police police NOUN 2 nsubj Number=Plur organization
    know know VERB 0 root VerbForm=Fin
    {0}
    {1}
    people people NOUN 7 obj Number=Plur person
    it it PRON 7 nsubj
    killed_ kill VERB 2 ccomp VerbForm=Fin
    . . PUNCT 2 punct
    """
    assert not tolls(parse.format("how how ADV 4 advmod", "many many ADJ 5 amod"))
    both = parse.format("how how ADV 7 advmod", "both both DET 5 det")
    assert [best for _, _, best, _, _ in tolls(both)] == [2]


def test_a_body_that_somebody_has_is_no_corpse() -> None:
    parse = """
    Doctors doctor NOUN 2 nsubj Number=Plur person
    saw see VERB 0 root VerbForm=Fin
    {0}
    body_ body NOUN 2 obj Number=Sing object
    . . PUNCT 2 punct
    """
    assert not tolls(parse.format("her she PRON 4 nmod:poss _ person"))
    named = tolls(parse.format("Ruiz Ruiz PROPN 4 nmod:poss Number=Sing person"), names=(("Ruiz", "person"),))
    assert [best for _, _, best, _, _ in named] == [1]


def test_what_a_toll_would_have_been_is_none() -> None:
    assert not tolls(
        """
        The the DET 2 det
        toll toll NOUN 6 nsubj Number=Sing abstract
        would would AUX 6 aux
        have have AUX 6 aux
        been be AUX 6 cop
        900_ 900 NUM 0 root _ abstract
        . . PUNCT 6 punct
        """
    )


def test_a_number_that_begins_a_sentence_is_no_victim_of_the_one_before() -> None:
    found = tolls(
        """
        Rebels rebel NOUN 2 nsubj Number=Plur person
        killed kill VERB 0 root VerbForm=Fin

        12 12 NUM 2 nummod
        people people NOUN 3 nsubj Number=Plur person
        left leave VERB 0 root VerbForm=Fin
        """
    )
    assert 12 not in [best for _, _, best, *_ in found]
