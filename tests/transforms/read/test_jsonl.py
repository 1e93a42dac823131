import json
from datetime import date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from transforms.read import Reading, read


def of(*lines: bytes | dict[str, object], first_record: int = 1) -> Reading:
    payload = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    return read(payload, uri="wire/day.jsonl", first_record=first_record)


def test_keys_and_their_aliases():
    found = of(
        {"id": "a1", "text": "A.", "published": "2020-02-20", "title": "T", "publisher": "P", "byline": "B"},
        {
            "story_id": 7,
            "event_text": "B.",
            "pub_date": "2020-02-20T14:05:00Z",
            "headline": "H",
            "source": "S",
        },
        {"url": "http://x/1", "text": "C.", "date": 20200220},
        {"text": "D.", "title": "", "date": "unknown"},
    )
    assert found.refusals.is_empty()
    columns = ["source_id", "uri", "publisher", "title", "byline", "published_on", "published_at", "raw"]
    day = date(2020, 2, 20)
    assert_frame_equal(
        pl.DataFrame(found.articles.select(columns)),
        pl.DataFrame(
            [
                ("a1", "wire/day.jsonl#1", "P", "T", "B", day, None, "A."),
                ("7", "wire/day.jsonl#2", "S", "H", None, day, datetime(2020, 2, 20, 14, 5), "B."),
                ("http://x/1", "wire/day.jsonl#3", None, None, None, day, None, "C."),
                ("4", "wire/day.jsonl#4", None, None, None, None, None, "D."),
            ],
            schema=found.articles.select(columns).schema,
            orient="row",
        ),
    )


@pytest.mark.parametrize(
    ("line", "reason", "detail"),
    [
        (b"[1, 2]", "malformed", "it is not an object but a list"),
        (b'"text"', "malformed", "it is not an object but a string"),
        (b"null", "malformed", "it is not an object but null"),
        (b'{"text": {"body": "A."}}', "malformed", "its text is not a string but an object"),
        (b'{"text": 3}', "malformed", "its text is not a string but a number"),
        (b'{"text": "A.", "title": ["T"]}', "malformed", "its title is not a string but a list"),
        (b'{"text": "A.", "id": true}', "malformed", "its source_id is not a string but a truth value"),
        (
            b'{"text": "A.", "date": "02/03/2020"}',
            "malformed",
            "its date '02/03/2020' names no day that is sure",
        ),
        (b'{"title": "T"}', "missing_text", "it has no text under text or event_text"),
        (b'{"text": " \\n"}', "missing_text", "it has no text under text or event_text"),
        (b'{"a":' * 10_000, "malformed", "it is nested too deeply"),
        (b"[" * 10_000, "malformed", "it is nested too deeply"),
        (b'{"text": "A broken-off', "truncated", "it is not JSON: Unterminated string"),
        (b'{"text": "A.",}', "malformed", "it is not JSON: "),
        (b'{"text": "A.", "id": ' + b"1" * 5000 + b"}", "malformed", "it is not JSON: Exceeds the limit"),
        (b'{"text": "' + b"x" * 1_000_000 + b'"}', "too_large", "1,000,000 characters are more than"),
        (b'{"text": "' + b"x" * 10_000_000 + b'"}', "too_large", "10,000,012 bytes are more than"),
        (b'{"text": "' + b"x" * 41_000_000 + b'"}', "too_large", "41,000,012 bytes are more than"),
        (b"\x00\x01\x02\x03\x04", "binary", "control characters are 5 of its 5 characters"),
    ],
)
def test_a_bad_line_is_refused_by_name_and_costs_no_other(line, reason, detail):
    found = of({"text": "Before."}, line, {"text": "After."}, first_record=11)
    assert found.articles["uri"].to_list() == ["wire/day.jsonl#11", "wire/day.jsonl#13"]
    refusal = found.refusals.row(0, named=True)
    assert (refusal["uri"], refusal["reason"]) == ("wire/day.jsonl#12", reason)
    assert refusal["detail"].startswith(f"record 12: {detail}")


@pytest.mark.parametrize("own", [7, 9223372036854775808, 10**40, "a\ud83d", [1], {"a": 1}, True, 1.5])
def test_a_refused_record_is_named_by_its_id_whatever_that_is(own):
    found = of({"text": "Before."}, {"id": own, "text": ""}, {"id": "b", "text": ""}, {"text": "After."})
    assert found.articles["uri"].to_list() == ["wire/day.jsonl#1", "wire/day.jsonl#4"]
    ids = {"a\ud83d": "a\ufffd", 7: "7"}
    expected = str(own) if type(own) is int else ids.get(own, "2") if isinstance(own, str) else "2"
    assert found.refusals["source_id"].to_list() == [expected, "b"]


def test_blank_lines_are_counted_and_passed_over():
    found = of(b"\xef\xbb\xbf" + b'{"text": "A."}\r', b"", b"  \r", {"text": "B."}, b"")
    assert found.articles["uri"].to_list() == ["wire/day.jsonl#1", "wire/day.jsonl#4"]
    assert found.refusals.is_empty()


def test_half_a_surrogate_pair_is_no_loss_of_the_article():
    assert of(b'{"text": "An emoji \\ud83d broke."}').articles["raw"].item() == "An emoji \ufffd broke."


def test_lines_in_other_encodings():
    line = '{"text": "The café closed."}'
    assert of(line.encode("cp1252")).articles["raw"].item() == "The café closed."
    assert of(f"{line}\n{line}".encode("utf-16")).articles["raw"].to_list() == ["The café closed."]


def test_a_document_is_its_content_not_its_place():
    wire = {"text": "A.", "title": "T", "published": "2020-02-20", "publisher": "One"}
    found = of({"id": 1} | wire, {"id": 2} | wire, wire | {"publisher": "Two"}, wire | {"published": "2020-02-21"})
    assert found.articles["source_id"].to_list() == ["1", "3", "4"]
    assert found.articles["doc_id"].str.len_chars().to_list() == [20, 20, 20]


def test_what_versions_of_one_source_share():
    found = of(
        {"id": "a1", "text": "A.", "publisher": "AP"},
        {"id": "a1", "text": "B."},
        {"url": "https://x/1", "text": "C.", "publisher": "AP"},
        {"id": "tag:reuters.com,2020:newsml_X", "text": "D."},
        {"text": "E.", "publisher": "AP"},
    )
    keys = ["AP#a1", "wire/day.jsonl#a1", "https://x/1", "tag:reuters.com,2020:newsml_X", None]
    assert found.articles["source_key"].to_list() == keys
    assert read(b"A.", uri="in/a.txt").articles["source_key"].to_list() == ["in/a.txt"]


def test_a_withdrawal_needs_no_article():
    said = ["canceled", "Withdrawn", "withheld", "usable", "in stock", 3, None]
    found = of(*({"id": f"a{n}", "text": f"{n}.", "pubstatus": word} for n, word in enumerate(said)))
    assert found.articles["publication_status"].to_list() == ["canceled", "canceled", "withheld", "usable", *[None] * 3]
    found = of({"id": "a1", "pubstatus": "canceled", "headline": "KILL: Bridge"}, {"id": "a2", "status": "killed"}, {})
    assert found.articles["raw"].to_list() == ["KILL: Bridge", '{"id": "a2", "status": "killed"}']
    assert found.refusals["reason"].to_list() == ["missing_text"]


def test_a_withdrawal_is_another_document_than_what_it_withdraws():
    article, kill = {"id": "a1", "text": "A."}, {"pubstatus": "canceled"}
    found = of(article, article | {"pubstatus": "usable"}, article | kill, article | kill | {"id": "a2"})
    assert found.articles["publication_status"].to_list() == [None, "canceled", "canceled"]


def test_a_file_read_in_pieces_gives_the_same_rows():
    lines = [{"text": f"Report {number}."} for number in range(10)] + [{"text": None}]
    pieces = [of(*lines[:4]), of(*lines[4:], first_record=5)]
    whole = of(*lines)
    assert_frame_equal(pl.concat([piece.articles for piece in pieces]), whole.articles)
    assert_frame_equal(pl.concat([piece.refusals for piece in pieces]), whole.refusals)


@settings(deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: json.dumps({"text": text}).encode())))
def test_any_bytes_give_a_row_or_a_refusal(payload):
    for source_format in ("jsonl", "text"):
        found = read(payload, uri="a", source_format=source_format)
        lines = [payload] if source_format == "text" else [line for line in payload.split(b"\n") if line.strip()]
        assert (len(found.articles) + len(found.refusals) > 0) == (len(lines) > 0)
