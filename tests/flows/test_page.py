"""An article's page: what its pieces and cards say, and what a hostile article can make of it."""

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import polars as pl
import pytest

from flows.page import rendered, write_page
from tests.warehouse.conftest import small_ledger
from warehouse.query import Article, document


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Article:
    return document(small_ledger(tmp_path_factory.mktemp("ledger"), 1), "")


def pieces(page: str) -> list[tuple[int, int, str]]:
    found = re.findall(r'<span data-at="(\d+)-(\d+)"[^>]*>([^<]*)</span>', page)
    return [(int(start), int(end), unescape(text)) for start, end, text in found]


def test_the_pieces_are_the_sentences(article: Article) -> None:
    cut = pieces(rendered(article))
    for start, end, text in article.sentences.select("char_start", "char_end", "text").iter_rows():
        assert "".join(piece for at, _, piece in cut if start <= at < end) == text


def test_a_card_points_to_the_characters_of_its_row(article: Article) -> None:
    page = rendered(article)
    cut = pieces(page)
    cards = re.findall(r'<li class="fact" tabindex="0" data-spans="([^"]*)"', page)
    assert len(cards) == article.facts.height > 0
    for spans, fact in zip(cards, article.facts.to_dicts(), strict=True):
        lit = [
            "".join(piece for at, stop, piece in cut if start <= at and stop <= end)
            for start, end in (map(int, span.split("-")) for span in spans.split())
        ]
        assert lit == [fact[slot] for slot in ("subject", "predicate", "object", "claimant") if fact[slot]]


def test_what_an_article_says_is_only_ever_text(article: Article) -> None:
    hostile = "</style></script><script>alert('\u202e')</script>"
    given = article._replace(
        document={**article.document, "title": hostile, "publisher": hostile},
        facts=article.facts.with_columns(predicate=pl.lit(hostile), rule=pl.lit('"><img src=x onerror=alert(1)>')),
        mentions=article.mentions.with_columns(entity_type=pl.lit('"><img src=x>')),
    )
    page = rendered(given)
    assert page.count("<script>") == page.count("</script>") == page.count("</style>") == 1
    assert "<img" not in page
    assert "\u202e" not in page
    # Nor would a browser run or load anything but the page's own script.
    script = page.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page


def test_an_article_without_rows_is_a_page_of_its_text(article: Article) -> None:
    bare = article._replace(
        **{
            table: getattr(article, table).clear()
            for table in ("facts", "quotations", "casualties", "mentions", "times", "quantities", "entities")
        }
    )
    assert [text for _, _, text in pieces(rendered(bare))] == bare.sentences["text"].to_list()


def test_a_page_is_written_in_place_of_another(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("x" * 1_000_000)
    write_page(article, path)
    assert path.read_text(encoding="utf-8") == rendered(article)
