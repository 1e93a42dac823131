"""standing of what is denied, demanded, not managed and nearly so."""

from typing import Any

import pytest

from tests.transforms.extract.parses import extracted


def standing(parse: str, lemma: str) -> tuple[Any, ...]:
    facts = extracted(parse).facts
    return facts.filter(facts["predicate_lemma"] == lemma).select("status", "is_negated").row(0)


TENSES = ("Past", "Pres")
REPORTED = """
Mayors mayor NOUN 2 nsubj Number=Plur person
{verb} {lemma} VERB 0 root Tense={tense}|VerbForm=Fin
that that SCONJ 5 mark
cities city NOUN 5 nsubj Number=Plur
{form} {under} VERB 2 ccomp {feats}
reports_ report NOUN 5 obj Number=Plur
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "form", "under", "feats", "expected"),
    [
        ("denied", "deny", "hid", "hide", "Tense=Past|VerbForm=Fin", ("denied", True)),
        ("said", "say", "hid", "hide", "Tense=Past|VerbForm=Fin", ("actual", False)),
        ("demanded", "demand", "publish", "publish", "Mood=Sub|VerbForm=Fin", ("requested", False)),
        ("demand", "demand", "publish", "publish", "Tense=Pres|VerbForm=Fin", ("requested", False)),
        ("insist", "insist", "publish", "publish", "Tense=Pres|VerbForm=Fin", ("actual", False)),
        ("said", "say", "publish", "publish", "Tense=Pres|VerbForm=Fin", ("actual", False)),
    ],
)
def test_a_clause_stands_as_its_governor_says(
    verb: str, lemma: str, form: str, under: str, feats: str, expected: tuple[str, bool]
) -> None:
    parse = REPORTED.format(verb=verb, lemma=lemma, form=form, under=under, feats=feats, tense=TENSES[verb == lemma])
    assert standing(parse, under) == expected


MODAL = """
Soldiers soldier NOUN {verb} nsubj Number=Plur person
could could AUX {verb} aux
{negation}reach reach VERB 0 root VerbForm=Inf
villages_ village NOUN {verb} obj Number=Plur
. . PUNCT {verb} punct
"""


def test_what_could_not_be_done_was_not_done() -> None:
    assert standing(MODAL.format(verb=4, negation="not not PART 4 advmod\n"), "reach") == ("actual", True)
    assert standing(MODAL.format(verb=3, negation=""), "reach") == ("hypothetical", False)


def test_what_nearly_happened_did_not() -> None:
    parse = """
    Imports import NOUN 3 nsubj Number=Plur
    nearly nearly ADV 3 advmod
    doubled_ double VERB 0 root Tense=Past|VerbForm=Fin
    . . PUNCT 3 punct
    """
    assert standing(parse, "double") == ("actual", True)
    assert standing(parse.replace("nearly nearly", "later late"), "double") == ("actual", False)


def test_who_was_denied_a_thing_did_not_deny_it() -> None:
    parse = """
    Teams team NOUN 3 nsubj:pass Number=Plur
    were be AUX 3 aux:pass
    denied deny VERB 0 root Tense=Past|VerbForm=Part|Voice=Pass
    visas_ visa NOUN 3 obj Number=Plur
    . . PUNCT 3 punct
    """
    assert standing(parse, "deny") == ("actual", False)
    active = parse.replace("nsubj:pass", "nsubj").replace("were be AUX 3 aux:pass", "also also ADV 3 advmod")
    assert (
        standing(active.replace("Tense=Past|VerbForm=Part|Voice=Pass", "Tense=Past|VerbForm=Fin"), "deny")[0]
        == "denied"
    )


UNDER_NOUN = """
{no}Reports report NOUN {verb} nsubj Number=Plur
that that SCONJ {left} mark
miners miner NOUN {left} nsubj Number=Plur
had have AUX {left} aux
left leave VERB {noun} acl Tense=Past|VerbForm=Part
spread spread VERB 0 root Tense=Past|VerbForm=Fin
. . PUNCT {verb} punct
"""


def test_what_a_noun_only_tells_of_is_open() -> None:
    plain = UNDER_NOUN.format(no="", noun=1, left=5, verb=6)
    assert standing(plain, "leave") == ("hypothetical", False)
    facts = plain.replace("Reports report", "Facts fact")
    assert standing(facts, "leave") == ("actual", False)


GERUND = """
Police police NOUN {verb} nsubj{voice} Number=Plur person
{aux}{form} {lemma} VERB 0 root {feats}
{object}{marker} {marker} SCONJ {deed} mark
leaving leave VERB {verb} advcl VerbForm=Ger
towns_ town NOUN {deed} obj Number=Plur
. . PUNCT {verb} punct
"""


@pytest.mark.parametrize(
    ("lemma", "marker", "passive", "expected"),
    [
        ("accuse", "of", True, ("hypothetical", False)),
        ("ban", "from", True, ("denied", True)),
        ("convict", "of", True, ("actual", False)),
        ("prevent", "from", False, ("denied", True)),
    ],
)
def test_a_gerund_stands_as_its_governor_says(
    lemma: str, marker: str, passive: bool, expected: tuple[str, bool]
) -> None:
    parse = GERUND.format(
        verb=3 if passive else 2,
        voice=":pass" if passive else "",
        aux="were be AUX 3 aux:pass\n" if passive else "",
        form=f"{lemma}ed",
        lemma=lemma,
        feats="Tense=Past|VerbForm=Part|Voice=Pass" if passive else "Tense=Past|VerbForm=Fin",
        object="" if passive else "crews crew NOUN 2 obj Number=Plur person\n",
        marker=marker,
        deed=5,
    )
    assert standing(parse, "leave") == expected
    if not passive:
        assert extracted(parse).facts.filter(predicate_lemma="leave")["subject"].item() == "crews"


def test_what_somebody_does_not_deny_is_open_and_nobodys_claim() -> None:
    parse = """
    Mayors mayor NOUN 4 nsubj Number=Plur person
    did do AUX 4 aux
    not not PART 4 advmod
    deny deny VERB 0 root VerbForm=Inf
    that that SCONJ 7 mark
    miners miner NOUN 7 nsubj Number=Plur
    left_ leave VERB 4 ccomp Tense=Past|VerbForm=Fin
    . . PUNCT 4 punct
    """
    assert standing(parse, "leave") == ("hypothetical", False)
    left = extracted(parse).facts.filter(predicate_lemma="leave")
    assert left["claimant"].to_list() == [None]
    said = extracted(parse.replace("deny deny", "say say").replace("not not PART", "then then ADV"))
    assert said.facts.filter(predicate_lemma="leave")["claimant"].to_list() == ["Mayors"]


FAILED = """
Crews crew NOUN {verb} nsubj Number=Plur person
{negation}failed fail VERB 0 root Tense=Past|VerbForm=Fin
to to PART {deed} mark
reach reach VERB {verb} xcomp VerbForm=Inf
towns_ town NOUN {deed} obj Number=Plur
. . PUNCT {verb} punct
"""


def test_two_negations_are_none() -> None:
    assert standing(FAILED.format(verb=2, deed=4, negation=""), "reach") == ("actual", True)
    twice = FAILED.format(verb=4, deed=6, negation="did do AUX 4 aux\nnot not PART 4 advmod\n")
    assert standing(twice, "reach") == ("actual", False)


ADVERB = """
Crews crew NOUN 3 nsubj Number=Plur person
{adverb} {adverb} ADV 3 advmod
left leave VERB 0 root Tense=Past|VerbForm=Fin
towns_ town NOUN 3 obj Number=Plur
. . PUNCT 3 punct
"""


@pytest.mark.parametrize(
    ("adverb", "expected"),
    [("reportedly", ("hypothetical", False)), ("never", ("actual", True)), ("then", ("actual", False))],
)
def test_an_adverb_says_how_its_clause_stands(adverb: str, expected: tuple[str, bool]) -> None:
    assert standing(ADVERB.format(adverb=adverb), "leave") == expected


def test_not_only_is_no_negation() -> None:
    parse = """
    Crews crew NOUN 4 nsubj Number=Plur person
    not not PART 4 advmod
    {only} {only} ADV 4 advmod
    left leave VERB 0 root Tense=Past|VerbForm=Fin
    towns_ town NOUN 4 obj Number=Plur
    . . PUNCT 4 punct
    """
    assert standing(parse.format(only="only"), "leave") == ("actual", False)
    assert standing(parse.format(only="once"), "leave") == ("actual", True)


def test_what_was_to_be_and_what_waits_for_it_are_to_come() -> None:
    parse = """
    Crews crew NOUN 4 nsubj Number=Plur person
    were be AUX 4 cop Tense=Past|VerbForm=Fin
    to to PART 4 mark
    leave leave VERB 0 root VerbForm=Inf
    once once SCONJ 7 mark
    rain rain NOUN 7 nsubj Number=Sing
    stops_ stop VERB 4 advcl Tense=Pres|VerbForm=Fin
    . . PUNCT 4 punct
    """
    assert standing(parse, "leave") == ("future", False)
    assert standing(parse, "stop") == ("future", False)
    assert standing(parse.replace("Pres", "Past"), "stop") == ("actual", False)


def test_an_auxiliary_before_its_subject_makes_a_condition() -> None:
    parse = """
    Had have AUX 3 aux Tense=Past|VerbForm=Fin
    crews crew NOUN 3 nsubj Number=Plur person
    left leave VERB 7 advcl Tense=Past|VerbForm=Part
    , , PUNCT 3 punct
    towns town NOUN 7 nsubj Number=Plur
    had have AUX 7 aux Tense=Past|VerbForm=Fin
    fallen_ fall VERB 0 root Tense=Past|VerbForm=Part
    . . PUNCT 7 punct
    """
    assert standing(parse, "leave") == ("hypothetical", False)
    assert standing(parse, "fall") == ("actual", False)


def test_who_says_that_nothing_was_done_says_so() -> None:
    parse = """
    Mayors mayor NOUN 2 nsubj Number=Plur person
    said say VERB 0 root Tense=Past|VerbForm=Fin
    they they PRON 6 nsubj
    had have AUX 6 aux
    neither neither CCONJ 6 advmod
    published publish VERB 2 ccomp Tense=Past|VerbForm=Part
    nor nor CCONJ 8 cc
    hidden hide VERB 6 conj Tense=Past|VerbForm=Part
    reports_ report NOUN 8 obj Number=Plur
    . . PUNCT 2 punct
    """
    assert standing(parse, "say") == ("actual", False)
    assert standing(parse, "publish") == ("actual", True)


ATTEMPTED = """
Gest Gest PROPN 2 nsubj
{verb} {lemma} VERB 0 root Tense=Past|VerbForm=Fin
to to PART 4 mark
visit visit VERB 2 xcomp VerbForm=Inf
Arvenia_ Arvenia PROPN 4 obj
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "status"),
    [("tried", "try", "hypothetical"), ("attempted", "attempt", "hypothetical"), ("sought", "seek", "requested")],
)
def test_who_tries_may_fail_and_who_seeks_has_not_begun(verb: str, lemma: str, status: str) -> None:
    assert standing(ATTEMPTED.format(verb=verb, lemma=lemma), "visit") == (status, False)


def test_what_somebody_has_yet_to_do_he_has_not_done() -> None:
    parse = """
Gest Gest PROPN 2 nsubj
has have AUX 0 root Tense=Pres|VerbForm=Fin
yet yet ADV 2 advmod
to to PART 5 mark
visit visit VERB 2 xcomp VerbForm=Inf
Arvenia_ Arvenia PROPN 5 obj
. . PUNCT 2 punct
"""
    assert standing(parse, "visit") == ("actual", True)


RATHER = """
They they PRON 4 nsubj
would would AUX 4 aux
{adverb} {adverb} ADV 4 advmod
fight fight VERB 0 root VerbForm=Inf
than than SCONJ 6 mark
flee flee VERB 4 advcl VerbForm=Inf
. . PUNCT 4 punct
"""


def test_what_somebody_would_rather_not_do_he_has_not_done() -> None:
    assert standing(RATHER.format(adverb="rather"), "flee") == ("hypothetical", False)
    assert standing(RATHER.format(adverb="more"), "flee") == ("actual", False)


CONFESSED = """
Gest Gest PROPN 2 nsubj
{verb} {lemma} VERB 0 root VerbForm=Fin
to to SCONJ 4 mark
stealing steal VERB 2 advcl VerbForm=Ger
vans_ van NOUN 4 obj
. . PUNCT 2 punct
"""


def test_what_somebody_confesses_to_he_has_done() -> None:
    assert standing(CONFESSED.format(verb="confessed", lemma="confess"), "steal") == ("actual", False)
    assert standing(CONFESSED.format(verb="objected", lemma="object"), "steal") == ("hypothetical", False)


THAT_BE = """
The the DET 2 det
court court NOUN 3 nsubj Number=Sing organization
{verb} {lemma} VERB 0 root Tense=Past|VerbForm=Fin
that that SCONJ {at} mark
files file NOUN {at} nsubj:pass Number=Plur
{modal}be be AUX {at} aux:pass VerbForm=Fin
published_ publish VERB 3 ccomp Tense=Past|VerbForm=Part|Voice=Pass
. . PUNCT 3 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "modal", "status"),
    [("ruled", "rule", "", "requested"), ("said", "say", "", "requested"), ("said", "say", "will", "future")],
)
def test_a_bare_be_tells_what_is_to_be(verb: str, lemma: str, modal: str, status: str) -> None:
    at = 8 if modal else 7
    parse = THAT_BE.format(verb=verb, lemma=lemma, at=at, modal=f"{modal} will AUX {at} aux\n" if modal else "")
    assert standing(parse, "publish") == (status, False)
