"""Material: strategies for hostile input of every format, grown from the sample articles."""

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any

import zstandard
from hypothesis import strategies as st

SEEDS = Path(__file__).parents[2] / "seeds"
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1", "cp1251", "koi8-r",
    "mac_roman", "shift_jis", "gb18030", "cp037", "utf-7",
)  # fmt: skip
NAMES = (
    "a.txt",
    "a.md",
    "a",
    "a.jsonl",
    "a.ndjson",
    "a.pdf",
    "in/\n.txt",
    "\u202etxt.jsonl",
    "caf\ufffd.TXT",
    "a.jsonl.gz",
)
# What breaks programs that read text, one of a kind.
ODD = (
    "\x00", "\x1b[2J", "\x07", "\x85", "\xa0", "\xad", "\ufeff", "\u200b", "\u2028", "\u2029", "\u202e", "\u2066",
    "\u0301" * 40, "e\u0301\u0327", "\ud7a3", "\ufffd", "\ufffe", "\U0010ffff", "🏴\U000e0067\U000e007f", "👩‍👩‍👧",
    "𝔸𝕓", "ﬁ", "ﷺ", "İ", "ß", "ǆ", "ſ", "Å", "१२", "٣", "½", "²", "Ⅷ", "一二", "…", "—", "–", "-" * 30, ".", "." * 50,
    "!?", "( ( (", ")))", "“", "”", "„", "‘", "’", "'", '"', "``", "''", "«", "»", '"""', "“‘“‘", "\n", "\n\n", "\r",
    "\r\n", "\t", "\v", "\f", " ", " " * 60, "&amp;", "&#0;", "&#x110000;", "&" * 12, "&lt;p&gt;", "<p>", "</",
    "â€œ", "Ã©", "\x93", "%s", "{}", "\\u0000", "\\", "$", "#", "@", "http://a.b/c?d=e&f", "a@b.c", "www.",
    "x" * 300, "a-" * 40, "1" * 60, "1,000,000,000,000,000,000", "1e999", "-0", "0x1F", "12-13-14", "NaN",
    "Infinity", "$1.5bn", "€-3", "100 %", "3/4", "Feb. 30, 2020", "31 April 99999", "0000-00-00", "9999-12-31",
    "32 BC", "in 10,000,000 years", "last week", "the 1990s", "today", "25:61", "2020-W99", "midnight", "Mr.",
    "U.S.", "e.g.", "Ph.D.", "No.", "LONDON — ", "LIMA, 3 JAN 90 (EFE) -- [TEXT] ", "(Reuters) - ",
    "By Jane Doe\n\n", "Date: 2020-02-20\n", "Published: Feb 20, 2020\n", "Title: \n", "Status: canceled\n",
    "KILL\n\n", "Advertisement\n\n", "Read more: this\n\n", "— AFP", "(AFP)", "© 2020", "RELATED: x\n\n", "* * *",
)  # fmt: skip
WORDS = (
    "he", "she", "it", "they", "I", "we", "who", "which", "that", "and", "or", "but", "not", "no", "to", "of", "by",
    "the", "said", "told", "killed", "wounded", "denied", "attacked", "according to", "reported", "asked", "were",
    "was", "has", "dozens", "thousands of", "at least 12", "two", "people", "soldiers", "rebels", "the minister",
    "John Smith", "Turkey", "the United Nations", "Gen. Akar", "the army", "on Monday", "in Idlib", "his", "their",
    "minister", "Syrian", "NATO",
)  # fmt: skip


@cache
def seeds() -> list[bytes]:
    """The sample files, and the articles of the containers among them."""
    return [path.read_bytes() for path in sorted(SEEDS.iterdir())]


@cache
def sentences() -> list[str]:
    """Stretches of the sample articles, of a line or less."""
    lines = [line for seed in seeds() for line in seed.decode(errors="replace").splitlines() if line.strip()]
    return [line[start : start + 160] for line in lines for start in range(0, min(len(line), 480), 160)]


# A document: stretches of articles, loose words and oddities behind one another, some of them many times over.
PIECES = st.one_of(
    st.sampled_from(sentences()),
    st.sampled_from(ODD),
    st.sampled_from(WORDS).map(lambda word: f"{word} "),
    st.text(max_size=12),
    st.tuples(st.sampled_from([*ODD, *WORDS]), st.integers(2, 25)).map(lambda many: many[0] * many[1]),
)
DOCUMENTS = st.lists(PIECES, max_size=10).map("".join)
VALUES: st.SearchStrategy[Any] = st.one_of(
    DOCUMENTS,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.integers(10**30, 10**40),
    st.sampled_from([
        "2020-02-20", "20200220", "2020-02-20T25:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
        "unknown", "", "Feb 30", "canceled", "usable", "http://a/b", "urn:x:1", [], {}, [[[]]],
    ]),
)  # fmt: skip
KEYS = st.sampled_from([
    "text", "event_text", "id", "story_id", "published", "date", "pub_date", "title", "headline", "publisher",
    "source", "uri", "url", "byline", "pubstatus", "status", "", "x", "text\x00",
])  # fmt: skip
RECORDS = st.dictionaries(KEYS, VALUES, max_size=6).flatmap(
    lambda record: st.sampled_from(
        [
            json.dumps(record),
            json.dumps(record, ensure_ascii=False),
            json.dumps(record)[:-1],
            json.dumps(record).replace('"', '"\\ud800', 1) if '"' in json.dumps(record) else "{",
            json.dumps(record)[:-1] + ', "text": "Twice. He left.", "text": "He came."}',
        ]
    )
)
LINES = st.one_of(
    RECORDS,
    DOCUMENTS.map(lambda text: json.dumps({"text": text})),
    DOCUMENTS,
    st.sampled_from(
        ["", " ", "[" * 500, '{"a":' * 500, "null", "[]", '"', "{", '{"text": "\\ud83d"}', '{"text": 1e999}']
    ),
).map(lambda line: line.encode("utf-8", "surrogatepass"))


@st.composite
def payloads(draw: st.DrawFn) -> bytes:
    """Bytes of a file: generated, encoded oddly, or a sample with some bytes changed, moved or cut off."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        return draw(st.binary(max_size=300))
    if kind == 1:
        return draw(DOCUMENTS).encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    if kind == 2:
        return draw(st.sampled_from([b"\n", b"\r\n", b"\n\n"])).join(draw(st.lists(LINES, max_size=6)))
    content = draw(st.sampled_from(seeds()))
    start = draw(st.integers(0, len(content)))
    content = content[start : start + draw(st.integers(0, 1500))]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(content)))
        content = content[:at] + draw(st.binary(max_size=8)) + content[at + draw(st.integers(0, 8)) :]
    return content


@st.composite
def packed(draw: st.DrawFn) -> tuple[str, bytes]:
    """A compressed file and the ending of its name: whole, broken off, damaged, nested, or not packed at all."""
    content = draw(payloads())
    suffix = draw(st.sampled_from([".gz", ".zst"]))
    for _ in range(draw(st.integers(0, 2))):
        content = gzip.compress(content, mtime=0) if suffix == ".gz" else zstandard.ZstdCompressor().compress(content)
    if draw(st.booleans()):
        content += draw(st.sampled_from([b"", b"\x00" * 20, content, b"\x1f\x8b", b"\x28\xb5\x2f\xfd"]))
    if content and draw(st.booleans()):
        at = draw(st.integers(0, len(content) - 1))
        content = content[:at] + draw(st.binary(max_size=3)) + content[at + 1 :]
    if draw(st.booleans()):
        content = content[: draw(st.integers(0, len(content)))]
    return suffix, content
