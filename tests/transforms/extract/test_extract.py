import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.transforms.extract.parses import extracted, frames, triples
from transforms.extract import extract

ATTACK = """
Rebels rebel NOUN 2 nsubj
attacked attack VERB 0 root VerbForm=Fin
the the DET 4 det
town town NOUN 2 obj
and and CCONJ 6 cc
killed kill VERB 2 conj VerbForm=Fin
two two NUM 8 nummod
soldiers soldier NOUN 6 obj
on on ADP 10 case
Friday Friday PROPN 6 obl
. . PUNCT 2 punct
"""

REPLY = """
“_ “ PUNCT 4 punct
We we PRON 4 nsubj PronType=Prs
will will AUX 4 aux VerbForm=Fin
answer answer VERB 8 ccomp VerbForm=Inf
,_ , PUNCT 4 punct
” ” PUNCT 4 punct
she she PRON 8 nsubj PronType=Prs
said say VERB 0 root VerbForm=Fin
. . PUNCT 8 punct
"""


def test_no_documents_give_no_rows():
    documents, sentences, tokens, names = frames(ATTACK)
    empty = extract(documents.clear(), sentences.clear(), tokens.clear(), names.clear())
    assert all(frame.is_empty() for frame in empty)
    assert empty.facts.columns == extracted(ATTACK).facts.columns


def test_a_coordinated_verb_shares_the_subject():
    assert triples(extracted(ATTACK)) == {
        ("Rebels", "attacked", "the town"),
        ("Rebels", "killed", "two soldiers"),
    }


def test_an_oblique_is_an_argument_with_its_marker():
    found = extracted(ATTACK)
    killed = found.facts.filter(pl.col("predicate") == "killed").select("fact_id")
    rows = found.arguments.join(killed, on="fact_id").select("role", "marker", "text")
    assert rows.rows() == [("time", "on", "Friday")]


def test_rows_do_not_depend_on_the_batch():
    together = [pl.concat(pair) for pair in zip(frames(ATTACK, doc_id="a"), frames(REPLY, doc_id="b"), strict=True)]
    batch = extract(*together)
    for one, doc_id in ((ATTACK, "a"), (REPLY, "b")):
        alone = extract(*frames(one, doc_id=doc_id))
        for shared, own in zip(batch, alone, strict=True):
            assert_frame_equal(shared.filter(pl.col("doc_id") == doc_id), own)


def test_documents_that_begin_alike_keep_their_facts():
    together = [pl.concat(pair) for pair in zip(frames(ATTACK, doc_id="a"), frames(ATTACK, doc_id="b"), strict=True)]
    assert extract(*together).facts["doc_id"].to_list() == ["a", "a", "b", "b"]


@pytest.mark.parametrize("table", ["facts", "quotations", "mentions", "arguments"])
def test_every_span_is_its_text(table):
    documents, *rest = frames(ATTACK, REPLY, names=(("Friday", "event"),))
    frame = getattr(extract(documents, *rest), table)
    text = documents["text"].item()
    assert not frame.is_empty()
    slots = ["subject", "predicate", "object"] if table == "facts" else ["text"]
    for slot in slots:
        start, end = (f"{slot}_start", f"{slot}_end") if table == "facts" else ("char_start", "char_end")
        for printed, begin, stop in frame.select(slot, start, end).drop_nulls().iter_rows():
            assert text[begin:stop] == printed


def test_a_broken_tree_spoils_only_its_own_sentence():
    documents, sentences, tokens, names = frames(ATTACK, REPLY)
    first = pl.col("sentence_id") == 0
    # Two words that hang on each other, and a head outside the sentence.
    broken = tokens.with_columns(
        head=pl.when(first & (pl.col("head") == 0))
        .then(6)
        .when(first & (pl.col("token_id") == 10))
        .then(99)
        .otherwise("head")
        .cast(pl.Int32)
    )
    assert ("We", "will answer", None) in triples(extract(documents, sentences, broken, names))
