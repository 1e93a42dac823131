"""Tellers: of which countries and states a document tells, by the names in it."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.atlas import capitals, countries, folded, peoples, regions

_CITIES_TOO = ("new york", "washington")
"""States of the USA whose names mean a city as often."""
_SHORTEST = 4
"""Letters of a state's name that tells where it stands alone: LA and CA are other things as well."""


@cache
def _tellers() -> pl.DataFrame:
    """Names that tell of a country: folded, country_code."""
    of_country = pl.col("country_code").is_not_null()
    bodies = lexicon("organizations").filter(of_country & ~pl.col("sector").is_in(["bus", "med"]))
    tables = [
        *(table().select("folded", "country_code") for table in (countries, peoples, capitals)),
        regions().filter(of_country).select("folded", "country_code"),
        bodies.select(folded=folded(pl.col("name")), country_code="country_code"),
    ]
    return pl.concat(tables).unique(maintain_order=True)


def told(names: pl.DataFrame, places: pl.DataFrame | None = None) -> pl.DataFrame:
    """The countries that a document names, with what tells: its own names, peoples, governments, bodies, and places.

    Parameters
    ----------
    names
        doc_id, folded: all names of each document.
    places
        doc_id, folded, country_code of places that are known already, if any are.

    Returns
    -------
    pl.DataFrame
        doc_id, country_code, tellers, share (of all that tell).
    """
    known = names.select("doc_id", "folded").join(_tellers(), on="folded", how="inner")
    if places is not None:
        found = names.select("doc_id", "folded").join(
            places.select("doc_id", "folded", "country_code").unique(), on=["doc_id", "folded"], how="inner"
        )
        # A capital tells once.
        found = found.join(known.unique(), on=known.columns, how="anti")
        known = pl.concat([known, found.select(known.columns)])
    return (
        known.group_by("doc_id", "country_code")
        .agg(tellers=pl.col("folded").unique(), told=pl.len())
        .with_columns(share=pl.col("told") / pl.col("told").sum().over("doc_id"))
        .drop("told")
    )


def by_others() -> pl.Expr:
    """Whether any other name than its own tells a name's country."""
    return pl.col("tellers").list.set_difference(pl.concat_list("folded")).list.len().fill_null(0) > 0


def in_states(names: pl.DataFrame) -> pl.DataFrame:
    """The states of the USA that a document names: doc_id, admin1, in_state."""
    states = lexicon("us_states").select(folded=folded(pl.col("name")), admin1="code").unique("folded")
    states = states.filter(~pl.col("folded").is_in(_CITIES_TOO) & (pl.col("folded").str.len_chars() >= _SHORTEST))
    return (
        names.select("doc_id", "folded")
        .unique()
        .join(states, on="folded", how="inner")
        .select("doc_id", "admin1", in_state=pl.lit(True))
        .unique()
    )
