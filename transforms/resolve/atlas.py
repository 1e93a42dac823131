"""Atlas: countries, peoples, capitals, regions, towns and provinces by each of their names, as they are looked up."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

POINT = ["country_code", "admin1", "latitude", "longitude", "geonames_id"]
_NO_NAMES = (
    "central", "north", "south", "east", "west", "centro", "norte", "sur", "union",
    "independence", "police", "valley",
    "atlantic", "pacific", "republic", "country club", "capital", "border", "bureau", "media", "commerce", "industry",
    "justice", "liberty", "hope", "enterprise", "progress", "university", "college", "mission", "center", "centre",
)  # fmt: skip
"""Names of towns that are words first."""


def folded(name: pl.Expr) -> pl.Expr:
    """A name as it is looked up: lower case, without article, possessive, marks and diacritics."""
    return (
        name.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace(r"^the\s+", "")
        .str.replace(r"['’]s?$", "")
        .str.replace_all(r"[.’'‘ʼ`]", "")
        .str.replace_all(r"[\s\-–‑]+", " ")
        .str.strip_chars()
    )


@cache
def countries() -> pl.DataFrame:
    """Names of countries, also of former ones: folded, country_code, canonical (of a state that is no more)."""
    former = lexicon("historic_names").filter(pl.col("kind") == "country")
    names = pl.concat([lexicon("country_names"), former.drop("kind")], how="diagonal")
    return names.select("country_code", "canonical", folded=folded(pl.col("name"))).unique("folded", keep="first")


@cache
def peoples() -> pl.DataFrame:
    """Names of peoples that have a country: folded, country_code."""
    former = lexicon("historic_names").filter(pl.col("kind") == "people").select("name", "country_code")
    rows = pl.concat([lexicon("demonyms"), former]).filter(pl.col("country_code").is_not_null())
    return rows.select(folded=folded(pl.col("name")), country_code="country_code").unique("folded", keep="first")


@cache
def capitals() -> pl.DataFrame:
    """Names of capitals: folded, country_code of the government that sits there."""
    return lexicon("capitals").select(folded=folded(pl.col("name")), country_code="country_code").unique("folded")


@cache
def regions() -> pl.DataFrame:
    """Regions that are no divisions of a state: folded, and the columns of the lexicon, ``name`` being the one name."""
    rows = lexicon("regions").with_columns(
        folded=folded(pl.col("name")),
        name=pl.coalesce("canonical", "name"),
        over_town=(pl.col("over_town") == "yes").fill_null(False),
    )
    return rows.unique("folded", keep="first", maintain_order=True)


@cache
def towns() -> pl.DataFrame:
    """Towns by each of their names: folded, POINT, population, is_main, is_alone (see the lexicon)."""
    rows = lexicon("towns").with_columns(folded=folded(pl.col("name")))
    return (
        rows.filter(~pl.col("folded").is_in(_NO_NAMES))
        .sort("is_main", descending=True)
        .unique(["folded", "geonames_id"], keep="first", maintain_order=True)
        .select("folded", *POINT, "population", "is_main", "is_alone")
    )


@cache
def provinces() -> pl.DataFrame:
    """First-level divisions by each of their names: folded, country_code, admin1, …, is_seat (see the lexicon)."""
    known = lexicon("provinces")
    respelt = (
        lexicon("province_spellings")
        .with_columns(pl.col("admin1").cast(pl.String).str.zfill(2))
        .join(
            known.drop("name", "is_seat").unique(["country_code", "admin1"]), on=["country_code", "admin1"], how="inner"
        )
    )
    # A province that news spells in its own way may still be called by its town.
    again = respelt.with_columns(is_seat=folded(pl.col("name")).is_in(towns()["folded"].implode()))
    rows = pl.concat([known, again.select(known.columns)]).with_columns(folded=folded(pl.col("name")))
    return rows.unique(["folded", "geonames_id"], keep="first", maintain_order=True).select("folded", *POINT, "is_seat")
