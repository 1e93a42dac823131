"""Actors and recipients of events on literal parses: who is a side, and who or what beside the verb is none."""

import pytest

from tests.transforms.extract.test_events import events


@pytest.mark.parametrize(
    ("verb", "lemma", "how", "expected"),
    [
        ("offered", "offer", "aid", [("France", None), ("Germany", None)]),
        ("discussed", "discuss", "aid", [("France", "Germany"), ("Germany", "France")]),
    ],
)
def test_who_offers_together_offers_nothing_to_each_other(
    verb: str, lemma: str, how: str, expected: list[tuple[str, str | None]]
) -> None:
    found = events(
        f"""
        France France PROPN 4 nsubj _ place
        and and CCONJ 3 cc
        Germany Germany PROPN 1 conj _ place
        {verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
        {how} {how} NOUN 4 obj _ abstract
        . . PUNCT 4 punct
        """
    )
    assert sorted((row[0], row[3]) for row in found) == expected


def test_who_will_act_on_a_promise_is_not_whom_it_is_made_to() -> None:
    found = events(
        """
        Ministers minister NOUN 2 nsubj Number=Plur person
        promised promise VERB 0 root VerbForm=Fin|Tense=Past
        that that SCONJ 7 mark
        the the DET 5 det
        army army NOUN 7 nsubj _ organization
        would would AUX 7 aux
        help help VERB 2 ccomp VerbForm=Inf
        refugees refugee NOUN 7 obj Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [row[3] for row in found if row[0] == "Ministers"] == [None]


@pytest.mark.parametrize(("mark", "expected"), [("whether", []), ("that", ["request"])])
def test_a_question_asks_for_nothing(mark: str, expected: list[str]) -> None:
    found = events(
        f"""
        Ministers minister NOUN 2 nsubj Number=Plur person
        asked ask VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        government government NOUN 2 iobj _ organization
        {mark} {mark} SCONJ 8 mark
        troops troops NOUN 8 nsubj Number=Plur person
        had have AUX 8 aux
        left leave VERB 2 ccomp VerbForm=Part
        . . PUNCT 2 punct
        """
    )
    assert [row[1] for row in found if row[0] == "Ministers"] == expected


def test_who_made_what_is_rejected_is_the_other_side() -> None:
    assert events(
        """
        Ministers minister NOUN 2 nsubj Number=Plur person
        rejected reject VERB 0 root VerbForm=Fin|Tense=Past
        accusations accusation NOUN 2 obj Number=Plur abstract
        made make VERB 3 acl VerbForm=Part|Voice=Pass
        by by ADP 6 case
        rebels rebel NOUN 4 obl:agent Number=Plur person
        . . PUNCT 2 punct
        """
    )[0] == ("Ministers", "reject", None, "rebels", "120")


def test_a_treaty_between_two_is_of_both() -> None:
    found = events(
        """
        The the DET 2 det
        treaty treaty NOUN 8 nsubj _ abstract
        signed sign VERB 2 acl VerbForm=Part|Voice=Pass
        between between ADP 5 case
        Peru Peru PROPN 3 obl _ place
        and and CCONJ 7 cc
        Chile Chile PROPN 5 conj _ place
        lapsed lapse VERB 0 root VerbForm=Fin|Tense=Past
        . . PUNCT 8 punct
        """
    )
    assert [(row[0], row[1], row[3]) for row in found] == [("Peru", "support", "Chile")]


def test_capitals_name_the_same_sides() -> None:
    found = events(
        """
        MINISTERS minister NOUN 2 nsubj Number=Plur person
        EXPRESSED express VERB 0 root VerbForm=Fin|Tense=Past
        SOLIDARITY solidarity NOUN 2 obj _ abstract
        WITH with ADP 7 case
        THE the DET 7 det
        SALVADORAN Salvadoran ADJ 7 amod
        PEOPLE people NOUN 3 nmod _ person
        . . PUNCT 2 punct
        """
    )
    assert [(row[1], row[3]) for row in found] == [("support", "THE SALVADORAN PEOPLE")]


@pytest.mark.parametrize(("number", "expected"), [("5,300", "about 5,300 villagers"), ("many", "about many villagers")])
def test_a_comma_in_a_number_ends_no_phrase(number: str, expected: str) -> None:
    found = events(
        f"""
        Police police NOUN 2 nsubj _ organization
        arrested arrest VERB 0 root VerbForm=Fin|Tense=Past
        about about ADV 4 advmod
        {number} {number} NUM 5 nummod
        villagers villager NOUN 2 obj Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [row[3] for row in found] == [expected]


def test_who_attacked_did_what_it_led_to() -> None:
    found = events(
        """
        A a DET 2 det
        camp camp NOUN 4 nsubj:pass _ place
        was be AUX 4 aux:pass
        attacked attack VERB 0 root VerbForm=Part|Voice=Pass
        by by ADP 6 case
        rebels rebel NOUN 4 obl:agent Number=Plur person
        , , PUNCT 8 punct
        killing kill VERB 4 advcl VerbForm=Ger
        villagers villager NOUN 8 obj Number=Plur person
        . . PUNCT 4 punct
        """
    )
    assert [(row[0], row[3]) for row in found] == [("rebels", "A camp"), ("rebels", "villagers")]


def test_who_is_killed_in_a_clash_is_killed_by_the_others() -> None:
    found = events(
        """
        Rebels rebel NOUN 3 nsubj:pass Number=Plur person
        were be AUX 3 aux:pass
        killed kill VERB 0 root VerbForm=Part|Voice=Pass
        in in ADP 5 case
        clashes clash NOUN 3 obl Number=Plur event
        with with ADP 7 case
        troops troops NOUN 5 nmod Number=Plur person
        . . PUNCT 3 punct
        """
    )
    assert ("troops", "assault", None, "Rebels", "190") in found


def test_what_is_aimed_at_efforts_is_aimed_at_those_who_make_them() -> None:
    found = events(
        """
        Ministers minister NOUN 2 nsubj Number=Plur person
        cooperated cooperate VERB 0 root VerbForm=Fin|Tense=Past
        with with ADP 7 case
        the the DET 5 det
        authorities_ authority NOUN 7 nmod:poss Number=Plur person
        ' 's PART 5 case
        efforts effort NOUN 2 obl Number=Plur abstract
        . . PUNCT 2 punct
        """
    )
    assert [(row[1], row[3]) for row in found][:1] == [("cooperate", "the authorities")]


@pytest.mark.parametrize(("foe", "expected"), [("rebels_", []), ("soldiers", ["threaten"])])
def test_what_ministers_foretell_of_rebels_is_no_threat(foe: str, expected: list[str]) -> None:
    found = events(
        f"""
        Ministers minister NOUN 2 nsubj Number=Plur person
        said say VERB 0 root VerbForm=Fin|Tense=Past
        {foe} {foe.strip("_")} NOUN 5 nsubj Number=Plur person
        will will AUX 5 aux
        attack attack VERB 2 ccomp VerbForm=Inf
        villagers villager NOUN 5 obj Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [row[1] for row in found] == expected


@pytest.mark.parametrize(("last", "expected"), [("Germany", "Germany"), ("them", None)])
def test_who_complains_to_a_court_accuses_somebody_else(last: str, expected: str | None) -> None:
    found = events(
        f"""
        France France PROPN 2 nsubj Number=Sing organization
        filed file VERB 0 root VerbForm=Fin|Tense=Past
        a a DET 4 det
        complaint complaint NOUN 2 obj Number=Sing abstract
        with with ADP 8 case
        the the DET 8 det
        Coastal Coastal PROPN 8 compound
        Court Court PROPN 4 nmod Number=Sing organization
        against against ADP 10 case
        {last} {last} PROPN 4 nmod _ organization
        . . PUNCT 2 punct
        """
    )
    assert [(*row[:2], row[3]) for row in found] == [("France", "accuse", expected)]
