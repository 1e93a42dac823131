"""What every reader gives: articles and refusals, as typed frames with their ids."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

import dataframely as dy
import polars as pl

from transforms.lexicons import lexicon
from warehouse.tables import Articles, Refusals

# In code points. A long newspaper article has 60,000, and a book half a million; the bound holds down what one
# article can take of time and memory.
LONGEST_ARTICLE = 500_000
# An id that means one thing wherever it is read.
ADDRESS = re.compile(r"(?i)[a-z][a-z0-9+.-]*://|urn:|tag:|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
WITHDRAWN = ("withheld", "canceled")
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
        found.setdefault(doc_id, {"source_key": _source_key(article), **article, "doc_id": doc_id})
    refused = [{**refusal, "stage": "read"} for refusal in refusals]
    return Reading(
        cast("dy.DataFrame[Articles]", pl.DataFrame(list(found.values()), schema=NO_ARTICLES.schema)),
        cast("dy.DataFrame[Refusals]", pl.DataFrame(refused, schema=NO_REFUSALS.schema)),
    )


def sha256(payload: bytes) -> str:
    """Give the SHA-256 of ``payload`` as 64 hexadecimal digits."""
    return hashlib.sha256(payload).hexdigest()


def publication_status(printed: object) -> str | None:
    """Give the word of PUBLICATION_STATUSES that a record's own word for its status means; None for any other."""
    return _statuses().get(printed.strip().lower()) if isinstance(printed, str) else None


@cache
def _statuses() -> dict[str, str]:
    return dict(lexicon("publication_statuses").select("printed", "status").iter_rows())


def _source_key(article: Mapping[str, Any]) -> str | None:
    """Name what all versions of one source share, so surely that no two sources share it.

    An id that is an address stands for itself; any other is its publisher's or, where none is known, its file's.
    A file that is no container is known by its path. A record's number in its file is no id: another record has it
    when a line is put in above.
    """
    container, _, fragment = article["uri"].rpartition("#")
    if not container:
        return str(article["uri"])
    own = article["source_id"]
    if own == fragment:
        return None
    return str(own) if ADDRESS.match(own) else f"{article.get('publisher') or container}#{own}"


def _content_hash(article: Mapping[str, Any]) -> str:
    """Hash an article's publisher, title, date and text to 80 bits: a clash is expected among 1e12.

    Not its place: the same article in two files is one document, and two papers' copies of it are two.
    """
    published = article.get("published_at") or article.get("published_on")
    raw = article["raw"].replace("\r\n", "\n").replace("\r", "\n").strip()
    content = [article.get("publisher"), article.get("title"), published and published.isoformat(), raw]
    if article.get("publication_status") in WITHDRAWN:
        # A withdrawal often repeats what it withdraws, or has the same few words as another's.
        content.append(f"withdraws {_source_key(article)}")
    return sha256(json.dumps(content, ensure_ascii=False).encode())[:20]
