import polars as pl
import pytest

from tests.quality.conll18 import evaluate
from tests.quality.treebank import Treebank, read

GOLD = """\
# newdoc id = first
# newpar
# sent_id = first-1
# text = I don't go.
1\tI\tI\tPRON\t_\tCase=Nom|Typo=Yes\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_

# sent_id = first-2
# text = We do.
1\tWe\twe\tPRON\t_\tCase=Nom\t2\tnsubj\t_\t_
2\tdo\tdo\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newpar
# sent_id = first-3
# text = Here.
1\tHere\there\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No
1.1\tis\tbe\tAUX\t_\t_\t_\t_\t0:root\t_
2\t.\t_\tPUNCT\t_\t_\t1\tpunct\t_\t_

# newdoc id = second
# sent_id = second-1
# text = He's off.
1-2\tHe's\t_\t_\t_\t_\t_\t_\t_\t_
1\tHe\the\tPRON\t_\t_\t3\tnsubj:pass\t_\t_
2\t's\tbe\tAUX\t_\t_\t3\tcop\t_\t_
3\toff\toff\tADV\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_
"""


@pytest.fixture
def gold() -> Treebank:
    return read(GOLD)


def f1(gold: pl.DataFrame, system: pl.DataFrame) -> dict[str, float]:
    return dict(evaluate(gold, system).select("metric", "f1").iter_rows())


def of_tokens(right: int, gold: int, system: int) -> object:
    return pytest.approx(200 * right / (gold + system))


def test_running_text_is_rebuilt_with_its_paragraphs(gold: Treebank) -> None:
    assert gold.documents.rows() == [("first", "I don't go. We do.\n\nHere."), ("second", "He's off.")]
    assert gold.sentences["paragraph_id"].to_list() == [0, 0, 1, 0]
    assert gold.sentences["text"].to_list() == ["I don't go.", "We do.", "Here.", "He's off."]
    text = dict(gold.documents.iter_rows())
    for frame, column in ((gold.sentences, "text"), (gold.words, "form")):
        for doc_id, start, end, span in frame.select("doc_id", "char_start", "char_end", column).iter_rows():
            assert text[doc_id][start:end] == span


def test_words_of_a_multiword_token_share_its_printed_span(gold: Treebank) -> None:
    columns = ("form", "char_start", "char_end", "surface_start", "surface_end", "is_multiword")
    assert gold.words.select(columns).rows()[:4] == [
        ("I", 0, 1, 0, 1, False),
        ("do", 2, 4, 2, 7, True),
        ("n't", 4, 7, 2, 7, True),
        ("go", 8, 10, 8, 10, False),
    ]


def test_an_analysis_agrees_with_itself(gold: Treebank) -> None:
    assert set(f1(gold.words, gold.words).values()) == {100.0}


def test_words_without_multiword_tokens_align_by_form_but_are_other_tokens(gold: Treebank) -> None:
    plain = gold.words.drop("surface_start", "surface_end", "is_multiword")
    scores = f1(gold.words, plain)
    assert scores["LAS"] == scores["Words"] == 100
    assert scores["Tokens"] == of_tokens(10, 12, 14)


def test_a_clitic_left_on_its_word_costs_both_words(gold: Treebank) -> None:
    is_clitic = pl.col("form") == "n't"
    system = (
        gold.words.drop("surface_start", "surface_end", "is_multiword")
        .with_columns(
            form=pl.when(is_clitic.shift(-1, fill_value=False)).then(pl.lit("don't")).otherwise("form"),
            char_end=pl.when(is_clitic.shift(-1, fill_value=False)).then(7).otherwise("char_end"),
        )
        .filter(~is_clitic)
        .with_columns(
            token_id=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("doc_id", "sentence_id"),
            head=pl.when((pl.col("doc_id") == "first") & (pl.col("sentence_id") == 0) & (pl.col("head") > 2))
            .then(pl.col("head") - 1)
            .otherwise("head"),
        )
    )
    scores = f1(gold.words, system)
    assert scores["Words"] == of_tokens(12, 14, 13)
    # The others' heads are found again although their numbers differ.
    assert scores["LAS"] == of_tokens(12, 14, 13)


def test_a_missed_boundary_costs_sentences_and_the_root_alone(gold: Treebank) -> None:
    inner = (pl.col("doc_id") == "first") & (pl.col("sentence_id") == 1)
    system = gold.words.with_columns(
        token_id=pl.when(inner).then(pl.col("token_id") + 5).otherwise("token_id"),
        head=pl.when(inner & (pl.col("head") == 0)).then(4).when(inner).then(pl.col("head") + 5).otherwise("head"),
        sentence_id=pl.when(inner).then(0).otherwise("sentence_id"),
    )
    scores = f1(gold.words, system)
    assert scores["Sentences"] == of_tokens(2, 4, 3)
    assert scores["UAS"] == of_tokens(13, 14, 14)


def test_what_counts_as_the_same_value(gold: Treebank) -> None:
    universal = pl.when(pl.col("form") == "I").then(pl.lit("Case=Nom")).otherwise("feats")
    system = gold.words.with_columns(
        feats=universal,
        deprel=pl.col("deprel").replace("nsubj:pass", "nsubj:outer"),
        lemma=pl.col("lemma").replace("_", "anything"),
    )
    assert set(f1(gold.words, system).values()) == {100.0}
    wrong = gold.words.with_columns(
        upos=pl.col("upos").replace("AUX", "VERB"),
        feats=pl.col("feats").replace("Case=Nom", None),
        lemma=pl.col("lemma").replace("be", "'s"),
        deprel=pl.col("deprel").replace("cop", "aux"),
    )
    scores = f1(gold.words, wrong)
    found = [round((100 - scores[metric]) * 14 / 100) for metric in ("UPOS", "UFeats", "Lemmas", "UAS", "LAS")]
    assert found == [2, 1, 1, 0, 1]


def test_analyses_of_other_text_are_refused(gold: Treebank) -> None:
    with pytest.raises(ValueError, match="first"):
        evaluate(gold.words, gold.words.with_columns(form=pl.col("form").replace("go", "went")))
