import pytest

from transforms.read import format_of, read

ARTICLE = "KYIV — “No one should doubt this,” the café’s owner said. It was closed on Monday, he added.\n"


def reasons(payload: bytes, uri: str = "a.txt") -> list[str]:
    found = read(payload, uri=uri)
    assert found.articles.is_empty()
    return found.refusals["reason"].to_list()


@pytest.mark.parametrize(
    "payload",
    [
        ARTICLE.encode(),
        b"\xef\xbb\xbf" + ARTICLE.encode(),
        ARTICLE.encode("utf-16"),
        ARTICLE.encode("utf-16-le"),
        ARTICLE.encode("utf-16-be"),
        b"\xfe\xff" + ARTICLE.encode("utf-16-be"),
        ARTICLE.encode("utf-32"),
        ARTICLE.encode("cp1252"),
        ARTICLE.encode("mac_roman"),
    ],
)
def test_the_text_is_the_same_in_any_encoding(payload):
    utf8 = read(ARTICLE.encode(), uri="a/b.txt").articles
    found = read(payload, uri="c/d.txt").articles
    assert found["raw"].to_list() == [ARTICLE]
    assert found["doc_id"].to_list() == utf8["doc_id"].to_list()
    assert found["source_id"].to_list() == ["d.txt"]


def test_latin_1_with_few_accents():
    assert read("The café closed.".encode("latin-1"), uri="a.txt").articles["raw"].item() == "The café closed."


def test_an_accent_at_the_end_is_no_cut():
    assert read("We met in the café".encode("cp1252"), uri="a.txt").articles["raw"].item().endswith("café")


def test_windows_bytes_inside_utf8_are_mended():
    payload = "“No,” he said — “café”. ".encode() + "He “left”.".encode("cp1252")
    assert read(payload, uri="a.txt").articles["raw"].item().endswith("He “left”.")


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x00" * 50, "empty"),
        (b"PK\x03\x04 and so on", "binary"),
        (bytes(range(256)) * 4, "binary"),
        (b"ab\x00cd" * 50, "binary"),
        (ARTICLE.encode() + "—".encode()[:2], "truncated"),
        (ARTICLE.encode() + "—".encode()[:1], "truncated"),
        (ARTICLE.encode("utf-16")[:-1], "truncated"),
        (b"\xff\xfe\x00\xd8\x20\x00", "malformed"),
        (b"word " * 5_000_000, "too_large"),
        (b"word " * 1_000_001, "too_large"),
    ],
)
def test_what_is_no_article_is_refused_by_name(payload, reason):
    assert reasons(payload) == [reason]


def test_a_format_without_a_reader_is_refused():
    assert reasons(b"%PDF-1.7", "a.pdf") == ["unknown_format"]


@pytest.mark.parametrize(
    ("uri", "source_format"),
    [("a.txt", "text"), ("x/a.TXT.gz", "text"), ("x/a", "text"), ("a.jsonl.zst", "jsonl"), ("a.pdf", None)],
)
def test_the_name_says_the_format(uri, source_format):
    assert format_of(uri) == source_format
