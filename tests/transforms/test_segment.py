"""Sentences: what news does to stops, layout, and texts that try to break the splitting."""

import random
from itertools import pairwise

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from transforms.segment import LONGEST_SENTENCE, segment
from warehouse.tables import Sentences


def documents(*texts):
    ids = [f"d{number:06}" for number in range(len(texts))]
    return pl.DataFrame({"doc_id": ids, "text": list(texts)}, schema={"doc_id": pl.String, "text": pl.String})


def sentences(text):
    return segment(documents(text))["text"].to_list()


def assert_lossless(frame, texts):
    """Spans equal their text, are trimmed and in order, and leave nothing out but white space."""
    for number, text in enumerate(texts):
        rows = frame.filter(pl.col("doc_id") == f"d{number:06}").select("char_start", "char_end", "text").rows()
        assert all(text[start:end] == found == found.strip() != "" for start, end, found in rows)
        assert all(before[1] <= after[0] for before, after in pairwise(rows))
        assert "".join("".join(row[2] for row in rows).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Ada Stone met J. K. Marsh in St. Petersburg on Jan. 6.", "He left at 5 p.m. on Friday."],
        ["The U.S. troops left the U.S. on Monday.", "The U.N. Security Council met."],
        ["Voters of Gen. X stayed home.", "Acme Inc. lost No. 5 to Smith vs. Jones."],
        ["She works for Acme Inc.", "The company denied it.", "He moved to Washington, D.C. in 1990."],
        ["At 8 a.m. Monday, police came.", "It ended at 9 p.m.", "The minister left."],
        ["It costs $3.50 or 2.5 percent.", "About 1,000 people came.", "See Fig. 3 and p. 12."],
        ["Write to a.b@example.com or see www.example.com/a.html.", "Thanks."],
        ["Sen. Lee, R-Ariz., said so.", "Rep. Roe (D-Calif.) agreed."],
        ["He went on Feb. 3.", "Officials waited."],
    ],
)
def test_abbreviations(parts):
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["“We are ready,” he said.", "She nodded."],
        ["“Is it so?” she asked.", "“Why now?”", "The minister did not answer."],
        ["“We will not wait.", "We will act,” the minister added."],
        ['"The area was activated…', 'No one should doubt this."', "He left."],
        ['"This is great." she said.', "He smiled."],
        ["The deal (he signed it in May.) was off.", "(Nobody knew.)", "It rained."],
        ["The mayor said: “It is over”.", "Then he left."],
    ],
)
def test_quotations_and_brackets(parts):
    assert sentences(" ".join(parts)) == parts


def test_a_blank_line_ends_a_sentence_and_a_paragraph():
    expected = pl.DataFrame(
        {
            "doc_id": ["d000000", "d000000", "d000000", "d000001"],
            "sentence_id": [0, 1, 2, 0],
            "paragraph_id": [0, 1, 1, 0],
            "char_start": [0, 10, 23, 0],
            "char_end": [8, 22, 32, 5],
            "text": ["One line", "and another.", "It ended.", "Next."],
        },
        schema=Sentences.create_empty().schema,
    )
    assert_frame_equal(segment(documents("One line\n\nand another. It ended.", "Next.")), expected)


def test_a_line_goes_on_where_it_was_full_and_ends_where_the_author_broke_it():
    wrapped = (
        "The council of the island met on Tuesday with the prime\n"
        "Minister of its larger neighbour to agree on a plan for\n"
        "Winter."
    )
    assert sentences(wrapped) == [wrapped]
    assert sentences("Storm nears\nThe storm is expected to reach the coast on Friday.") == [
        "Storm nears",
        "The storm is expected to reach the coast on Friday.",
    ]
    assert sentences("bread\nfresh milk\neggs, cheese") == ["bread", "fresh milk", "eggs, cheese"]


def test_list_items_begin_where_their_labels_count_on():
    assert sentences("1. The first point 2. The second point") == ["1. The first point", "2. The second point"]
    assert sentences("(i) We met.\n(ii) We left.") == ["(i) We met.", "(ii) We left."]
    assert sentences("• 9. Milk • 10. Bread") == ["• 9. Milk", "• 10. Bread"]
    assert sentences("They finished in 2. We came third.")[-1] == "We came third."


def test_capitals():
    parts = ["THE U.S. TROOPS LEFT THE ISLAND, MR. STONE SAID.", "IT WAS LATE.", "NO ONE WAS HURT."]
    assert sentences(" ".join(parts)) == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \n\t ", 0),
        ("a", 1),
        ("no stop in this paragraph", 1),
        ("word " * 2000 + "end.", 7),
        ("a" * 10_000, 4),
        ("." * 100_000, 34),
        ("a" + "\n" * 100_000 + "b", 2),
        ("Short one.\n\n" * 50_000, 50_000),
        ("He said “this. And that.\n\nNothing closed it. “Then this.", 4),
    ],
    ids=lambda value: value[:10] if isinstance(value, str) else None,
)
def test_extremes(text, count):
    frame = segment(documents(text))
    assert frame.height == count
    assert_lossless(frame, [text])


def test_any_text_is_kept_whole():
    chance = random.Random(5)
    letters = "ab A.B!?\"“”'’()[]\n .-•1 2)…,:;\t\u00a0é😀\u2028\x1c\r"
    texts = ["".join(chance.choices(letters, k=chance.randint(1, 200))) for _ in range(500)]
    assert_lossless(segment(documents(*texts)), texts)


def test_a_document_is_split_alike_alone_and_in_a_batch():
    texts = ["He left. “Odd” quote", "1. One 2. Two", 'Unclosed ( and " here.', "Mr.", "Stone came. They left."]
    together = segment(documents(*texts))
    alone = [segment(documents(*texts)[number : number + 1]) for number in range(len(texts))]
    assert_frame_equal(together, pl.concat(alone))


def test_no_documents():
    assert_frame_equal(segment(documents()), Sentences.create_empty())


@pytest.mark.parametrize(
    "text",
    [
        "and then " * 5000,
        "x" * 1_000_000,
        f"He left. {'x' * 10_000} {'y' * 2_000} and {'z' * 1_600} came. She stayed.",
        "“" * 100_000,
        "a-" * 50_000,
        f"{'ab ' * 999}{'c' * 2_999} d. It rained.",
    ],
)
def test_no_sentence_is_longer_than_any_sentence(text):
    text = text.strip()
    frame = segment(documents(text))
    assert_lossless(frame, [text])
    lengths = frame["text"].str.len_chars()
    assert lengths.max() <= LONGEST_SENTENCE
    # Two that follow one another are too long together, or they are two sentences.
    assert len(frame) <= 4 * (len(text) // LONGEST_SENTENCE + 2)


def test_a_long_sentence_is_left_whole():
    text = f"The parties to the agreement {'which the ministers signed ' * 100}were named."
    assert 2_000 < len(text) < LONGEST_SENTENCE
    assert sentences(f"{text} It rained.") == [text, "It rained."]


def test_what_follows_a_text_without_stops_is_split_as_ever():
    parts = ["and then " * 1000, "He left.", "She stayed."]
    assert sentences("\n\n".join(part.strip() for part in parts))[-2:] == parts[-2:]
