"""subjects, roles and dates on literal parses in which another word stands nearer than the right one."""

import pytest

from tests.transforms.extract.parses import extracted, triples


@pytest.mark.parametrize(
    ("verb", "lemma", "marker", "expected"),
    [
        ("called", "call", "on", "rebels"),
        ("appealed", "appeal", "to", "rebels"),
        ("met", "meet", "with", "Arvenia"),
    ],
)
def test_who_is_called_on_is_to_do_it(verb: str, lemma: str, marker: str, expected: str) -> None:
    found = triples(
        extracted(
            f"""
            Arvenia Arvenia PROPN 2 nsubj Number=Sing place
            {verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
            {marker} {marker} ADP 4 case
            rebels rebel NOUN 2 obl Number=Plur person
            to to PART 6 mark
            free free VERB 2 advcl VerbForm=Inf
            them_ they PRON 6 obj Case=Acc|Number=Plur person
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "free"} == {expected}


def test_a_subject_between_for_and_to_is_that_of_the_infinitive() -> None:
    found = triples(
        extracted(
            """
            Arvenia Arvenia PROPN 2 nsubj Number=Sing place
            called call VERB 0 root VerbForm=Fin|Tense=Past
            for for SCONJ 6 mark
            Borduria Borduria PROPN 2 nsubj Number=Sing place
            to to PART 6 mark
            withdraw_ withdraw VERB 2 xcomp VerbForm=Inf
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "withdraw"} == {"Borduria"}


def test_a_gerund_that_opens_a_sentence_is_the_subject_of_a_verb_without_one() -> None:
    found = triples(
        extracted(
            """
            Fighting fight VERB 8 advcl VerbForm=Ger
            in in ADP 3 case
            Sanmar Sanmar PROPN 1 obl Number=Sing place
            killed kill VERB 8 ccomp VerbForm=Fin|Tense=Past
            nine_ nine NUM 4 obj NumType=Card
            , , PUNCT 4 punct
            officials official NOUN 8 nsubj Number=Plur person
            said_ say VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 8 punct
            """
        )
    )
    assert ("Fighting in Sanmar", "killed", "nine") in found
    assert not [row for row in found if row[1] == "Fighting"]


def test_a_participle_beside_another_is_said_of_the_same_noun() -> None:
    found = triples(
        extracted(
            """
            Fire fire NOUN 2 nsubj Number=Sing
            hit hit VERB 0 root VerbForm=Fin|Tense=Past
            a a DET 4 det
            ship ship NOUN 2 obj Number=Sing object
            owned own VERB 4 acl Tense=Past|VerbForm=Part|Voice=Pass
            by by ADP 7 case
            Kavre Kavre PROPN 5 obl:agent Number=Sing
            and and CCONJ 9 cc
            registered register VERB 2 conj Tense=Past|VerbForm=Part|Voice=Pass
            in in ADP 11 case
            Sanmar_ Sanmar PROPN 9 obl Number=Sing place
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "registered"} == {"a ship"}


@pytest.mark.parametrize(
    ("verb", "lemma", "kind"), [("tortured", "torture", "passive"), ("escaped", "escape", "active")]
)
def test_what_looks_like_the_past_is_a_passive_beside_one_where_it_is_done_to_somebody(
    verb: str, lemma: str, kind: str
) -> None:
    facts = extracted(
        f"""
        They they PRON 3 nsubj:pass Case=Nom|Number=Plur person
        were be AUX 3 aux:pass
        seized seize VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        and and CCONJ 5 cc
        {verb}_ {lemma} VERB 3 conj Tense=Past|VerbForm=Fin
        . . PUNCT 3 punct
        """
    ).facts
    rules = facts.filter(facts["predicate"] == verb)["rule"].to_list()
    assert [rule.split("_")[0] for rule in rules] == [kind]


def test_what_has_an_object_and_no_auxiliary_is_no_passive() -> None:
    facts = extracted(
        """
        Strikes strike NOUN 2 nsubj:pass Number=Plur event
        destroyed destroy VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        bridges_ bridge NOUN 2 obj Number=Plur object
        . . PUNCT 2 punct
        """
    ).facts
    assert facts.select("object", "rule").rows() == [("bridges", "active_clause")]


def test_whom_tells_of_a_person() -> None:
    found = triples(
        extracted(
            """
            He he PRON 2 nsubj Case=Nom|Number=Sing person
            left leave VERB 0 root VerbForm=Fin|Tense=Past
            the the DET 4 det
            coalition coalition NOUN 2 obj Number=Sing organization
            with with ADP 6 case
            Danev_ Danev PROPN 4 nmod Number=Sing
            , , PUNCT 10 punct
            whom whom PRON 10 obj PronType=Rel
            he he PRON 10 nsubj Case=Nom|Number=Sing person
            accused_ accuse VERB 4 acl:relcl VerbForm=Fin|Tense=Past
            . . PUNCT 2 punct
            """
        )
    )
    assert ("he", "accused", "Danev") in found


@pytest.mark.parametrize(
    ("noun", "expected"), [("State", ("Secretary of State", None)), ("Sanmar", ("Secretary", "Sanmar"))]
)
def test_a_title_has_what_it_is_called_after(noun: str, expected: tuple[str, str | None]) -> None:
    kind = "place" if noun == "Sanmar" else "_"
    found = triples(
        extracted(
            f"""
            Secretary Secretary PROPN 4 nmod:desc Number=Sing person
            of of ADP 3 case
            {noun} {noun} PROPN 1 nmod Number=Sing {kind}
            Gest Gest PROPN 5 nsubj Number=Sing person
            left_ leave VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 5 punct
            """
        )
    )
    assert ("Gest", *expected) in found


def test_not_before_what_somebody_pleads_is_in_the_predicate() -> None:
    found = triples(
        extracted(
            """
            He he PRON 2 nsubj Case=Nom|Number=Sing person
            pleaded plead VERB 0 root VerbForm=Fin|Tense=Past
            not not PART 4 advmod Polarity=Neg
            guilty_ guilty ADJ 2 xcomp Degree=Pos
            . . PUNCT 2 punct
            """
        )
    )
    assert found == {("He", "pleaded not", "guilty")}


def test_who_is_shown_doing_something_does_it() -> None:
    found = triples(
        extracted(
            """
            Footage footage NOUN 2 nsubj Number=Sing object
            showed show VERB 0 root VerbForm=Fin|Tense=Past
            guards guard NOUN 2 obj Number=Plur person
            beating beat VERB 2 advcl Tense=Pres|VerbForm=Part
            prisoners_ prisoner NOUN 4 obj Number=Plur person
            . . PUNCT 2 punct
            """
        )
    )
    assert ("guards", "beating", "prisoners") in found


@pytest.mark.parametrize(
    ("first", "kind", "expected"),
    [
        ("Lieutenant", "person", {"Lieutenant Colonel"}),
        ("company", "_", {"company Colonel"}),
        ("President", "person", {"President", "Colonel"}),
    ],
)
def test_a_rank_before_a_title_makes_one_with_it(first: str, kind: str, expected: set[str]) -> None:
    found = triples(
        extracted(
            f"""
            {first} {first} PROPN 3 nmod:desc Number=Sing {kind}
            Colonel colonel PROPN 3 nmod:desc Number=Sing person
            Gest Gest PROPN 4 nsubj Number=Sing person
            left_ leave VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 4 punct
            """
        )
    )
    assert {row[1] for row in found if row[0] == "Gest"} == expected


def test_a_number_before_a_second_participle_is_its_subject() -> None:
    found = triples(
        extracted(
            """
            Forty forty NUM 3 nsubj:pass NumType=Card
            were be AUX 3 aux:pass
            killed kill VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
            and and CCONJ 6 cc
            200 200 NUM 6 compound NumType=Card
            injured_ injure VERB 3 conj Tense=Past|VerbForm=Part|Voice=Pass
            . . PUNCT 3 punct
            """
        )
    )
    assert found == {("Forty", "were killed", None), ("200", "injured", None)}


def test_a_subject_behind_a_participle_is_that_of_the_report() -> None:
    found = triples(
        extracted(
            """
            Bombs bomb NOUN 2 nsubj Number=Plur object
            exploded_ explode VERB 8 ccomp VerbForm=Fin|Tense=Past
            , , PUNCT 4 punct
            wounding wound VERB 2 advcl Tense=Pres|VerbForm=Part
            75_ 75 NUM 4 obj NumType=Card
            , , PUNCT 2 punct
            police police NOUN 4 nsubj Number=Plur organization
            said_ say VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 8 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "wounding"} == {"Bombs"}
    assert {row[0] for row in found if row[1] == "said"} == {"police"}


@pytest.mark.parametrize(
    ("subject", "kind", "expected"), [("economy", "abstract", "Holm"), ("board", "organization", "board")]
)
def test_what_only_somebody_does_is_not_done_by_a_thing(subject: str, kind: str, expected: str) -> None:
    found = triples(
        extracted(
            f"""
            Holm Holm PROPN 2 nsubj Number=Sing person
            said say VERB 0 root VerbForm=Fin|Tense=Past
            {subject} {subject} NOUN 5 nsubj Number=Sing {kind}
            was be AUX 5 cop VerbForm=Fin
            weak weak ADJ 2 ccomp
            and and CCONJ 7 cc
            appealed appeal VERB 5 conj VerbForm=Fin|Tense=Past
            to to ADP 9 case
            banks_ bank NOUN 7 obl Number=Plur organization
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "appealed"} == {expected}


def test_by_names_who_did_the_deed_and_not_what_they_did_it_to() -> None:
    found = triples(
        extracted(
            """
            The the DET 2 det
            killing killing NOUN 7 nsubj Number=Sing event
            of of ADP 4 case
            judges judge NOUN 2 nmod Number=Plur person
            by by ADP 6 case
            soldiers soldier NOUN 4 nmod Number=Plur person
            shocked shock VERB 0 root VerbForm=Fin|Tense=Past
            many_ many ADJ 7 obj
            . . PUNCT 7 punct
            """
        )
    )
    assert ("soldiers", "killing", "judges") in found
