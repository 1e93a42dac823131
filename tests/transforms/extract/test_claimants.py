import pytest

from tests.transforms.extract.parses import extracted

NESTED = """
Ida Ida PROPN 2 nsubj
said say VERB 0 root VerbForm=Fin
Rome Rome PROPN 5 nsubj
had have AUX 5 aux VerbForm=Fin
warned warn VERB 2 ccomp VerbForm=Part
that that SCONJ 8 mark
rebels rebel NOUN 8 nsubj
attacked attack VERB 5 ccomp VerbForm=Fin
. . PUNCT 2 punct
"""
QUOTED = """
“_ “ PUNCT 3 punct
Rome Rome PROPN 3 nsubj
warned warn VERB 0 root VerbForm=Fin
rebels rebel NOUN 5 nsubj
attacked attack VERB 3 ccomp VerbForm=Fin
,_ , PUNCT 3 punct
” ” PUNCT 3 punct
Ida Ida PROPN 9 nsubj
said say VERB 3 parataxis VerbForm=Fin
. . PUNCT 3 punct
"""


def chain(parse, predicate):
    found = extracted(parse).facts.filter(predicate_lemma=predicate)
    return found.select("claimant", "claimant_start", "claimant_end", "claimant_chain").row(0)


def test_the_chain_goes_from_the_nearest_claimant_outwards():
    assert chain(NESTED, "attack") == ("Rome", 9, 13, ["Rome", "Ida"])
    assert chain(NESTED, "warn") == ("Ida", 0, 3, ["Ida"])


def test_what_the_article_itself_reports_has_no_claimant():
    assert chain(NESTED, "say") == (None, None, None, None)


def test_a_report_inside_a_quotation_is_nearer_than_its_speaker():
    assert chain(QUOTED, "attack")[3] == ["Rome", "Ida"]
    assert chain(QUOTED, "warn")[3] == ["Ida"]


def test_who_says_i_is_the_speaker():
    assert chain(QUOTED.replace("Rome Rome PROPN 3", "I I PRON 3"), "attack") == ("Ida", 29, 32, ["Ida"])


ADAMANT = """
Ida Ida PROPN 3 nsubj
is be AUX 3 cop VerbForm=Fin
adamant adamant ADJ 0 root
that that SCONJ 6 mark
rebels rebel NOUN 6 nsubj
attacked attack VERB 3 ccomp VerbForm=Fin
. . PUNCT 3 punct
"""
CLAIM = """
Ida_ Ida PROPN 3 nmod:poss
's 's PART 1 case
claim claim NOUN 7 nsubj
that that SCONJ 6 mark
rebels rebel NOUN 6 nsubj
attacked attack VERB 3 acl VerbForm=Fin
fell fall VERB 0 root VerbForm=Fin
. . PUNCT 7 punct
"""
TOLD = """
Rome Rome PROPN 3 nsubj:pass
was be AUX 3 aux:pass VerbForm=Fin
told tell VERB 0 root VerbForm=Part
by by ADP 5 case
Ida Ida PROPN 3 obl:agent
that that SCONJ 8 mark
rebels rebel NOUN 8 nsubj
attacked attack VERB 3 ccomp VerbForm=Fin
. . PUNCT 3 punct
"""
WORDS = """
In in ADP 3 case
the the DET 3 det
words word NOUN 8 obl
of of ADP 5 case
Ida Ida PROPN 3 nmod
,_ , PUNCT 8 punct
rebels rebel NOUN 8 nsubj
attacked attack VERB 0 root VerbForm=Fin
. . PUNCT 8 punct
"""
BESIDE = """
Rebels rebel NOUN 2 nsubj
attacked attack VERB 0 root VerbForm=Fin
; ; PUNCT 5 punct
Ida Ida PROPN 5 nsubj
said say VERB 2 parataxis VerbForm=Fin
troops troops NOUN 7 nsubj
fled flee VERB 5 ccomp VerbForm=Fin
. . PUNCT 2 punct
"""
AT_THE_END = """
Rebels rebel NOUN 2 nsubj
attacked attack VERB 0 root VerbForm=Fin
while while SCONJ 5 mark
troops troops NOUN 5 nsubj
fled_ flee VERB 2 advcl VerbForm=Fin
, , PUNCT 5 punct
according accord VERB 9 case
to to ADP 7 fixed
Ida Ida PROPN 5 obl
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("parse", "claimants"),
    [
        pytest.param(ADAMANT, ["Ida"], id="an adjective"),
        pytest.param(ADAMANT.replace("adamant", "unsure"), None, id="an adjective of one who holds nothing"),
        pytest.param(ADAMANT.replace("adamant", "glad"), None, id="an adjective of one who feels something"),
        pytest.param(CLAIM, ["Ida"], id="a noun"),
        pytest.param(CLAIM.replace("claim", "doubt"), None, id="a noun of one who holds nothing"),
        pytest.param(TOLD, ["Ida"], id="a verb in the passive"),
        pytest.param(WORDS, ["Ida"], id="in the words of somebody"),
        pytest.param(BESIDE, None, id="a report that stands beside it with a content of its own"),
        pytest.param(AT_THE_END, ["Ida"], id="the whole sentence that ends in an aside"),
    ],
)
def test_nouns_adjectives_and_passives_report_too(parse, claimants):
    assert chain(parse, "attack")[3] == claimants


def test_what_is_said_beside_a_sentence_is_reported():
    assert chain(BESIDE, "flee")[3] == ["Ida"]


EXPECTS = """
Ida Ida PROPN 2 nsubj
expects expect VERB 0 root VerbForm=Fin
rebels rebel NOUN 2 obj
to to PART 5 mark
attack attack VERB 2 xcomp VerbForm=Inf
. . PUNCT 2 punct
"""
CONFESSED = """
Ida Ida PROPN 2 nsubj
confessed confess VERB 0 root VerbForm=Fin
to to SCONJ 4 mark
attacking attack VERB 2 advcl VerbForm=Ger
rebels rebel NOUN 4 obj
. . PUNCT 2 punct
"""
BUT = """
Rebels rebel NOUN 2 nsubj
attacked attack VERB 0 root VerbForm=Fin
,_ , PUNCT 5 punct
Ida Ida PROPN 5 nsubj
said say VERB 2 parataxis VerbForm=Fin
,_ , PUNCT 9 punct
but but CCONJ 9 cc
Rome Rome PROPN 9 nsubj
denied deny VERB 2 conj VerbForm=Fin
it it PRON 9 obj
. . PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("parse", "claimants"),
    [
        pytest.param(EXPECTS, ["Ida"], id="what somebody expects of somebody"),
        pytest.param(EXPECTS.replace("expects expect", "likes like"), None, id="what somebody only likes"),
        pytest.param(CONFESSED, ["Ida"], id="what somebody confesses to"),
        pytest.param(CONFESSED.replace("confess", "object"), None, id="what somebody objects to"),
    ],
)
def test_infinitives_and_gerunds_are_reported_too(parse, claimants):
    assert chain(parse, "attack")[3] == claimants


def test_what_another_says_behind_an_aside_is_none_of_its():
    found = extracted(BUT)
    assert chain(BUT, "attack")[3] == ["Ida"]
    assert chain(BUT, "deny")[3] is None
    assert found.quotations.select("speaker", "text").rows() == [("Ida", "Rebels attacked"), ("Rome", "it")]


AS_THEY = """
As as SCONJ 3 mark
talks talk NOUN 3 nsubj Number=Plur
{verb} {lemma} VERB 6 advcl VerbForm=Fin|Tense=Past
, , PUNCT 3 punct
rebels rebel NOUN 6 nsubj Number=Plur person
attacked attack VERB 0 root VerbForm=Fin|Tense=Past
. . PUNCT 6 punct
"""


@pytest.mark.parametrize(
    ("verb", "lemma", "claimant"), [("began", "begin", None), ("roared", "roar", None), ("showed", "show", "talks")]
)
def test_what_began_or_roared_reported_nothing(verb: str, lemma: str, claimant: str | None) -> None:
    assert chain(AS_THEY.format(verb=verb, lemma=lemma), "attack")[0] == claimant
