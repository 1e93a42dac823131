"""Places: which town, state or country a name stands for, by what else its document names and by population."""

import polars as pl

from transforms.lexicons import lexicon

LARGE = 500_000
"""People: a town of so many needs no other hint, if it is the only one of its name."""
DOMINANT = 5.0
"""So many times larger than the next of its name, it is meant where nothing tells."""
_KEY = ["doc_id", "folded"]


def folded(name: pl.Expr) -> pl.Expr:
    """A name as it is looked up: lower case, without article, possessive, marks and diacritics."""
    return (
        name.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_lowercase()
        .str.replace(r"^the\s+", "")
        .str.replace(r"['’]s?$", "")
        .str.replace_all(r"[.’']", "")
        .str.replace_all(r"[\s\-–‑]+", " ")
        .str.strip_chars()
    )


def countries() -> pl.DataFrame:
    """Names of countries: folded, country_code."""
    return lexicon("country_names").select(folded=folded(pl.col("name")), country_code="country_code").unique("folded")


def peoples() -> pl.DataFrame:
    """Names of peoples that have a country: folded, country_code."""
    rows = lexicon("demonyms").filter(pl.col("country_code").is_not_null())
    return rows.select(folded=folded(pl.col("name")), country_code="country_code").unique("folded")


def capitals() -> pl.DataFrame:
    """Names of capitals: folded, country_code of the government that sits there."""
    return lexicon("capitals").select(folded=folded(pl.col("name")), country_code="country_code").unique("folded")


def located(names: pl.DataFrame) -> pl.DataFrame:
    """Find the towns and states that names of places stand for.

    Parameters
    ----------
    names
        doc_id, folded, is_place: all names of each document.

    Returns
    -------
    pl.DataFrame
        doc_id, folded, country_code, latitude, longitude, geonames_id, place_precision (UCDP's where_prec: 1 a town, 4
        a state); a row a name that is settled. A town is taken where its country, or its state, is named in the
        document; else where it is large and by far the largest of its name. In doubt there is no row.
    """
    told = pl.concat([countries(), peoples(), capitals()]).unique("folded", keep="first", maintain_order=True)
    mentioned = names.join(told, on="folded").select("doc_id", "country_code", is_told=pl.lit(True)).unique()
    states = lexicon("us_states").select(folded=folded(pl.col("name")), state="code").unique("folded")
    in_states = names.join(states, on="folded").select("doc_id", admin1="state", in_state=pl.lit(True)).unique()
    towns = lexicon("towns").with_columns(folded=folded(pl.col("name"))).unique(["folded", "geonames_id"])
    candidates = (
        names.filter(pl.col("is_place"))
        .select(_KEY)
        .unique()
        .join(towns, on="folded", how="inner")
        .join(mentioned, on=["doc_id", "country_code"], how="left")
        .join(in_states, on=["doc_id", "admin1"], how="left")
        .with_columns(
            is_told=pl.col("is_told").fill_null(False),
            in_state=(pl.col("in_state").fill_null(False) & (pl.col("country_code") == "USA")),
        )
        .sort(
            *_KEY,
            "in_state",
            "is_told",
            pl.col("is_main"),
            "population",
            "geonames_id",
            descending=[False, False, True, True, True, True, False],
        )
    )
    best = candidates.group_by(_KEY, maintain_order=True).agg(
        pl.first("country_code", "latitude", "longitude", "geonames_id", "population", "is_told", "in_state"),
        next_one=pl.col("population").filter(pl.col("geonames_id") != pl.col("geonames_id").first()).max(),
        rival=pl.col("population")
        .filter((pl.col("geonames_id") != pl.col("geonames_id").first()) & pl.col("is_told"))
        .max(),
    )
    dominant = pl.col("population") >= DOMINANT * pl.col("next_one").fill_null(1)
    settled = best.filter(
        pl.col("in_state")
        | (pl.col("is_told") & (pl.col("population") >= pl.col("rival").fill_null(0)))
        | ((pl.col("population") >= LARGE) & dominant)
    )
    of_states = (
        names.filter(pl.col("is_place"))
        .select(_KEY)
        .unique()
        .join(states.filter(pl.col("folded").str.len_chars() > 3), on="folded")
        .join(countries(), on="folded", how="anti")
        .with_columns(country_code=pl.lit("USA"), place_precision=pl.lit(4, pl.Int32))
    )
    found = settled.with_columns(place_precision=pl.lit(1, pl.Int32), state=pl.lit(None, pl.String))
    # New York, Washington: where a town and a state share a name, the town is meant.
    return pl.concat([found, of_states.join(found, on=_KEY, how="anti")], how="diagonal").select(
        *_KEY, "country_code", "latitude", "longitude", "geonames_id", "place_precision", "state"
    )
