"""States: names of countries that in their document are a province of another: Georgia, where it tells of Atlanta."""

import polars as pl

from transforms.resolve.atlas import capitals, countries, provinces, towns
from transforms.resolve.tellers import by_others, in_states, told


def states_named_as_countries(names: pl.DataFrame) -> pl.DataFrame:
    """Names of countries that in their document are a province of another: Georgia, where it tells of Atlanta.

    ``names`` are as in ``places.located``. Returns doc_id, folded of those whose document names a town of the province,
    as one of its names or before it, or another state of the USA, and does not name the country otherwise.
    """
    both = provinces().join(countries(), on="folded", how="semi").join(capitals(), on="folded", how="anti")
    own = countries().select("folded", own_code="country_code")
    asked = (
        names.select("doc_id", "folded")
        .unique()
        .join(both, on="folded", how="inner")
        .join(own, on="folded", how="inner")
        .filter(pl.col("country_code") != pl.col("own_code"))
    )
    largest = towns().sort("population", descending=True).unique("folded", keep="first", maintain_order=True)
    inside = (
        names.select("doc_id", "folded", "beside")
        .join(towns().select("folded", "country_code", "admin1", "geonames_id"), on="folded", how="inner")
        .join(largest.select("geonames_id", is_largest=pl.lit(True)).unique(), on="geonames_id", how="left")
        .select("doc_id", "country_code", "admin1", "is_largest", of="beside")
    )
    by_town = asked.join(inside, on=["doc_id", "country_code", "admin1"], how="inner").filter(
        pl.col("is_largest") | (pl.col("of") == pl.col("folded"))
    )
    by_state = asked.join(
        in_states(names).rename({"admin1": "other"}),
        on="doc_id",
        how="inner",
    ).filter((pl.col("country_code") == "USA") & (pl.col("other") != pl.col("admin1")))
    as_country = (
        asked.join(told(names), left_on=["doc_id", "own_code"], right_on=["doc_id", "country_code"], how="inner")
        .filter(by_others())
        .select("doc_id", "folded")
    )
    return (
        pl.concat([by_town.select("doc_id", "folded"), by_state.select("doc_id", "folded")])
        .unique()
        .join(as_country, on=["doc_id", "folded"], how="anti")
    )
