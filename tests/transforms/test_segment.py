import polars as pl
import pytest

from transforms.segment import segment


def sentences(text):
    frame = segment(pl.DataFrame({"doc_id": ["d"], "text": [text]}))
    for start, end, found in frame.select("char_start", "char_end", "text").rows():
        assert text[start:end] == found
        assert found == found.strip() != ""
    assert "".join("".join(frame["text"]).split()) == "".join(text.split())
    return frame["text"].to_list()


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Mark Milley met J. K. Rowling in St. Petersburg at 5 p.m. on Friday.", "He left."],
        ["“We are ready,” he said.", "The U.S. troops stayed."],
    ],
)
def test_abbreviations_and_quotations(parts):
    assert sentences(" ".join(parts)) == parts


def test_a_blank_line_ends_a_sentence_and_a_paragraph():
    frame = segment(pl.DataFrame({"doc_id": ["a", "b"], "text": ["One line\n\nand another", "Next."]}))
    assert frame.select("doc_id", "sentence_id", "paragraph_id", "text").rows() == [
        ("a", 0, 0, "One line"),
        ("a", 1, 1, "and another"),
        ("b", 0, 0, "Next."),
    ]
