"""Amounts: how numbers are read, what bounds and units they get, what they count, and what is none."""

import polars as pl
import pytest

from tests.transforms.extract.parses import frames
from transforms.extract.quantities import quantities
from warehouse.tables import Times


def rows(*paragraphs: str, names: tuple[tuple[str, str], ...] = (), times: tuple[tuple[int, int], ...] = ()):  # type: ignore[no-untyped-def]
    """Quantities of literal parses, as dictionaries."""
    _, sentences, tokens, named = frames(*paragraphs, names=names)
    spans = [
        {
            "doc_id": "d", "time_id": f"d-t{i}", "sentence_id": 0, "char_start": start, "char_end": end, "text": "t",
            "timex_type": "DATE", "is_relative": False,
        }
        for i, (start, end) in enumerate(times)
    ]  # fmt: skip
    empty = Times.create_empty()
    taken = pl.concat([empty, pl.DataFrame(spans)], how="diagonal_relaxed") if spans else empty
    return list(quantities(sentences, tokens, named, Times.validate(taken, cast=True)).iter_rows(named=True))


def flat(sentence: str) -> str:
    """A parse that says nothing: every word hangs on the first."""
    words = sentence.split()
    return "\n".join(f"{word} {word.lower()} NUM {min(i, 1)} {'dep' if i else 'root'}" for i, word in enumerate(words))


AMOUNTS = {
    "3.6 million": 3.6e6, "1,234,567": 1234567, "40 000": 40000, "a dozen": 12, "two dozen": 24, "half a dozen": 6,
    "one hundred and sixty-one": 161, "two hundred and two thousand": 202000, "a hundred thousand": 100000,
    "twenty-one million three hundred": 21000300, "1.2bn": 1.2e9, "13 lakh": 1.3e6, "two-thirds": 2 / 3, "half": 0.5,
    "three quarters": 0.75, "two and a half million": 2.5e6, "half a million": 5e5, "2½": 2.5, "10 1/2": 10.5,
    "3/4": 0.75, "one in five": 0.2, "nine out of 10": 0.9,
}  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_numbers_are_read(text: str, amount: float) -> None:
    # The second number of a ratio hangs on the first.
    parse = flat(text).replace(" 1 dep", " 1 nummod")
    (found,) = rows(parse)
    assert (found["text"], found["best"]) == (text, pytest.approx(amount))
