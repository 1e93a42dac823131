"""casualties on literal parses: who is counted, what is negated, what is a total, who did it."""

from typing import Any

import polars as pl
import pytest

from tests.transforms.extract.parses import extracted

PARTICIPLE = "Tense=Past|VerbForm=Part|Voice=Pass"


def tolls(*paragraphs: str, names: tuple[tuple[str, str], ...] = ()) -> list[tuple[Any, ...]]:
    """Harm, low, best, victims and perpetrator of each toll."""
    found = extracted(*paragraphs, names=names).casualties
    assert all(text for text in found["text"])
    return found.select("harm", "low", "best", "victims", "perpetrator").rows()


ACTIVE = """
Gunmen gunman NOUN 2 nsubj Number=Plur person
killed kill VERB 0 root VerbForm=Fin
two two NUM 4 nummod
soldiers soldier NOUN 2 obj Number=Plur person
and and CCONJ 7 cc
a a DET 7 det
driver_ driver NOUN 4 conj Number=Sing person
. . PUNCT 2 punct
"""


def test_coordinated_victims_have_rows_of_their_own() -> None:
    assert tolls(ACTIVE) == [
        ("killed", 2, 2, "soldiers", "Gunmen"),
        ("killed", 1, 1, "a driver", "Gunmen"),
    ]


def passive(number: str, noun: str, verb: str, lemma: str) -> str:
    return f"""
{number} {number.lower()} NUM 2 nummod
{noun} {noun} NOUN 4 nsubj:pass Number=Plur person
were be AUX 4 aux:pass
{verb}_ {lemma} VERB 0 root {PARTICIPLE}
. . PUNCT 4 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "harm"),
    [
        ("killed", "kill", "killed"),
        ("injured", "injure", "wounded"),
        ("kidnapped", "kidnap", "abducted"),
        ("arrested", "arrest", "detained"),
        ("displaced", "displace", "displaced"),
    ],
)
def test_a_passive_has_its_victims_as_subject(verb: str, lemma: str, harm: str) -> None:
    assert tolls(passive("Five", "villagers", verb, lemma)) == [(harm, 5, 5, "villagers", None)]


def test_nobody_is_a_row_of_none() -> None:
    found = extracted(
        f"""
        No no DET 2 det
        one one PRON 4 nsubj:pass _ person
        was be AUX 4 aux:pass
        hurt_ hurt VERB 0 root {PARTICIPLE}
        . . PUNCT 4 punct
        """
    ).casualties
    assert found.select("harm", "low", "best", "high", "is_negated").rows() == [("wounded", 0, 0, 0, True)]


def test_what_may_be_is_no_toll() -> None:
    assert not tolls(
        """
        Gunmen gunman NOUN 3 nsubj Number=Plur person
        may may AUX 3 aux
        kill kill VERB 0 root VerbForm=Inf
        ten ten NUM 5 nummod
        travellers_ traveller NOUN 3 obj Number=Plur person
        . . PUNCT 3 punct
        """
    )


def test_a_toll_is_a_total() -> None:
    found = extracted(
        """
        The the DET 3 det
        death death NOUN 3 compound Number=Sing
        toll toll NOUN 4 nsubj Number=Sing abstract
        rose rise VERB 0 root VerbForm=Fin
        to to ADP 6 case
        36_ 36 NUM 4 obl _ abstract
        . . PUNCT 4 punct
        """
    ).casualties
    assert found.select("harm", "best", "is_cumulative", "text").rows() == [("killed", 36, True, "toll rose to 36")]


def test_things_are_no_victims() -> None:
    assert not tolls(
        """
        The the DET 2 det
        storm storm NOUN 3 nsubj Number=Sing event
        killed kill VERB 0 root VerbForm=Fin
        the the DET 5 det
        engine_ engine NOUN 3 obj Number=Sing object
        . . PUNCT 3 punct
        """
    )


DEED = f"""
An a DET 2 det
airstrike airstrike NOUN 6 nsubj Number=Sing event
blamed blame VERB 2 acl {PARTICIPLE}
on on ADP 5 case
Damascus Damascus PROPN 3 obl Number=Sing place
killed kill VERB 0 root VerbForm=Fin
two two NUM 9 nummod
Turkish turkish ADJ 9 amod
soldiers_ soldier NOUN 6 obj Number=Plur person
. . PUNCT 6 punct
"""


def test_a_deed_is_no_perpetrator_but_who_it_is_blamed_on_is() -> None:
    assert tolls(DEED, names=(("Damascus", "place"),)) == [("killed", 2, 2, "Turkish soldiers", "Damascus")]


def test_a_few_who_flee_are_not_displaced() -> None:
    parse = """
    {number} {number} NUM 2 nummod
    people people NOUN 3 nsubj Number=Plur person
    fled_ flee VERB 0 root VerbForm=Fin
    . . PUNCT 3 punct
    """
    assert not tolls(parse.format(number="two"))
    assert tolls(parse.format(number="9,000")) == [("displaced", 9000, 9000, "people", None)]


def test_each_toll_has_its_fact_and_spans_of_the_text() -> None:
    found = extracted(ACTIVE)
    rows = found.casualties.join(found.facts, on="fact_id", how="left", suffix="_of_fact")
    assert rows["predicate"].to_list() == ["killed", "killed"]
    text = "Gunmen killed two soldiers and a driver."
    spans = found.casualties.select("victims", "victims_start", "victims_end").rows()
    assert [text[start:end] for _, start, end in spans] == [victims for victims, _, _ in spans]
    assert isinstance(found.casualties, pl.DataFrame)


HOSTS = """
Kesh Kesh PROPN 2 nsubj _ place
fears fear VERB 0 root VerbForm=Fin
new new ADJ 4 amod
{moved}s {moved} NOUN 2 obj Number=Plur person
and and CCONJ 7 cc
is be AUX 7 cop
home home NOUN 2 conj Number=Sing
to to ADP 10 case
9,000 9,000 NUM 10 nummod
Arvenians_ Arvenian PROPN 7 nmod Number=Plur person
. . PUNCT 2 punct
"""


def test_people_of_elsewhere_are_refugees_where_the_sentence_speaks_of_some() -> None:
    assert tolls(HOSTS.format(moved="refugee")) == [("refugee", 9000, 9000, "Arvenians", None)]
    assert not tolls(HOSTS.format(moved="election"))


def test_a_number_of_dead_is_a_toll() -> None:
    found = extracted(
        """
        Doctors doctor NOUN 2 nsubj Number=Plur person
        put put VERB 0 root VerbForm=Fin
        the the DET 4 det
        number number NOUN 2 obj Number=Sing abstract
        of of ADP 6 case
        dead dead NOUN 4 nmod
        at at ADP 8 case
        57_ 57 NUM 2 obl _ abstract
        . . PUNCT 2 punct
        """
    ).casualties
    assert found.select("harm", "best", "is_cumulative").rows() == [("killed", 57, True)]


def test_a_sum_counts_what_it_is_of() -> None:
    parse = """
    A a DET 2 det
    {sum} {sum} NOUN 7 nsubj:pass Number=Sing person
    of of ADP 5 case
    31 31 NUM 5 nummod
    people people NOUN 2 nmod Number=Plur person
    were be AUX 7 aux:pass
    kidnapped_ kidnap VERB 0 root VerbForm=Part
    . . PUNCT 7 punct
    """
    assert [best for _, _, best, _, _ in tolls(parse.format(sum="total"))] == [31]


def test_who_is_blamed_for_the_deed_did_it() -> None:
    parse = f"""
    Two two NUM 2 nummod
    guards guard NOUN 4 nsubj:pass Number=Plur person
    were be AUX 4 aux:pass
    killed kill VERB 0 root {PARTICIPLE}
    in in ADP 7 case
    an a DET 7 det
    airstrike airstrike NOUN 4 obl Number=Sing event
    blamed blame VERB 7 acl {PARTICIPLE}
    on on ADP 10 case
    Kesh_ Kesh PROPN 8 obl Number=Sing place
    . . PUNCT 4 punct
    """
    assert tolls(parse, names=(("Kesh", "place"),)) == [("killed", 2, 2, "guards", "Kesh")]


def test_what_is_asked_for_is_no_toll() -> None:
    assert not tolls(
        f"""
        He he PRON 2 nsubj _ person
        asked ask VERB 0 root VerbForm=Fin
        that that SCONJ 7 mark
        two two NUM 5 nummod
        men man NOUN 7 nsubj:pass Number=Plur person
        be be AUX 7 aux:pass
        jailed_ jail VERB 2 ccomp {PARTICIPLE}
        . . PUNCT 2 punct
        """
    )


def test_bodies_are_dead_but_not_those_that_oversee_banks() -> None:
    parse = """
    Police police NOUN 2 nsubj Number=Plur organization
    counted count VERB 0 root VerbForm=Fin
    17 17 NUM 4 nummod
    bodies_ body NOUN 2 obj Number=Plur {kind}
    . . PUNCT 2 punct
    """
    assert tolls(parse.format(kind="object")) == [("killed", 17, 17, None, None)]
    assert not tolls(parse.format(kind="organization"))


def test_lives_are_those_of_their_owners() -> None:
    assert tolls(
        """
        Fire fire NOUN 2 nsubj Number=Sing event
        claimed claim VERB 0 root VerbForm=Fin
        the the DET 4 det
        lives life NOUN 2 obj Number=Plur abstract
        of of ADP 7 case
        100 100 NUM 7 nummod
        people_ people NOUN 4 nmod Number=Plur person
        . . PUNCT 2 punct
        """
    ) == [("killed", 100, 100, "people", None)]


def test_a_mother_of_three_is_one() -> None:
    assert tolls(
        """
        A a DET 2 det
        mother mother NOUN 5 nsubj Number=Sing person
        of of ADP 4 case
        three three NUM 2 nmod
        died_ die VERB 0 root VerbForm=Fin
        . . PUNCT 5 punct
        """
    ) == [("killed", 1, 1, "A mother of three", None)]


def test_named_officers_are_each_one() -> None:
    parse = f"""
    Officers officer NOUN 7 nsubj:pass Number=Plur person
    Ana Ana PROPN 1 appos
    Ruiz Ruiz PROPN 2 flat
    and and CCONJ 5 cc
    Jo Jo PROPN 1 conj Number=Sing
    were be AUX 7 aux:pass
    killed_ kill VERB 0 root {PARTICIPLE}
    . . PUNCT 7 punct
    """
    found = tolls(parse, names=(("Ana Ruiz", "person"), ("Jo", "person")))
    assert [(harm, best) for harm, _, best, _, _ in found] == [("killed", 1), ("killed", 1)]


def test_a_number_of_the_killed_is_not_that_of_the_injured() -> None:
    assert tolls(
        f"""
        Ten ten NUM 2 nummod
        guards guard NOUN 4 nsubj:pass Number=Plur person
        were be AUX 4 aux:pass
        killed kill VERB 0 root {PARTICIPLE}
        and and CCONJ 7 cc
        many many ADJ 7 nsubj:pass
        injured_ injure VERB 4 conj {PARTICIPLE}
        . . PUNCT 4 punct
        """
    ) == [("killed", 10, 10, "guards", None)]


def test_left_injured_is_wounded() -> None:
    assert tolls(
        """
        Fire fire NOUN 2 nsubj Number=Sing event
        left leave VERB 0 root VerbForm=Fin
        four four NUM 4 nummod
        children child NOUN 2 obj Number=Plur person
        injured_ injure VERB 2 xcomp VerbForm=Part
        . . PUNCT 2 punct
        """
    ) == [("wounded", 4, 4, "children", None)]


INTENDED = """
Rebels rebel NOUN 2 nsubj Number=Plur person
staged stage VERB 0 root VerbForm=Fin
an a DET 4 det
operation operation NOUN 2 obj Number=Sing event
to to PART 6 mark
kidnap kidnap VERB 4 acl VerbForm=Inf
two two NUM 8 nummod
judges_ judge NOUN 6 obj Number=Plur person
. . PUNCT 2 punct
"""


def test_what_a_noun_is_for_is_no_toll() -> None:
    assert tolls(INTENDED) == []
    done = INTENDED.replace("to to PART 6 mark", "that that PRON 6 nsubj").replace("VerbForm=Inf", "VerbForm=Fin")
    assert tolls(done.replace("VERB 4 acl ", "VERB 4 acl:relcl ")) == [("abducted", 2, 2, "judges", None)]


def gapped(how: str) -> str:
    return f"""
It it PRON 2 nsubj
left leave VERB 0 root VerbForm=Fin
seven seven NUM 4 nummod
people people NOUN 2 obj Number=Plur person
dead dead ADJ 2 xcomp
and and CCONJ 7 cc
30 30 NUM 5 conj
injured_ injure VERB {how} VerbForm=Part
. . PUNCT 2 punct
"""


@pytest.mark.parametrize("how", ["5 conj", "7 acl"])
def test_the_second_number_of_a_phrase_has_its_own_word(how: str) -> None:
    assert tolls(gapped(how)) == [("killed", 7, 7, "people", None), ("wounded", 30, 30, None, None)]


def to_death(subject: str, rest: str) -> str:
    return f"""
Four four NUM 2 nummod
{subject}s {subject} NOUN 3 nsubj Number=Plur person
burned burn VERB 0 root VerbForm=Fin
{rest}to to ADP {6 if rest else 5} case
death_ death NOUN 3 obl
. . PUNCT 3 punct
"""


def test_who_burns_to_death_died_and_whom_somebody_burns() -> None:
    assert tolls(to_death("miner", "")) == [("killed", 4, 4, "miners", None)]
    him = "him he PRON 3 obj Number=Sing person\n"
    assert tolls(to_death("rioter", him)) == [("killed", 1, 1, "him", "Four rioters")]


def test_who_is_stabbed_to_death_is_not_wounded() -> None:
    stabbed = passive("Two", "clerks", "stabbed", "stab")
    assert tolls(stabbed) == [("wounded", 2, 2, "clerks", None)]
    ending = "to to ADP 6 case\ndeath_ death NOUN 4 obl\n. . PUNCT 4 punct"
    dead = stabbed.replace("stabbed_", "stabbed").replace(". . PUNCT 4 punct", ending)
    assert tolls(dead) == [("killed", 2, 2, "clerks", None)]


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
