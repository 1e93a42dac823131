"""mends on literal parses that hang a word where the tree itself shows that it cannot belong."""

import pytest

from tests.transforms.extract.parses import extracted, triples


@pytest.mark.parametrize(
    ("pronoun", "first", "second", "expected"),
    [
        ("which", "person", "place", "Arvenia"),
        ("which", "object", "place", "Boats from Arvenia"),
        ("who", "object", "person", "Arvenia"),
    ],
)
def test_a_relative_clause_tells_of_the_nearest_of_its_kind(
    pronoun: str, first: str, second: str, expected: str
) -> None:
    found = triples(
        extracted(
            f"""
            Boats boat NOUN 10 nsubj Number=Plur {first}
            from from ADP 3 case
            Arvenia_ Arvenia PROPN 1 nmod Number=Sing {second}
            ,_ , PUNCT 6 punct
            {pronoun} {pronoun} PRON 6 nsubj PronType=Rel
            exports export VERB 1 acl:relcl VerbForm=Fin
            grain_ grain NOUN 6 obj Number=Sing
            , , PUNCT 6 punct
            have have AUX 10 aux
            arrived arrive VERB 0 root VerbForm=Part|Tense=Past
            . . PUNCT 10 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "exports"} == {expected}


def test_a_time_between_a_noun_and_its_infinitive_is_the_infinitives() -> None:
    found = extracted(
        """
        Judges judge NOUN 2 nsubj Number=Plur person
        upheld uphold VERB 0 root VerbForm=Fin|Tense=Past
        Arvenia_ Arvenia PROPN 5 nmod:poss Number=Sing place
        ’s 's PART 3 case
        step step NOUN 2 obj Number=Sing event
        last last ADJ 7 amod
        week week NOUN 2 obl:unmarked Number=Sing time
        to to PART 9 mark
        expel expel VERB 5 acl VerbForm=Inf
        envoys_ envoy NOUN 9 obj Number=Plur person
        . . PUNCT 2 punct
        """
    )
    expelled = found.facts.filter(found.facts["predicate"] == "expel")
    assert expelled.select("subject", "object", "status").rows() == [("Arvenia", "envoys", "actual")]
    told = found.arguments.filter(found.arguments["fact_id"] == expelled["fact_id"].item())
    assert told.select("role", "text").rows() == [("time", "last week")]


def test_a_year_dates_the_participle_before_it() -> None:
    found = extracted(
        """
        The the DET 2 det
        base base NOUN 4 nsubj:pass Number=Sing place
        was be AUX 4 aux:pass
        built build VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        after after ADP 7 case
        a a DET 7 det
        treaty treaty NOUN 4 obl Number=Sing abstract
        signed sign VERB 7 acl Tense=Past|VerbForm=Part|Voice=Pass
        in in ADP 10 case
        Lisbon Lisbon PROPN 8 obl Number=Sing place
        in in ADP 12 case
        1963_ 1963 NUM 4 obl NumType=Card time
        . . PUNCT 4 punct
        """
    )
    told = found.arguments.join(found.facts.select("fact_id", "predicate"), on="fact_id")
    assert {row[0] for row in told.select("predicate", "text").rows() if row[1] == "1963"} == {"signed"}


def test_no_conjunct_stands_across_a_word_that_hangs_elsewhere() -> None:
    """Arvenia's friend *Oresund* is no second object of "backs", wherever the parse hangs it."""
    found = triples(
        extracted(
            """
            Tensions tension NOUN 2 nsubj
            grew grow VERB 0 root VerbForm=Fin|Tense=Past
            between between ADP 4 case
            Tavria_ Tavria PROPN 2 obl Number=Sing place
            ,_ , PUNCT 7 punct
            which which PRON 7 nsubj PronType=Rel
            backs back VERB 4 acl:relcl VerbForm=Fin
            rebels_ rebel NOUN 7 obj Number=Plur person
            ,_ , PUNCT 13 punct
            and and CCONJ 13 cc
            Arvenia_ Arvenia PROPN 13 nmod:poss Number=Sing place
            ’s 's PART 11 case
            friend friend NOUN 4 conj Number=Sing person
            Oresund_ Oresund PROPN 8 conj Number=Sing place
            . . PUNCT 2 punct
            """
        )
    )
    assert {row for row in found if row[1] == "backs"} == {("Tavria", "backs", "rebels")}


def test_which_with_a_singular_verb_tells_of_no_plural() -> None:
    text = """
    It it PRON 2 nsubj Number=Sing
    grew grow VERB 0 root VerbForm=Fin|Tense=Past
    to to ADP 4 case
    nine nine NUM 5 nummod
    villages_ village NOUN 2 obl Number={number} place
    ,_ , PUNCT 10 punct
    which which PRON 10 nsubj PronType=Rel
    was be AUX 10 cop Number=Sing|VerbForm=Fin
    a a DET 10 det
    surprise_ surprise NOUN 5 acl:relcl Number=Sing
    . . PUNCT 2 punct
    """
    assert {row[1] for row in triples(extracted(text.format(number="Plur")))} == {"grew"}
    assert {row[1] for row in triples(extracted(text.format(number="Sing")))} == {"grew", "was"}


def test_a_name_behind_a_title_is_no_argument_of_its_own() -> None:
    found = extracted(
        """
        They they PRON 2 nsubj
        wrote write VERB 0 root VerbForm=Fin
        to to ADP 4 case
        attorney attorney NOUN 2 obl _ person
        Ilan Ilan PROPN 2 obl _ person
        Gest Gest PROPN 5 flat
        on on ADP 8 case
        Monday Monday PROPN 2 obl _ time
        """
    )
    assert found.arguments["text"].to_list() == ["attorney Ilan Gest", "Monday"]


def test_no_past_follows_would() -> None:
    found = extracted(
        """
        Holm Holm PROPN 2 nsubj _ person
        said say VERB 0 root VerbForm=Fin|Tense=Past
        he he PRON 5 nsubj
        would would AUX 5 aux VerbForm=Fin
        resign resign VERB 2 ccomp VerbForm=Inf
        and and CCONJ 7 cc
        warned warn VERB 5 conj VerbForm=Fin|Tense=Past
        of of ADP 9 case
        unrest_ unrest NOUN 7 obl
        . . PUNCT 2 punct
        """
    )
    assert found.quotations.select("speaker", "cue", "text").rows() == [
        ("Holm", "said", "he would resign"),
        ("Holm", "warned of", "unrest"),
    ]


def test_the_first_of_two_subjects_around_a_report_is_the_speaker() -> None:
    found = extracted(
        """
        One one NUM 10 nsubj _ person
        of of ADP 4 case
        the the DET 4 det
        lawyers_ lawyer NOUN 1 nmod _ person
        , , PUNCT 6 punct
        Holm_ Holm PROPN 1 appos _ person
        , , PUNCT 1 punct
        said say VERB 0 root VerbForm=Fin|Tense=Past
        films film NOUN 10 nsubj
        show show VERB 8 ccomp VerbForm=Fin
        it_ it PRON 10 obj
        . . PUNCT 8 punct
        """
    )
    assert found.quotations.select("speaker", "cue", "text").rows() == [
        ("One of the lawyers, Holm", "said", "films show it"),
    ]


SAID_AGAIN = """
Arvenia Arvenia PROPN 2 nsubj Number=Sing place
insists insist VERB 0 root VerbForm=Fin|Tense=Pres
it it PRON 4 nsubj Number=Sing
wants want VERB 2 ccomp VerbForm=Fin|Tense=Pres
peace peace NOUN 4 obj Number=Sing
and and CCONJ 7 cc
{verb} {lemma} VERB 2 conj VerbForm=Fin|Tense=Pres
dams_ dam NOUN 7 obj Number=Plur
. . PUNCT 2 punct
"""


def test_a_verb_that_says_again_what_is_said_is_said_too() -> None:
    again = extracted(SAID_AGAIN.format(verb="wants", lemma="want")).facts.filter(object="dams")
    assert again.select("subject", "claimant").rows() == [("it", "Arvenia")]
    other = extracted(SAID_AGAIN.format(verb="builds", lemma="build")).facts.filter(object="dams")
    assert other.select("subject", "claimant").rows() == [("Arvenia", None)]


def test_who_is_reported_to_say_more_is_who_said_it() -> None:
    found = triples(
        extracted(
            """
            Guards guard NOUN 3 nsubj:pass Number=Plur person
            were be AUX 3 aux:pass
            hurt_ hurt VERB 0 root Tense=Past|VerbForm=Part
            , , PUNCT 6 punct
            mayors mayor NOUN 6 nsubj Number=Plur person
            said_ say VERB 3 parataxis Tense=Past|VerbForm=Fin
            ,_ , PUNCT 8 punct
            adding add VERB 3 advcl VerbForm=Ger
            that that SCONJ 11 mark
            shops shop NOUN 11 nsubj Number=Plur
            closed_ close VERB 8 ccomp Tense=Past|VerbForm=Fin
            . . PUNCT 3 punct
            """
        )
    )
    assert {row[0] for row in found if row[1] == "adding"} == {"mayors"}


def test_a_verb_in_the_past_is_not_what_was_vowed() -> None:
    found = extracted(
        """
        Gest Gest PROPN 2 nsubj
        vowed vow VERB 0 root Tense=Past|VerbForm=Fin
        to to PART 4 mark
        leave leave VERB 2 xcomp VerbForm=Inf
        and and CCONJ 6 cc
        {verb} blame VERB 4 conj {feats}
        Arvenia_ Arvenia PROPN 6 obj
        . . PUNCT 2 punct
        """.format(verb="blamed", feats="Tense=Past|VerbForm=Fin")
    )
    rows = dict(found.facts.select("predicate_lemma", "status").iter_rows())
    assert rows == {"leave": "future", "blame": "actual"}


def test_the_first_of_two_subjects_of_saying_is_that_of_the_clause_between_them() -> None:
    found = triples(
        extracted(
            """
            Minister minister NOUN 2 nmod:desc Number=Sing person
            Orsin Orsin PROPN 11 nsubj Number=Sing person
            spoke speak VERB 11 ccomp VerbForm=Fin|Tense=Past
            to to ADP 6 case
            both both DET 6 det
            leaders_ leader NOUN 3 obl Number=Plur person
            ,_ , PUNCT 3 punct
            the the DET 10 det
            foreign foreign ADJ 10 amod
            office office NOUN 11 nsubj Number=Sing organization
            said_ say VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 11 punct
            """
        )
    )
    assert {row[:2] for row in found} >= {("Minister Orsin", "spoke"), ("the foreign office", "said")}
    assert not [row for row in found if row[:2] == ("Minister Orsin", "said")]


def test_a_relative_clause_passes_over_what_hangs_beside_what_it_tells_of() -> None:
    found = triples(
        extracted(
            """
            They they PRON 2 nsubj Number=Plur person
            stopped stop VERB 0 root VerbForm=Fin|Tense=Past
            flow flow NOUN 2 obj Number=Sing event
            of of ADP 5 case
            refugees refugee NOUN 3 nmod Number=Plur person
            into into ADP 7 case
            Arvenia_ Arvenia PROPN 3 nmod Number=Sing place
            ,_ , PUNCT 11 punct
            which which PRON 11 nsubj PronType=Rel
            is be AUX 11 cop VerbForm=Fin|Number=Sing
            home home ADV 5 acl:relcl
            to to ADP 13 case
            Kavians Kavian PROPN 11 obl Number=Plur person
            . . PUNCT 2 punct
            """
        )
    )
    assert ("Arvenia", "is", "home to Kavians") in {row[:3] for row in found}


def test_what_is_due_to_be_done_is_not_done_yet() -> None:
    found = extracted(
        """
        The the DET 2 det
        plant plant NOUN 7 nsubj:pass
        is be AUX 7 aux:pass VerbForm=Fin
        due due ADJ 7 mark
        to to PART 4 fixed
        be be AUX 7 aux:pass VerbForm=Inf
        closed_ close VERB 0 root VerbForm=Part|Tense=Past|Voice=Pass
        . . PUNCT 7 punct
        """
    ).facts
    assert found.select("subject", "predicate", "status").rows() == [("The plant", "is due to be closed", "future")]
