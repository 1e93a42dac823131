"""tail mends, clefts and the like on literal parses: what the parser hangs one word too deep."""

import pytest

from tests.transforms.extract.parses import extracted, triples


def test_who_urges_warns_behind_the_comma() -> None:
    found = extracted(
        """
        Amnesty Amnesty PROPN 2 nsubj Number=Sing organization
        urged urge VERB 0 root VerbForm=Fin|Tense=Past
        ministers minister NOUN 2 obj Number=Plur person
        to to PART 5 mark
        pay_ pay VERB 2 xcomp VerbForm=Inf
        , , PUNCT 7 punct
        warning warn VERB 5 advcl Tense=Pres|VerbForm=Part
        that that SCONJ 11 mark
        patients patient NOUN 11 nsubj Number=Plur person
        would would AUX 11 aux VerbForm=Fin
        die_ die VERB 7 ccomp VerbForm=Inf
        . . PUNCT 2 punct
        """
    )
    assert ("Amnesty", "warning", "patients would die") in triples(found)
    died = found.facts.filter(found.facts["subject"] == "patients")
    assert died.select("claimant", "status").rows() == [("Amnesty", "future")]


@pytest.mark.parametrize(("kind", "who"), [("place", "Holm"), ("person", "A guard")])
def test_what_a_thing_cannot_say_its_denier_says(kind: str, who: str) -> None:
    found = triples(
        extracted(
            f"""
            Holm Holm PROPN 2 nsubj Number=Sing person
            denied deny VERB 0 root VerbForm=Fin|Tense=Past
            that that SCONJ 7 mark
            a a DET 5 det
            guard guard NOUN 7 nsubj Number=Sing {kind}
            had have AUX 7 aux VerbForm=Fin
            fallen_ fall VERB 2 ccomp VerbForm=Part|Tense=Past
            , , PUNCT 9 punct
            saying say VERB 7 advcl Tense=Pres|VerbForm=Part
            it it PRON 11 nsubj Number=Sing
            stood_ stand VERB 9 ccomp VerbForm=Fin|Tense=Past
            . . PUNCT 2 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "saying"} == {who if who == "Holm" else "a guard"}


def test_a_claim_that_sums_up_a_report_is_denied_by_nobody_in_it() -> None:
    found = extracted(
        """
        Dremmel Dremmel PROPN 3 nsubj Number=Sing place
        had have AUX 3 aux VerbForm=Fin
        fallen_ fall VERB 6 ccomp VerbForm=Part|Tense=Past
        , , PUNCT 3 punct
        residents resident NOUN 6 nsubj Number=Plur person
        said_ say VERB 0 root VerbForm=Fin|Tense=Past
        , , PUNCT 9 punct
        a a DET 9 det
        claim claim NOUN 3 obj Number=Sing abstract
        the the DET 11 det
        army army NOUN 12 nsubj Number=Sing organization
        dismissed_ dismiss VERB 9 acl:relcl VerbForm=Fin|Tense=Past
        . . PUNCT 6 punct
        """
    )
    told = {row[0]: row[1:] for row in found.facts.select("predicate", "object", "claimant").iter_rows()}
    assert told["dismissed"] == ("a claim", None)
    assert told["had fallen"] == (None, "residents")
    assert found.quotations.filter(found.quotations["speaker"] == "residents")["text"].to_list() == [
        "Dremmel had fallen"
    ]


def test_a_day_behind_said_dates_the_saying() -> None:
    found = extracted(
        """
        Floods flood NOUN 3 nsubj Number=Plur event
        have have AUX 3 aux
        killed kill VERB 7 ccomp VerbForm=Part|Tense=Past
        nine nine NUM 5 nummod
        people_ person NOUN 3 obj Number=Plur person
        , , PUNCT 3 punct
        said say VERB 0 root VerbForm=Fin|Tense=Past
        on on ADP 9 case
        Thursday Thursday PROPN 3 obl Number=Sing time
        Ida Ida PROPN 7 nsubj Number=Sing person
        Holm_ Holm PROPN 10 flat Number=Sing
        . . PUNCT 7 punct
        """
    )
    times = found.arguments.filter(found.arguments["role"] == "time").join(found.facts, on="fact_id")
    assert times["predicate"].to_list() == ["said"]


def test_what_one_would_rather_do_than_another_thing_is_hers() -> None:
    found = extracted(
        """
        She she PRON 4 nsubj Number=Sing person
        would would AUX 4 aux VerbForm=Fin
        rather rather ADV 4 advmod
        see see VERB 0 root VerbForm=Inf
        Lunde Lunde PROPN 6 nsubj Number=Sing person
        leave leave VERB 4 ccomp VerbForm=Inf
        than than SCONJ 8 mark
        take take VERB 6 advcl VerbForm=Inf
        money_ money NOUN 8 obj Number=Sing
        . . PUNCT 4 punct
        """
    )
    assert ("She", "take", "money") in triples(found)
    assert set(found.facts.filter(found.facts["subject"] == "She")["status"]) == {"hypothetical"}


def test_some_of_them_are_no_others() -> None:
    found = triples(
        extracted(
            """
            Relatives relative NOUN 8 nsubj Number=Plur person
            _ , PUNCT 3 punct
            some some DET 1 conj _ person
            of of ADP 5 case
            them they PRON 3 nmod Number=Plur person
            crying_ cry VERB 1 acl Tense=Pres|VerbForm=Part
            , , PUNCT 1 punct
            left_ leave VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 8 punct
            """.replace("            _ , PUNCT", "            , , PUNCT")
        )
    )
    assert {row[0] for row in found if row[1] == "left"} == {"Relatives"}
    assert {row[0] for row in found if row[1] == "crying"} == {"some of them"}


def test_it_was_arvenia_that_broke_the_truce() -> None:
    found = triples(
        extracted(
            """
            Kavia Kavia PROPN 2 nsubj Number=Sing place
            said say VERB 0 root VerbForm=Fin|Tense=Past
            it it PRON 5 expl
            was be AUX 5 cop VerbForm=Fin
            Arvenia Arvenia PROPN 2 ccomp Number=Sing place
            that that PRON 8 nsubj
            had have AUX 8 aux VerbForm=Fin
            broken break VERB 2 ccomp VerbForm=Part|Tense=Past
            the the DET 10 det
            truce_ truce NOUN 8 obj Number=Sing
            . . PUNCT 2 punct
            """
        )
    )
    assert ("Arvenia", "had broken", "the truce") in found
    assert not {row for row in found if row[1] == "was"}


def test_what_it_was_not_did_not_do_it() -> None:
    found = extracted(
        """
        It it PRON 4 expl
        was be AUX 4 cop VerbForm=Fin|Tense=Past
        not not PART 4 advmod
        trust trust NOUN 0 root Number=Sing abstract
        that that PRON 6 nsubj PronType=Rel
        kept keep VERB 4 acl:relcl VerbForm=Fin|Tense=Past
        ships_ ship NOUN 6 obj Number=Plur object
        . . PUNCT 4 punct
        """
    )
    kept = found.facts.filter(found.facts["predicate"] == "kept")
    assert kept.select("subject", "object", "is_negated").rows() == [("trust", "ships", True)]


def test_a_visit_that_is_cut_short_is_the_object() -> None:
    found = triples(
        extracted(
            """
            Holm Holm PROPN 2 nsubj Number=Sing person
            cut cut VERB 0 root VerbForm=Fin|Tense=Past
            short short ADJ 2 obj
            a a DET 5 det
            visit_ visit NOUN 2 obj Number=Sing event
            . . PUNCT 2 punct
            """
        )
    )
    assert ("Holm", "cut short", "a visit") in found


def test_talks_due_to_resume_will_do_so() -> None:
    found = extracted(
        """
        Talks talk NOUN 5 nsubj Number=Plur event
        were be AUX 5 cop VerbForm=Fin
        due due ADJ 5 case
        to to ADP 3 fixed
        resume resume NOUN 0 root Number=Sing
        today_ today NOUN 5 obl:unmarked Number=Sing time
        . . PUNCT 5 punct
        """
    )
    assert found.facts.select("subject", "predicate", "status").rows() == [("Talks", "were due to resume", "future")]


def test_what_was_hit_causes_nothing() -> None:
    found = triples(
        extracted(
            """
            The the DET 2 det
            site site NOUN 4 nsubj:pass Number=Sing organization
            was be AUX 4 aux:pass VerbForm=Fin
            hit_ hit VERB 0 root VerbForm=Part|Tense=Past|Voice=Pass
            , , PUNCT 6 punct
            causing cause VERB 4 advcl Tense=Pres|VerbForm=Part
            panic_ panic NOUN 6 obj Number=Sing
            . . PUNCT 4 punct
            """
        )
    )
    assert {row[1] for row in found} == {"was hit"}


def test_as_somebody_told_it_is_his() -> None:
    found = extracted(
        """
        As as SCONJ 3 mark
        Heald Heald PROPN 3 nsubj Number=Sing person
        told tell VERB 9 advcl VerbForm=Fin|Tense=Past
        the the DET 5 det
        Post_ Post PROPN 3 iobj Number=Sing organization
        , , PUNCT 3 punct
        ozone ozone NOUN 9 nsubj Number=Sing
        has have AUX 9 aux VerbForm=Fin
        dropped_ drop VERB 0 root VerbForm=Part|Tense=Past
        . . PUNCT 9 punct
        """
    )
    claimed = dict(found.facts.select("predicate", "claimant").iter_rows())
    assert claimed == {"told": None, "has dropped": "Heald"}


def test_who_says_that_he_thinks_so_says_it_once() -> None:
    found = extracted(
        """
        “_ “ PUNCT 8 punct
        Driven drive VERB 8 advcl VerbForm=Part|Tense=Past|Voice=Pass
        I I PRON 4 nsubj _ person
        think think VERB 2 parataxis VerbForm=Fin
        by by ADP 6 case
        greed_ greed NOUN 2 obl Number=Sing
        , , PUNCT 2 punct
        fail fail VERB 0 root VerbForm=Fin
        they_ they PRON 8 nsubj _ person
        ._ . PUNCT 8 punct
        ” ” PUNCT 8 punct
        """
    )
    assert {tuple(chain) for chain in found.facts["claimant_chain"].drop_nulls()} == {("I",)}


@pytest.mark.parametrize(("kind", "who"), [("organization", "Riverwatch"), ("place", "Ida Holm")])
def test_what_tells_of_an_organization_tells_of_no_person(kind: str, who: str) -> None:
    parse = f"""
    Ida Ida PROPN 15 nsubj Number=Sing person
    Holm Holm PROPN 1 flat Number=Sing
    , , PUNCT 5 punct
    the the DET 5 det
    director director NOUN 1 appos Number=Sing person
    of of ADP 7 case
    Riverwatch Riverwatch PROPN 5 nmod Number=Sing {kind}
    , , PUNCT 10 punct
    a a DET 10 det
    group group NOUN 1 appos Number=Sing person
    that that PRON 12 nsubj PronType=Rel
    fights fight VERB 10 acl:relcl Tense=Pres|VerbForm=Fin
    dams_ dam NOUN 12 obj Number=Plur
    , , PUNCT 1 punct
    resigned_ resign VERB 0 root Tense=Past|VerbForm=Fin
    . . PUNCT 15 punct
    """
    found = triples(extracted(parse, names=(("Ida Holm", "person"), ("Riverwatch", kind))))
    assert (who, "fights", "dams") in found
    assert (who, "group", None) in found


def test_what_tells_of_a_place_tells_of_no_army() -> None:
    parse = """
    Troops troop NOUN 2 nsubj Number=Plur person
    left leave VERB 0 root Tense=Past|VerbForm=Fin
    a a DET 4 det
    base base NOUN 2 obj Number=Sing organization
    in in ADP 6 case
    Arvenia_ Arvenia PROPN 4 nmod Number=Sing place
    , , PUNCT 9 punct
    a a DET 9 det
    region region NOUN 4 appos Number=Sing place
    of of ADP 12 case
    the the DET 12 det
    north_ north NOUN 9 nmod Number=Sing
    . . PUNCT 2 punct
    """
    found = triples(extracted(parse, names=(("Arvenia", "place"),)))
    assert {row for row in found if row[1] == "region"} == {("Arvenia", "region", "the north")}
