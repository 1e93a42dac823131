from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tests.quality.treebank import GOLD, load
from transforms.annotate.words import LONGEST_CHUNK, words
from warehouse.tables import Sentences


def sentences(*texts: str, gap: int = 1) -> pl.DataFrame:
    """One document of these sentences, a gap between each two."""
    frame = pl.DataFrame({"text": texts}, schema={"text": pl.String})
    length = pl.col("text").str.len_chars().cast(pl.Int32)
    end = (length + gap).cum_sum() - gap
    return Sentences.validate(
        frame.select(
            pl.lit("doc").alias("doc_id"),
            pl.int_range(pl.len(), dtype=pl.Int32).alias("sentence_id"),
            pl.lit(0, dtype=pl.Int32).alias("paragraph_id"),
            (end - length).cast(pl.Int32).alias("char_start"),
            end.cast(pl.Int32).alias("char_end"),
            "text",
        )
    )


def divided(text: str) -> str:
    return " ".join(words(sentences(text))["form"])


def test_words_carry_their_place_and_span() -> None:
    expected = pl.DataFrame(
        {
            "doc_id": ["doc"] * 7,
            "sentence_id": [0, 0, 0, 0, 1, 1, 1],
            "token_id": [1, 2, 3, 4, 1, 2, 3],
            "char_start": [0, 2, 4, 7, 10, 14, 19],
            "char_end": [1, 4, 7, 8, 13, 19, 20],
            "form": ["I", "do", "n't", ".", "São", "Paulo", "!"],
        },
        schema_overrides=dict.fromkeys(("sentence_id", "token_id", "char_start", "char_end"), pl.Int32),
    )
    assert_frame_equal(words(sentences("I don't.", "São\u00a0Paulo!", gap=2)), expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Clitics and fused words.
        ("They'll say it isn't Turkey's.", "They 'll say it is n't Turkey 's ."),
        ("I can't, we couldn't've, you can’t", "I ca n't , we could n't 've , you ca n’t"),
        ("the Saudis' or the citizens’ gov't", "the Saudis ' or the citizens ’ gov't"),
        ("cannot gonna Wanna gotta dont DON'T", "can not gon na Wan na got ta do nt DO N'T"),
        ("Shi'ite O'Connell d'etat the 1930's, the '90s", "Shi'ite O'Connell d'etat the 1930's , the '90s"),
        ("I’d’ve gone if its not far, its crew said", "I ’d ’ve gone if it s not far , its crew said"),
        # Hyphens, slashes and dashes.
        ("US-made anti-missile systems", "US - made anti-missile systems"),
        ("to co-operate with non-Hodgkin re-elected", "to co-operate with non-Hodgkin re-elected"),
        ("a 10-year-old, the U.S.-led force", "a 10 - year - old , the U.S. - led force"),
        ("and/or he/she km/h w/o 9/11", "and / or he / she km / h w/o 9/11"),
        ("F-35 S-400 AK-47", "F - 35 S - 400 AK - 47"),
        ("the pact—the first – holds--so", "the pact — the first – holds -- so"),
        # Stops.
        ("Mr. Smith of Acme Inc. met Gen. J.K. Lee", "Mr. Smith of Acme Inc. met Gen. J.K. Lee"),
        ("They met at 5 p.m. in Sept. They ate.", "They met at 5 p.m. in Sept. They ate ."),
        ("They met at 5 p.m.", "They met at 5 p.m ."),
        ("He left the U.S.", "He left the U.S."),
        ("Arms, food, etc.", "Arms , food , etc ."),
        ("No. 5 said No... and left", "No. 5 said No ... and left"),
        ("It failed...or did it?!", "It failed ... or did it ?!"),
        # Numbers.
        ("3.6% of 900,000 at $50", "3.6 % of 900,000 at $ 50"),
        ("US$4.5bn in 1990-93, 2-1 at 10:30", "US$ 4.5 bn in 1990 - 93 , 2 - 1 at 10:30"),
        ("10am 5km 20th 1980s 50,000th", "10 am 5 km 20th 1980s 50,000th"),
        ("On 11/28/2000 call 713-853-3989.", "On 11/28/2000 call 713-853-3989 ."),
        ("+44 20 at 5°C", "+44 20 at 5 ° C"),
        # Addresses and marks.
        ("(https://example.org/a-b?c=d, www.a.com/x)", "( https://example.org/a-b?c=d , www.a.com/x )"),
        ("Write to name.surname@example.co.uk.", "Write to name.surname@example.co.uk ."),
        ("“So,” he said [sic] ‘no’ :) ;-)", "“ So , ” he said [ sic ] ‘ no ’ :) ;-)"),
        ("#topic @user #5 👍🏽!", "#topic @user # 5 👍🏽 !"),
    ],
)  # fmt: skip
def test_division(text: str, expected: str) -> None:
    assert " ".join(words(sentences(text))["form"]) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5))
def test_words_are_all_of_the_text_but_white_space(texts: list[str]) -> None:
    document = " ".join(texts)
    found = words(sentences(*texts))
    spans = list(zip(found["char_start"], found["char_end"], strict=True))
    assert [document[start:end] for start, end in spans] == found["form"].to_list()
    assert all(start < end for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    left = pl.Series([document]).str.extract_all(r"\S").explode()
    assert "".join(found["form"]) == "".join(left)


def test_hostile_sentences_are_bounded() -> None:
    endless = "x'-" * 3334
    found = words(sentences(endless, "word " * 2000, "word," * (LONGEST_CHUNK // 5)))
    assert found.filter(pl.col("sentence_id") == 0)["form"].to_list() == [endless]
    assert found.filter(pl.col("sentence_id") == 1).height == 2000
    assert found.filter(pl.col("sentence_id") == 2).height == 2 * (LONGEST_CHUNK // 5)


def test_no_sentences_no_words() -> None:
    assert words(Sentences.create_empty()).schema == words(sentences("One.")).schema


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.exists(), reason="needs the gold data")
@pytest.mark.parametrize(("name", "floor"), [("ewt_dev", 99.4), ("gum_dev", 99.9)])
def test_words_of_the_treebanks_sentences(name: str, floor: float) -> None:
    """F1 of the spans, which is that of the words by the CoNLL 2018 definition, since English spells them all."""
    gold = load(name)
    found = words(gold.sentences.drop("sent_id").pipe(Sentences.validate, cast=True))
    right = gold.words.join(found, on=["doc_id", "char_start", "char_end"], how="semi").height
    assert 200 * right / (gold.words.height + found.height) >= floor
