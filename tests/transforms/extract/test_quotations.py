import pytest

from tests.transforms.extract.parses import extracted

AFTER = """
“_ “ PUNCT 3 punct
We we PRON 3 nsubj
won win VERB 7 ccomp VerbForm=Fin
,_ , PUNCT 3 punct
” ” PUNCT 3 punct
Gest Gest PROPN 7 nsubj
told tell VERB 0 root VerbForm=Fin
reporters_ reporter NOUN 7 obj
. . PUNCT 7 punct
"""
BEFORE = """
Gest Gest PROPN 2 nsubj
said_ say VERB 0 root VerbForm=Fin
: : PUNCT 2 punct
“_ “ PUNCT 6 punct
We we PRON 6 nsubj
won_ win VERB 2 ccomp VerbForm=Fin
._ . PUNCT 6 punct
” ” PUNCT 6 punct
"""
SPLIT = """
“_ “ PUNCT 3 punct
We we PRON 3 nsubj
won win VERB 7 ccomp VerbForm=Fin
,_ , PUNCT 3 punct
” ” PUNCT 3 punct
he he PRON 7 nsubj
said_ say VERB 0 root VerbForm=Fin
, , PUNCT 7 punct
“_ “ PUNCT 12 punct
and and CCONJ 12 cc
you you PRON 12 nsubj
lost_ lose VERB 3 conj VerbForm=Fin
._ . PUNCT 12 punct
” ” PUNCT 12 punct
"""
SCARE = """
The the DET 5 det
“_ “ PUNCT 3 punct
rebel_ rebel NOUN 5 compound
” ” PUNCT 3 punct
town town NOUN 6 nsubj
fell fall VERB 0 root VerbForm=Fin
,_ , PUNCT 6 punct
he he PRON 9 nsubj
said said VERB 6 parataxis VerbForm=Fin
. . PUNCT 6 punct
"""
OPEN_END = """
“_ “ PUNCT 3 punct
We we PRON 3 nsubj
won_ win VERB 0 root VerbForm=Fin
. . PUNCT 3 punct
"""
LAST = """
“_ “ PUNCT 3 punct
You you PRON 3 nsubj
lost_ lose VERB 6 ccomp VerbForm=Fin
,_ , PUNCT 3 punct
” ” PUNCT 3 punct
said say VERB 0 root VerbForm=Fin
Gest Gest PROPN 6 nsubj
. . PUNCT 6 punct
"""
STRAY = AFTER.replace("” ” PUNCT 3 punct", "* * PUNCT 3 punct")
# The parse has made the speaker part of what he said.
ASTRAY = AFTER.replace("Gest Gest PROPN 7 nsubj", "Gest Gest PROPN 3 obj").replace(
    "We we PRON 3 nsubj", "We we PRON 7 nsubj"
)


def rows(*paragraphs):
    return extracted(*paragraphs).quotations.select("part", "text", "speaker", "cue").rows()


@pytest.mark.parametrize("parse", [AFTER, BEFORE, ASTRAY])
def test_a_speaker_stands_before_or_after(parse):
    (part, text, speaker, _cue) = rows(parse)[0]
    assert (part, text.rstrip("."), speaker) == (0, "We won", "Gest")


@pytest.mark.parametrize("mark", ['"', "“", "«", "„", "»", "”"])
def test_marks_of_any_kind(mark):
    closing = {"“": "”", "«": "»", "„": "“", "»": "«"}.get(mark, mark)
    parse = AFTER.replace("“", mark).replace("”", closing)
    assert rows(parse) == [(0, "We won", "Gest", "told")]


def test_who_was_told_is_the_venue():
    assert extracted(AFTER).quotations["venue"].to_list() == ["reporters"]


def test_a_split_quotation_is_one_with_two_parts():
    found = extracted(SPLIT).quotations
    assert found["text"].to_list() == ["We won", "and you lost."]
    assert found["part"].to_list() == [0, 1]
    assert found["quotation_id"].n_unique() == 1


def test_scare_quotes_are_no_quotation():
    assert rows(SCARE) == []


def test_a_quotation_runs_on_through_paragraphs():
    assert rows(OPEN_END, LAST) == [(0, "We won.", "Gest", "said"), (1, "You lost", "Gest", "said")]


def test_a_mark_without_a_partner_spoils_nothing():
    assert rows(STRAY, BEFORE) == [(0, "We won", "Gest", "told"), (0, "We won.", "Gest", "said")]


def test_facts_in_a_quotation_are_the_speakers():
    found = extracted(AFTER)
    won = found.facts.filter(predicate="won").select("claimant", "quotation_id").row(0)
    assert won == ("Gest", found.quotations["quotation_id"].item())
    assert found.facts.filter(predicate="told")["claimant"].to_list() == [None]


def test_reported_clauses_without_marks_are_indirect_quotations():
    plain = BEFORE.replace("“_ “ PUNCT", "that that SCONJ").replace("” ” PUNCT 6 punct", "")
    found = extracted(plain.replace(": : PUNCT 2 punct", "so so ADV 2 advmod"))
    assert found.quotations.select("quotation_type", "speaker", "cue", "text").rows() == [
        ("indirect", "Gest", "said", "that We won")
    ]
    won = found.facts.filter(predicate="won").select("claimant", "quotation_id").row(0)
    assert won == ("Gest", found.quotations["quotation_id"].item())
