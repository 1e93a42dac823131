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
