"""casualties on literal parses: who is counted, what is negated, what is a total, who did it."""

from datetime import date
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


@pytest.mark.parametrize(("verb", "lemma", "by"), [("evacuated", "evacuate", None), ("killed", "kill", "Soldiers")])
def test_who_saves_people_did_them_no_harm(verb: str, lemma: str, by: str | None) -> None:
    found = tolls(
        f"""
        Soldiers soldier NOUN 2 nsubj Number=Plur person
        {verb} {lemma} VERB 0 root VerbForm=Fin
        thirty thirty NUM 4 nummod
        villagers_ villager NOUN 2 obj Number=Plur person
        . . PUNCT 2 punct
        """
    )
    assert [row[4] for row in found] == [by]


@pytest.mark.parametrize(
    ("what", "kind", "by"), [("pagers", "object", None), ("rebels", "person", "Hundreds of rebels")]
)
def test_hundreds_of_things_are_nobody(what: str, kind: str, by: str | None) -> None:
    found = tolls(
        f"""
        Hundreds hundred NOUN 4 nsubj Number=Plur person
        of of ADP 3 case
        {what} {what} NOUN 1 nmod Number=Plur {kind}
        killed kill VERB 0 root VerbForm=Fin
        two two NUM 6 nummod
        villagers_ villager NOUN 4 obj Number=Plur person
        . . PUNCT 4 punct
        """
    )
    assert [row[4] for row in found] == [by]


def test_what_has_lasted_since_a_deed_has_no_end() -> None:
    found = extracted(
        """
        Five five NUM 2 nummod
        villagers villager NOUN 5 nsubj:pass Number=Plur person
        have have AUX 5 aux
        been be AUX 5 aux:pass
        killed kill VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        since since SCONJ 8 mark
        fighting fighting NOUN 8 nsubj Number=Sing event
        erupted erupt VERB 5 advcl VerbForm=Fin|Tense=Past
        on on ADP 10 case
        April April PROPN 8 obl Number=Sing
        15 15 NUM 10 nummod
        2023_ 2023 NUM 10 nummod
        . . PUNCT 5 punct
        """
    ).casualties
    assert found.select("begins", "ends", "is_cumulative").rows() == [(date(2023, 4, 15), None, True)]
