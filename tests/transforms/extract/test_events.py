"""events on literal parses: types, frames, what standing makes of them, and what is no politics."""

from typing import Any

import pytest

from tests.transforms.extract.parses import extracted


def events(parse: str, names: tuple[tuple[str, str], ...] = ()) -> list[tuple[Any, ...]]:
    """Actor, type, mode, recipient and CAMEO code of each typed fact."""
    facts = extracted(parse, names=names).facts
    text = facts.filter(facts["event_type"].is_not_null())
    return text.select("actor", "event_type", "event_mode", "recipient", "cameo_code").rows()


def active(verb: str, lemma: str, noun: str = "villagers", rest: str = "") -> str:
    return f"""
Rebels rebel NOUN 2 nsubj Number=Plur person
{verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
{noun} {noun} NOUN 2 obj Number=Plur person
{rest}. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "noun", "expected"),
    [
        ("abducted", "abduct", "villagers", ("assault", "abduct", "181")),
        ("praised", "praise", "villagers", ("support", None, "051")),
        ("released", "release", "hostages", ("retreat", "release", "0841")),
        ("accused", "accuse", "ministers", ("accuse", "allege", "112")),
        ("signed", "sign", "treaties", None),
        ("signed", "sign", "treaty", ("support", None, "057")),
        ("released", "release", "albums", None),
        ("met", "meet", "demands", None),
    ],
)
def test_a_verb_with_its_object_tells_the_type(
    verb: str, lemma: str, noun: str, expected: tuple[str | None, ...] | None
) -> None:
    found = events(active(verb, lemma, noun))
    assert [(row[1], row[2], row[4]) for row in found] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("verb", "lemma", "word", "noun", "expected"),
    [
        ("mounted", "mount", "new", "attack", ("assault", None)),
        ("mounted", "mount", "scathing", "attack", ("accuse", "disapprove")),
        ("fought", "fight", "new", "battle", ("assault", None)),
        ("fought", "fight", "legal", "battle", None),
    ],
)
def test_an_attack_in_words_is_an_accusation_and_a_battle_in_court_none(
    verb: str, lemma: str, word: str, noun: str, expected: tuple[str, str | None] | None
) -> None:
    parse = f"""
    Rebels rebel NOUN 2 nsubj Number=Plur person
    {verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
    a a DET 5 det
    {word} {word} ADJ 5 amod
    {noun} {noun} NOUN 2 obj Number=Sing
    on on ADP 8 case
    the the DET 8 det
    army_ army NOUN 5 nmod Number=Sing organization
    . . PUNCT 2 punct
    """
    assert [row[1:3] for row in events(parse)] == ([expected] if expected else [])


def test_the_subject_acts_on_the_object() -> None:
    assert events(active("abducted", "abduct")) == [("Rebels", "assault", "abduct", "villagers", "181")]


def test_in_a_passive_the_agent_acts_on_the_subject() -> None:
    assert events(
        """
        Villagers villager NOUN 3 nsubj:pass Number=Plur person
        were be AUX 3 aux:pass
        abducted abduct VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        by by ADP 5 case
        rebels_ rebel NOUN 3 obl:agent Number=Plur person
        . . PUNCT 3 punct
        """
    ) == [("rebels", "assault", "abduct", "Villagers", "181")]


def test_an_event_without_an_actor_is_an_event() -> None:
    assert events(
        """
        Villagers villager NOUN 3 nsubj:pass Number=Plur person
        were be AUX 3 aux:pass
        killed kill VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        in in ADP 5 case
        shelling_ shelling NOUN 3 obl Number=Sing event
        . . PUNCT 3 punct
        """
    ) == [(None, "assault", "heavy-weapons", "Villagers", "194")]


MODAL = """
Turkey Turkey PROPN 3 nsubj Number=Sing
{modal} {modal} AUX 3 aux
{verb} {verb} VERB 0 root VerbForm=Inf
Syria_ Syria PROPN 3 obj Number=Sing
. . PUNCT 3 punct
"""


@pytest.mark.parametrize(("verb", "expected"), [("assist", "agree"), ("shell", "threaten"), ("criticize", "accuse")])
def test_what_somebody_will_do_is_a_promise_or_a_threat(verb: str, expected: str) -> None:
    assert [row[1] for row in events(MODAL.format(modal="will", verb=verb))] == [expected]


def test_a_refusal_is_one_whatever_is_refused() -> None:
    assert events(
        """
        Turkey Turkey PROPN 2 nsubj Number=Sing
        refused refuse VERB 0 root VerbForm=Fin|Tense=Past
        to to PART 4 mark
        assist assist VERB 2 xcomp VerbForm=Inf
        Syria_ Syria PROPN 4 obj Number=Sing
        . . PUNCT 2 punct
        """
    ) == [("Turkey", "reject", "assist", "Syria", "120")]


def test_sport_is_no_assault() -> None:
    beaten = active("attacked", "attack", "defenders", "in in ADP 5 case\nleague league NOUN 2 obl Number=Sing\n")
    assert events(beaten) == []
    assert events(beaten.replace("league", "valley")) != []


def test_contexts_are_those_whose_words_stand_in_the_sentence() -> None:
    facts = extracted(active("attacked", "attack", "troops")).facts
    assert facts["event_contexts"].to_list() == [["military"]]


def test_what_is_signed_with_somebody_is_signed_with_them_in_the_passive_too() -> None:
    assert events(
        """
        a a DET 2 det
        treaty treaty NOUN 4 nsubj:pass Number=Sing object
        was be AUX 4 aux:pass
        signed sign VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        with with ADP 6 case
        Syria_ Syria PROPN 4 obl Number=Sing
        . . PUNCT 4 punct
        """
    ) == [(None, "support", None, "Syria", "057")]


@pytest.mark.parametrize(("killer", "lemma", "expected"), [("storm", "storm", []), ("bomb", "bomb", ["explosives"])])
def test_who_dies_by_accident_is_not_assaulted(killer: str, lemma: str, expected: list[str]) -> None:
    found = events(
        f"""
        a a DET 2 det
        {killer} {lemma} NOUN 3 nsubj Number=Sing
        killed kill VERB 0 root VerbForm=Fin|Tense=Past
        villagers villager NOUN 3 obj Number=Plur person
        . . PUNCT 3 punct
        """
    )
    assert [row[2] for row in found] == expected


def test_what_is_no_person_group_or_place_is_no_recipient() -> None:
    rejected = active("rejected", "reject", "proposals").replace("obj Number=Plur person", "obj Number=Plur abstract")
    assert events(rejected) == [("Rebels", "reject", None, None, "120")]


def test_nothing_just_anybody_asks_is_politics() -> None:
    asked = active("urged", "urge", "voters")
    assert [row[1] for row in events(asked)] == ["request"]
    assert events(asked.replace("Rebels rebel NOUN", "I I PRON")) == []


def test_a_word_of_a_pattern_is_no_beginning_of_another() -> None:
    """*To* death, not *today*."""
    condemned = active("condemned", "condemn", "rebels", "today today NOUN 2 obl:tmod Number=Sing\n")
    assert [(row[1], row[2]) for row in events(condemned)] == [("accuse", "disapprove")]


@pytest.mark.parametrize(("noun", "expected"), [("talks", "meet"), ("asylum", "assist"), ("compensation", None)])
def test_what_is_asked_for_is_the_mode_of_a_request(noun: str, expected: str | None) -> None:
    assert [row[1:3] for row in events(active("sought", "seek", noun))] == [("request", expected)]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [("Arvenia Arvenia PROPN", ["support"]), ("Airlines airline NOUN", [])],
)
def test_what_companies_sign_is_no_politics_unless_a_state_is_a_side(subject: str, expected: list[str]) -> None:
    signed = f"""
        {subject.replace("Arvenia", "Turkey")} 2 nsubj Number=Plur organization
        signed sign VERB 0 root VerbForm=Fin|Tense=Past
        a a DET 4 det
        contract contract NOUN 2 obj Number=Sing
        for for ADP 7 case
        Turkish Turkish ADJ 7 amod
        airliners_ airliner NOUN 4 nmod Number=Plur
        . . PUNCT 2 punct
        """
    assert [row[1] for row in events(signed, names=(("Turkish", "group"),))] == expected


def test_a_protest_is_aimed_at_whom_its_demand_names() -> None:
    found = events(
        """
        Students student NOUN 2 nsubj Number=Plur person
        demonstrated demonstrate VERB 0 root VerbForm=Fin|Tense=Past
        to to PART 4 mark
        demand demand VERB 2 advcl VerbForm=Inf
        reforms reform NOUN 4 obj Number=Plur
        by by ADP 8 case
        the the DET 8 det
        Turkish Turkish ADJ 9 amod
        government_ government NOUN 5 nmod Number=Sing organization
        . . PUNCT 2 punct
        """,
        names=(("Turkish", "group"),),
    )
    assert [(row[0], row[1], row[3]) for row in found if row[1] == "protest"] == [
        ("Students", "protest", "the Turkish government")
    ]


def test_a_state_of_emergency_is_no_state() -> None:
    lifted = """
        Rebels rebel NOUN 2 nsubj Number=Plur person
        lifted lift VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 4 det
        state state NOUN 2 obj Number=Sing abstract
        of of ADP 6 case
        emergency_ emergency NOUN 4 nmod Number=Sing abstract
        . . PUNCT 2 punct
        """
    assert [row[3] for row in events(lifted)] == [None]


def test_those_who_agree_agree_with_each_other() -> None:
    found = events(
        """
        Turkey Turkey PROPN 4 nsubj Number=Sing
        and and CCONJ 3 cc
        Syria Syria PROPN 1 conj Number=Sing
        agreed agree VERB 0 root VerbForm=Fin|Tense=Past
        to to PART 6 mark
        hold hold VERB 4 xcomp VerbForm=Inf
        talks_ talk NOUN 6 obj Number=Plur event
        . . PUNCT 4 punct
        """,
        names=(("Turkey", "country"), ("Syria", "country")),
    )
    assert sorted((row[0], row[1], row[3]) for row in found) == [
        ("Syria", "agree", "Turkey"),
        ("Turkey", "agree", "Syria"),
    ]


CROSSING = """
{who} {who} NOUN 2 nsubj Number=Plur person
crossed cross VERB 0 root VerbForm=Fin|Tense=Past
the the DET 4 det
border border NOUN 2 obj Number=Sing place
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(("who", "expected"), [("soldiers", ["assault"]), ("migrants", [])])
def test_some_verbs_ask_who_does_it(who: str, expected: list[str]) -> None:
    assert [row[1] for row in events(CROSSING.format(who=who))] == expected


def test_some_verbs_tell_of_an_event_only_without_an_object() -> None:
    assert events(active("demonstrated", "demonstrate", "skills")) == []
    assert [row[1:3] for row in events(active("demonstrated", "demonstrate").replace("obj Number", "obl Number"))] == [
        ("protest", "demo")
    ]


def test_who_dies_in_an_attack_is_no_actor() -> None:
    assert events(
        """
        Rebels rebel NOUN 2 nsubj Number=Plur person
        died die VERB 0 root VerbForm=Fin|Tense=Past
        in in ADP 5 case
        an a DET 5 det
        ambush ambush NOUN 2 obl Number=Sing event
        . . PUNCT 2 punct
        """
    ) == [(None, "assault", None, "Rebels", "190")]


def test_who_moves_is_not_the_one_it_is_aimed_at() -> None:
    assert events(
        """
        Turkish Turkish ADJ 2 amod
        troops troops NOUN 4 nsubj:pass Number=Plur person
        were be AUX 4 aux:pass
        deployed deploy VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        against against ADP 6 case
        Syria_ Syria PROPN 4 obl Number=Sing
        . . PUNCT 4 punct
        """
    ) == [(None, "mobilize", "troops", "Syria", "154")]


def test_a_danger_is_no_threat() -> None:
    danger = """
        {what} {what} NOUN 2 nsubj Number=Plur {kind}
        threaten threaten VERB 0 root VerbForm=Fin|Tense=Pres
        Syria_ Syria PROPN 2 obj Number=Sing
        . . PUNCT 2 punct
        """
    assert events(danger.format(what="droughts", kind="event")) == []
    assert [row[1] for row in events(danger.format(what="rebels", kind="person"))] == ["threaten"]


def test_what_is_discussed_is_not_whom_it_is_discussed_with() -> None:
    assert events(
        """
        Ministers minister NOUN 2 nsubj Number=Plur person
        discussed discuss VERB 0 root VerbForm=Fin|Tense=Past
        the the DET 5 det
        Syria Syria PROPN 5 compound Number=Sing
        crisis crisis NOUN 2 obj Number=Sing event
        . . PUNCT 2 punct
        """
    ) == [("Ministers", "consult", None, None, "040")]


def test_an_attack_on_a_website_is_one_on_a_computer() -> None:
    assert [
        row[1:3] for row in events(active("attacked", "attack", "websites", "in in ADP 5 case\nwar war NOUN 2 obl\n"))
    ] == [("coerce", "cyber")]


def test_what_nobody_does_to_nobody_is_no_event() -> None:
    discussed = """
        Plans plan NOUN 3 nsubj:pass Number=Plur abstract
        were be AUX 3 aux:pass
        {verb} {lemma} VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
        in in ADP 5 case
        parliament_ parliament NOUN 3 obl Number=Sing
        . . PUNCT 3 punct
        """
    assert events(discussed.format(verb="discussed", lemma="discuss")) == []


def test_what_is_protested_against_is_no_side() -> None:
    protested = """
        Rebels rebel NOUN 2 nsubj Number=Plur person
        protested protest VERB 0 root VerbForm=Fin|Tense=Past
        violence violence NOUN 2 obj Number=Sing event
        of of ADP 5 case
        Syria_ Syria PROPN 3 nmod Number=Sing
        . . PUNCT 2 punct
        """
    assert [row[3] for row in events(protested)] == [None]
