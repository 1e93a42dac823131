"""stories: copies join what they are copies of, in one publication or in several."""

from datetime import date, datetime

import polars as pl

from transforms.resolve.signatures import signatures
from warehouse.stories import settled
from warehouse.tables import Signatures

TEXT = " ".join(f"word{number * 7 % 101} then{number}" for number in range(120))
OTHER = " ".join(f"thing{number * 5 % 89} once{number}" for number in range(120))


def signed(**texts: str) -> pl.DataFrame:
    """Signatures of documents, a day apart in the order given."""
    days = {doc_id: date(2024, 1, 1 + number) for number, doc_id in enumerate(texts)}
    documents = pl.DataFrame({"doc_id": list(days), "published_on": list(days.values())})
    tokens = pl.DataFrame(
        [(doc_id, form) for doc_id, text in texts.items() for form in text.split()],
        schema=["doc_id", "form"],
        orient="row",
    )
    prints = signatures(documents, tokens)
    moments = pl.col("published_on").cast(pl.Datetime("us"))
    return prints.with_columns(moment=moments)


def told(new: pl.DataFrame, known: pl.DataFrame | None = None) -> dict[str, tuple[str, bool]]:
    there = (new.clear() if known is None else known).select(Signatures.column_names())
    return {doc: (story, copy) for doc, story, copy in settled(new, [there.lazy()]).iter_rows()}


def test_a_copy_is_of_the_first_ones_story() -> None:
    new = signed(a=TEXT, b=OTHER, c="Agency reports. " + TEXT, d=TEXT[: len(TEXT) // 2])
    assert told(new) == {"a": ("a", False), "b": ("b", False), "c": ("a", True), "d": ("a", True)}


def test_what_comes_later_joins_what_is_published() -> None:
    first = signed(a=TEXT).with_columns(story_id=pl.lit("s"))
    assert told(signed(x=OTHER, y=TEXT + " and more"), first) == {"x": ("x", False), "y": ("s", True)}


def test_the_order_of_documents_is_that_of_their_dates() -> None:
    new = signed(z=TEXT, a=TEXT + " and more")
    assert told(new.reverse()) == {"z": ("z", False), "a": ("z", True)}


def test_a_copy_of_long_ago_is_another_story_unless_it_has_no_date() -> None:
    first = signed(a=TEXT).with_columns(story_id=pl.lit("s"))
    later = signed(b=TEXT + " and more").with_columns(published_on=date(2025, 1, 1), moment=datetime(2025, 1, 1))
    assert told(later, first)["b"] == ("b", False)
    assert told(later.with_columns(published_on=None), first)["b"] == ("s", True)


def test_a_document_of_two_words_is_a_story_without_a_signature() -> None:
    assert signed(a="two words").is_empty()
