"""Articles as bad as they can be: each gives rows or a refusal, in bounded time, and costs no other anything.

``pytest -m long tests/fuzz`` takes each at the greatest length that an article may have.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.batches import transformed
from flows.engines import annotator
from tests.fuzz.apart import apart
from tests.fuzz.checking import hold_all_checks
from transforms.clean import clean
from transforms.read import read
from transforms.read.articles import LONGEST_ARTICLE
from transforms.stages import STAGES, shipped

MOST_SECONDS = 60
MOST_MEMORY = 2_000  # MiB
PLAIN = "The minister said on Monday that rebels had killed twelve soldiers near the border. He blamed Turkey."
TABLES = ("sentences", "tokens", "facts", "quotations", "mentions", "times", "casualties")
EXTREMES: dict[str, Callable[[int], str]] = {
    "short paragraphs": lambda size: "It rained.\n\n" * (size // 12),
    "quotes that never close": lambda size: "“" * size,
    "straight quotes": lambda size: '"' * size,
    "quotes around everything": lambda size: "“We left, he said. " * (size // 19),
    "one word": lambda size: "a" * size,
    "no space": lambda size: "abc-def." * (size // 8),
    "no stop": lambda size: "the rebels who attacked the town that the army held " * (size // 52),
    "combining marks": lambda size: "e" + "\u0301" * (size - 1),
    "marks on every letter": lambda size: ("w" + "\u0301\u0327\u0489" * 10 + " ") * (size // 32),
    "right to left": lambda size: "\u202eThe minister\u202c left. " * (size // 21),
    "NUL bytes": lambda size: "He left.\x00 " * (size // 10),
    "white space": lambda size: "He left." + " \n" * (size // 2 - 10) + "She stayed.",
    "nouns": lambda size: "The rebels left. " * (size // 17),
    "pronouns": lambda size: "he said he told him " * (size // 20),
    "names": lambda size: "John Smith " * (size // 11),
    "numbers": lambda size: "killed 12 people and wounded 30, " * (size // 33),
    "dates": lambda size: "on Monday, Feb. 20, 2020, " * (size // 26),
    "entities": lambda size: "&amp;" * (size // 5),
    "mojibake": lambda size: "â€™" * (size // 3),
    "emoji": lambda size: "🏴" * size,
    "datelines": lambda size: "LONDON — " * (size // 9),
    "headers": lambda size: "Date: 2020-02-20\n" * (size // 17),
    "tolls and places": lambda size: "Two died in Idlib near Ankara. " * (size // 31),
    "roles and names": lambda size: "Turkey's minister John Smith left. " * (size // 35),
    "lists of names": lambda size: "John Smith, Ana Ruiz, Ankara, " * (size // 30),
    "speakers": lambda size: "“We left,” said John Smith. “It rained.” " * (size // 41),
    "promotions": lambda size: "Read more: this\n\n" * (size // 17),
}


def gone_through(*texts: str) -> dict[str, pl.DataFrame]:
    """Take texts through the pipeline and its checks."""
    found = [read(text.encode(), uri=f"{number}.txt") for number, text in enumerate(texts)]
    articles = pl.concat([each.articles for each in found])
    functions: dict[str, Callable[..., Any]] = {
        stage.name: shipped(stage.name) for stage in STAGES if stage.name != "annotate"
    }
    functions["clean"] = partial(clean, run_id="r1", pipeline_version="1")
    functions["annotate"] = annotator("newsledger")
    frames = transformed({"articles": articles}, functions, {})
    frames["refusals"] = pl.concat([*(each.refusals for each in found), frames["refusals"]])
    kept = articles.join(frames["documents"], on="doc_id", how="semi", maintain_order="left")
    hold_all_checks({**{table: frame for table, frame in frames.items() if table != "refusals"}, "articles": kept})
    return frames


@pytest.fixture(scope="module")
def alone() -> dict[str, pl.DataFrame]:
    return gone_through(PLAIN)


def assert_neighbour_is_whole(found: dict[str, pl.DataFrame], alone: dict[str, pl.DataFrame]) -> None:
    own = alone["documents"]["doc_id"].item()
    for table in TABLES:
        assert_frame_equal(found[table].filter(doc_id=own), alone[table], check_row_order=False)


def test_extreme_articles_cost_their_neighbour_nothing(alone: dict[str, pl.DataFrame]) -> None:
    found = gone_through(PLAIN, *(make(3_000) for make in EXTREMES.values()))
    assert found["documents"].height + found["refusals"].height == 1 + len(EXTREMES)
    assert not (found["refusals"]["reason"] == "failed").any()
    assert_neighbour_is_whole(found, alone)


def outcome(extreme: str) -> tuple[int, dict[str, pl.DataFrame]]:
    """What becomes of the longest such article beside a plain one: documents and refusals, and the plain one's rows."""
    text = EXTREMES[extreme](LONGEST_ARTICLE)
    assert 0.99 * LONGEST_ARTICLE < len(text) <= LONGEST_ARTICLE
    found = gone_through(PLAIN, text)
    assert not (found["refusals"]["reason"] == "failed").any(), found["refusals"]["detail"].to_list()
    own = read(PLAIN.encode(), uri="0.txt").articles["doc_id"].item()
    kept = {table: found[table].filter(doc_id=own) for table in ("documents", *TABLES)}
    return found["documents"].height + found["refusals"].height, kept


@pytest.mark.long
@pytest.mark.parametrize("extreme", EXTREMES)
def test_the_longest_article_is_bounded(alone: dict[str, pl.DataFrame], extreme: str) -> None:
    (articles, found), spent = apart(outcome, extreme, most_seconds=10 * MOST_SECONDS, most_memory=12 << 30)
    print(f"{extreme}: {spent.seconds:.1f} s of work, {spent.memory:.0f} MiB")
    assert spent.seconds < MOST_SECONDS
    assert spent.memory < MOST_MEMORY
    assert articles == 2
    assert_neighbour_is_whole(found, alone)


def test_what_is_longer_than_any_article_is_refused() -> None:
    found = gone_through(PLAIN, "a\n\n" * 1_000_000)
    assert found["documents"].height == 1
    assert found["refusals"].select("uri", "reason").rows() == [("1.txt", "too_large")]
