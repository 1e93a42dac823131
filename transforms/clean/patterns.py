"""The patterns of cleaning, spelled out: lexicons name their common parts as <<part>>."""

import re
from functools import cache

import polars as pl

from transforms.dates import MONTH
from transforms.lexicons import lexicon

PART = re.compile(r"<<(\w+)>>")


@cache
def spelled(name: str) -> pl.DataFrame:
    """Give the lexicon ``name`` with the parts in its patterns spelled out."""
    rules = lexicon(name)
    return rules.with_columns(pattern=pl.Series([_spell(pattern) for pattern in rules["pattern"]]))


@cache
def parts() -> dict[str, str]:
    """Give the common parts by name."""
    # The longest form first: a regular expression takes the first that fits.
    longest = sorted(lexicon("agencies")["form"], key=len, reverse=True)
    agency = "(?:" + "|".join(re.escape(form).replace(r"\ ", " ") for form in longest) + ")"
    named = lexicon("opening_parts")
    return {"month": MONTH, "agency": agency} | dict(zip(named["name"], named["pattern"], strict=True))


def _spell(pattern: str) -> str:
    while PART.search(pattern):
        pattern = PART.sub(lambda part: parts()[part[1]], pattern)
    return pattern
