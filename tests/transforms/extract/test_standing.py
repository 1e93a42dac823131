"""standing of what is denied, demanded, not managed and nearly so."""

from typing import Any

import pytest

from tests.transforms.extract.parses import extracted


def standing(parse: str, lemma: str) -> tuple[Any, ...]:
    facts = extracted(parse).facts
    return facts.filter(facts["predicate_lemma"] == lemma).select("status", "is_negated").row(0)


REPORTED = """
Mayors mayor NOUN 2 nsubj Number=Plur person
{verb} {lemma} VERB 0 root Tense=Past|VerbForm=Fin
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
        ("said", "say", "publish", "publish", "Tense=Pres|VerbForm=Fin", ("actual", False)),
    ],
)
def test_a_clause_stands_as_its_governor_says(
    verb: str, lemma: str, form: str, under: str, feats: str, expected: tuple[str, bool]
) -> None:
    parse = REPORTED.format(verb=verb, lemma=lemma, form=form, under=under, feats=feats)
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
