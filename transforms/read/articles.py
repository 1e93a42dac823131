"""What every reader gives: articles and refusals, as typed frames with their ids."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

import dataframely as dy
import polars as pl

from warehouse.tables import Articles, Refusals

# In code points. A long newspaper article has 60,000; what is a hundred times longer is none.
LONGEST_ARTICLE = 5_000_000
NO_ARTICLES = Articles.create_empty()
NO_REFUSALS = Refusals.create_empty()


class Reading(NamedTuple):
    """What a file held: raw articles, and what of it was refused, with the reason."""

    articles: dy.DataFrame[Articles]
    refusals: dy.DataFrame[Refusals]


def reading(articles: Sequence[Mapping[str, Any]], refusals: Sequence[Mapping[str, Any]]) -> Reading:
    """Type what a reader found: rows of Articles without ``doc_id``, and rows of Refusals without ``stage``.

    Of records with the same content the first is kept. The schemas' rules are not run here: a folder of
    text files comes through one file at a time, and the checks of a publication run on all of it at once.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for article in articles:
        doc_id = _content_hash(article)
        found.setdefault(doc_id, {**article, "doc_id": doc_id})
    refused = [{**refusal, "stage": "read"} for refusal in refusals]
    return Reading(
        cast("dy.DataFrame[Articles]", pl.DataFrame(list(found.values()), schema=NO_ARTICLES.schema)),
        cast("dy.DataFrame[Refusals]", pl.DataFrame(refused, schema=NO_REFUSALS.schema)),
    )


def sha256(payload: bytes) -> str:
    """Give the SHA-256 of ``payload`` as 64 hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()


def _content_hash(article: Mapping[str, Any]) -> str:
    """Hash an article's publisher, title, date and text to 80 bits: a clash is expected among 1e12.

    Not its place: the same article in two files is one document, and two papers' copies of it are two.
    """
    published = article.get("published_at") or article.get("published_on")
    raw = article["raw"].replace("\r\n", "\n").replace("\r", "\n").strip()
    content = [article.get("publisher"), article.get("title"), published and published.isoformat(), raw]
    return sha256(json.dumps(content, ensure_ascii=False).encode())[:20]
