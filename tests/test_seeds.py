"""The sample articles: what each is there to show, and that they are readable, varied and our own."""

import json
import os
import re
from pathlib import Path

import polars as pl
import pytest

from transforms.clean import clean
from transforms.read import read

SEEDS = Path(__file__).parents[1] / "seeds"
ARTICLES = sorted(SEEDS.iterdir())
PLACED_BESIDE = Path(os.environ.get("NEWSLEDGER_SAMPLES", SEEDS.parents[1] / "shared" / "seeds"))


def decoded(path: Path) -> str:
    payload = path.read_bytes()
    try:
        return payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        return payload.decode("windows-1252")


def bodies(path: Path) -> list[str]:
    if path.suffix != ".jsonl":
        return [decoded(path)]
    records = [json.loads(line) for line in decoded(path).splitlines()]
    return [record.get("text") or record["event_text"] for record in records]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_seed_is_read_and_none_is_refused(path: Path) -> None:
    reading = read(path.read_bytes(), uri=path.name)
    assert reading.refusals.is_empty(), reading.refusals
    assert reading.articles.height == len(bodies(path))
    assert reading.articles["doc_id"].is_unique().all()
    if path.suffix != ".jsonl":
        assert reading.articles["raw"].item() == decoded(path)


def test_every_seed_is_dated_and_says_where_it_comes_from() -> None:
    articles = pl.concat([read(path.read_bytes(), uri=path.name).articles for path in ARTICLES])
    cleaning = clean(articles, run_id="run", pipeline_version="0")
    assert cleaning.refusals.is_empty(), cleaning.refusals
    documents = cleaning.documents
    assert documents["published_on"].null_count() == 0
    assert documents.filter(pl.col("dateline").is_null())["source_id"].to_list() == ["A-1003"]
    assert documents.filter(pl.col("source_id") == "12-lowenna-verdict.txt")["title"].item() == (
        "Former Lowenna mayor convicted in harbor bribery case"
    )
    lines = "|".join(("newsletter", "Sign up", "inbox", "Follow our", "ADVERTISEMENT", "(?i)related:", "©"))
    assert documents.filter(pl.col("text").str.contains(lines))["source_id"].to_list() == []


def test_there_are_enough_articles_of_every_length() -> None:
    lengths = [len(words(body)) for path in ARTICLES for body in bodies(path)]
    assert len(ARTICLES) >= 12
    assert min(lengths) < 100
    assert max(lengths) > 1200


def test_encodings_differ_on_purpose() -> None:
    payloads = {path.name: path.read_bytes() for path in ARTICLES}
    marked = [name for name, payload in payloads.items() if payload.startswith(b"\xef\xbb\xbf")]
    single_byte = []
    for name, payload in payloads.items():
        try:
            payload.decode("utf-8")
        except UnicodeDecodeError:
            single_byte.append(name)
    assert marked == ["16-halden-job-cuts.txt"]
    assert b"\r\n" in payloads[marked[0]]
    assert single_byte == ["10-saint-malo-blockade.txt"]
    assert "Étoile de Cancale" in decoded(SEEDS / single_byte[0])


def test_upper_case_wire_has_no_small_letter_after_its_header() -> None:
    body = decoded(SEEDS / "08-costaverde-ambush.txt").partition("date 1989-03-14")[2]
    assert body == body.upper()


def test_two_papers_carry_the_same_wire_copy() -> None:
    first, second = (words(body) for body in bodies(SEEDS / "13-tirsa-rescue.jsonl"))
    assert first != second
    shared = {tuple(first[i : i + 8]) for i in range(len(first))} & {
        tuple(second[i : i + 8]) for i in range(len(second))
    }
    assert len(shared) > 0.8 * len(second)


def test_no_seed_repeats_a_passage_of_an_article_that_is_not_ours() -> None:
    if not PLACED_BESIDE.is_dir():
        pytest.skip(f"no articles of others at {PLACED_BESIDE}")
    size = 8
    others = [words(path.read_text("utf-8")) for path in PLACED_BESIDE.glob("*.txt")]
    foreign = {tuple(text[i : i + size]) for text in others for i in range(len(text) - size + 1)}
    assert foreign
    ours = [words(body) for path in ARTICLES for body in bodies(path)]
    repeated = {tuple(t[i : i + size]) for t in ours for i in range(len(t) - size + 1)} & foreign
    assert not repeated
