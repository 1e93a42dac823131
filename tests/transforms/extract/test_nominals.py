"""nominals on literal parses: frames, standing, what a verb's clause tells already, and who acts in a passive."""

import pytest

from tests.transforms.extract.parses import extracted
from transforms.extract import Extraction

POSSESSIVE = """
Critics critic NOUN 2 nsubj Number=Plur person
condemned condemn VERB 0 root VerbForm=Fin|Tense=Past
Arvenia_ Arvenia PROPN 5 nmod:poss Number=Sing place
’s 's PART 3 case
offensive offensive NOUN 2 obj Number=Sing event
in in ADP 8 case
northern northern ADJ 8 amod
Tavria_ Tavria PROPN 5 nmod Number=Sing place
. . PUNCT 2 punct
"""
SANCTIONS = """
They they PRON 2 nsubj Number=Plur person
fear fear VERB 0 root VerbForm=Fin|Tense=Pres
French French ADJ 4 amod
sanctions sanction NOUN 2 obj Number=Plur event
against against ADP 6 case
Oresund_ Oresund PROPN 4 nmod Number=Sing place
. . PUNCT 2 punct
"""
OF = """
{det} {det} DET 2 det
delivery delivery NOUN 7 nsubj Number=Sing event
of of ADP 4 case
tanks tank NOUN 2 nmod Number=Plur object
would would AUX 7 aux
be be AUX 7 cop
difficult_ difficult ADJ 0 root
. . PUNCT 7 punct
"""
OBJECT = """
Officials official NOUN 2 nsubj Number=Plur person
{verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
{particle} {particle} ADP 2 compound:prt
{det} {det} DET 5 det
raid raid NOUN 2 obj Number=Sing event
on on ADP 8 case
the the DET 8 det
village_ village NOUN 5 nmod Number=Sing place
. . PUNCT 2 punct
"""


def nominals(found: Extraction) -> list[tuple[object, ...]]:
    facts = found.facts.filter(found.facts["rule"].str.starts_with("nominal"))
    return facts.select("subject", "predicate", "object", "status", "is_negated").rows()


def test_a_possessor_is_the_subject_and_a_place_an_argument() -> None:
    found = extracted(POSSESSIVE)
    assert nominals(found) == [("Arvenia", "offensive", None, "actual", False)]
    fact = found.facts.filter(found.facts["rule"] == "nominal.possessive_subject")
    told = found.arguments.filter(found.arguments["fact_id"] == fact["fact_id"].item())
    assert told.select("marker", "text").rows() == [("in", "northern Tavria")]
    assert fact.select("event_type", "actor").rows() == [("assault", "Arvenia")]


def test_a_people_acts_against_whom_the_preposition_names_and_what_is_feared_is_not_so() -> None:
    found = extracted(SANCTIONS)
    assert nominals(found) == [("French", "sanctions", "Oresund", "hypothetical", False)]
    assert ("sanction", "French", "Oresund") in found.facts.select("event_type", "actor", "recipient").rows()


@pytest.mark.parametrize("det", ["Any", "The"])
def test_of_marks_the_object_and_what_would_be_difficult_has_not_been(det: str) -> None:
    assert nominals(extracted(OF.format(det=det))) == [(None, "delivery", "tanks", "hypothetical", False)]


@pytest.mark.parametrize(
    ("verb", "lemma", "particle", "det", "expected"),
    [
        ("ruled", "rule", "out", "any", [("denied", True)]),
        ("averted", "avert", "", "a", [("denied", True)]),
        ("sought", "seek", "", "a", [("requested", False)]),
        ("condemned", "condemn", "", "the", [("actual", False)]),
        ("carried", "carry", "out", "the", []),
    ],
)
def test_the_verb_tells_the_standing_of_its_object_or_all_of_it(
    verb: str, lemma: str, particle: str, det: str, expected: list[tuple[str, bool]]
) -> None:
    text = OBJECT.format(verb=verb, lemma=lemma, particle=particle or "then", det=det)
    text = text if particle else text.replace("then then ADP 2 compound:prt", "then then ADV 2 advmod")
    assert [row[3:] for row in nominals(extracted(text))] == expected


def test_a_noun_alone_is_no_fact() -> None:
    alone = "The the DET 2 det\nraid raid NOUN 3 nsubj\nfailed fail VERB 0 root VerbForm=Fin\n. . PUNCT 3 punct"
    assert nominals(extracted(alone)) == []


def test_between_names_both_sides() -> None:
    assert nominals(
        extracted(
            """
            Talks talk NOUN 6 nsubj Number=Plur event
            between between ADP 3 case
            Arvenia Arvenia PROPN 1 nmod Number=Sing place
            and and CCONJ 5 cc
            Tavria Tavria PROPN 3 conj Number=Sing place
            collapsed collapse VERB 0 root VerbForm=Fin|Tense=Past
            . . PUNCT 6 punct
            """
        )
    ) == [("Arvenia", "Talks", "Tavria", "actual", False)]


BLAMED = """
Nine nine NUM 2 nummod
villagers villager NOUN 4 nsubj:pass Number=Plur person
were be AUX 4 aux:pass
killed kill VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
in in ADP 7 case
an a DET 7 det
airstrike airstrike NOUN 4 obl Number=Sing event
blamed blame VERB 7 acl Tense=Past|VerbForm=Part|Voice=Pass
on on ADP 10 case
France_ France PROPN 8 obl Number=Sing place
. . PUNCT 4 punct
"""
SIGNED = """
France France PROPN 2 nsubj Number=Sing place
respects respect VERB 0 root VerbForm=Fin|Tense=Pres
a a DET 4 det
treaty treaty NOUN 2 obj Number=Sing abstract
signed sign VERB 4 acl Tense=Past|VerbForm=Part|Voice=Pass
with with ADP 7 case
Japan_ Japan PROPN 5 obl Number=Sing place
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [(BLAMED, ("assault", "France", "Nine villagers")), (SIGNED, ("support", "France", "Japan"))],
    ids=["whom the deed is blamed on", "the other side of what was signed"],
)
def test_who_acts_in_a_passive_that_names_nobody(text: str, expected: tuple[str, str, str]) -> None:
    found = extracted(text).facts
    assert expected in found.select("event_type", "actor", "recipient").rows()


def _nominal(parse: str) -> tuple[str | None, str, str | None, str, bool]:
    facts = extracted(parse).facts
    row = facts.filter(facts["rule"].str.starts_with("nominal"))
    return row.select("subject", "predicate", "object", "status", "is_negated").row(0)


WARNED = """
Arvenia Arvenia PROPN 2 nsubj Number=Sing place
{verb} {lemma} VERB 0 root VerbForm=Fin|Tense=Past
Tavria Tavria PROPN 2 obj Number=Sing place
{marker} {marker} ADP 6 case
an an DET 6 det
offensive offensive NOUN 2 obl Number=Sing event
{condition}soldiers soldier NOUN 9 nsubj Number=Plur
stay_ stay VERB 2 advcl VerbForm=Fin|Tense=Pres
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("lemma", "marker", "condition", "expected"),
    [
        ("threaten", "with", "while while SCONJ 9 mark\n", ("Arvenia", "offensive", "Tavria", "hypothetical", False)),
        ("warn", "of", "if if SCONJ 9 mark\n", ("Arvenia", "offensive", "Tavria", "hypothetical", False)),
    ],
)
def test_who_threatens_with_an_event_would_be_its_actor(
    lemma: str, marker: str, condition: str, expected: tuple[str, str, str, str, bool]
) -> None:
    parse = WARNED.format(verb=f"{lemma}ed", lemma=lemma, marker=marker, condition=condition)
    assert _nominal(parse) == expected


def test_who_only_warns_of_an_event_is_not_its_actor() -> None:
    facts = extracted(WARNED.format(verb="warned", lemma="warn", marker="of", condition="while while SCONJ 9 mark\n"))
    assert facts.facts.filter(facts.facts["rule"].str.starts_with("nominal")).is_empty()


PREVENTED = """
Troops troop NOUN {verb} nsubj Number=Plur person
{before}prevented prevent VERB 0 root VerbForm=Fin|Tense=Past
French French ADJ {raid} amod
{kind}raids raid NOUN {verb} obj Number=Plur event
. . PUNCT {verb} punct
"""


def test_what_was_not_prevented_has_happened() -> None:
    plain = PREVENTED.format(verb=2, raid=4, before="", kind="")
    assert _nominal(plain)[3:] == ("denied", True)
    negation = "did do AUX 4 aux\nnot not PART 4 advmod\n"
    assert _nominal(PREVENTED.format(verb=4, raid=6, before=negation, kind=""))[3:] == ("actual", False)


def test_an_adjective_says_how_its_event_stands() -> None:
    parse = PREVENTED.replace("prevented prevent", "saw see")
    assert _nominal(parse.format(verb=2, raid=4, before="", kind=""))[3:] == ("actual", False)
    alleged = parse.format(verb=2, raid=5, before="", kind="alleged alleged ADJ 5 amod\n")
    assert _nominal(alleged)[3:] == ("hypothetical", False)


@pytest.mark.parametrize(
    ("verb", "particle", "status"),
    [("rule", "out", "hypothetical"), ("deny", "", "hypothetical"), ("prevent", "", "actual")],
)
def test_what_somebody_did_not_rule_out_is_open_and_what_he_did_not_prevent_has_happened(
    verb: str, particle: str, status: str
) -> None:
    parse = f"""
    Officials official NOUN 4 nsubj Number=Plur person
    did do AUX 4 aux
    not not PART 4 advmod Polarity=Neg
    {verb} {verb} VERB 0 root VerbForm=Inf
    {particle or "also"} {particle or "also"} ADP 4 {"compound:prt" if particle else "advmod"}
    a a DET 7 det
    raid raid NOUN 4 obj Number=Sing event
    on on ADP 10 case
    the the DET 10 det
    village_ village NOUN 7 nmod Number=Sing place
    . . PUNCT 4 punct
    """
    assert [row[3:] for row in nominals(extracted(parse))] == [(status, False)]
