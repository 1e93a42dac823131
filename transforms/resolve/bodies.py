"""Bodies: the country and the sector of organizations, by lexicon, by their own words, or by whose they are."""

from collections.abc import Sequence

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.atlas import countries, folded, peoples
from transforms.resolve.sectors import sector_of

_COMPANY = (
    r"(?i)\b(?:inc|corp|corporation|ltd|llc|plc|co|gmbh|ag|sa|nv|holdings|airlines|airways|motors|bank|industries)\.?$"
)
_ARMED = (
    r"(?i)\b(?:liberation (?:army|front|movement|tigers)|resistance (?:army|front|movement)|mujahid\w+|mujahed\w+)\b"
)


def described(names: pl.DataFrame, kinds: Sequence[str]) -> pl.DataFrame:
    """Tell of organizations which they are, whose, and of what sector.

    A lexicon knows the well-known ones. Of others the words tell: *Greek Finance Ministry*, Supreme Court of *India*;
    else the name before it: *Pakistan*'s Supreme Court; else, of a body that every state has (Parliament, the Supreme
    Court), nobody: a name that many bodies bear belongs to whom its document gives it to.

    Parameters
    ----------
    names
        doc_id, folded, name, entity_type, owner (folded), is_country (no body, but a country, people or place).
    kinds
        The types of names that may be in the lexicon.

    Returns
    -------
    pl.DataFrame
        ``names`` with known (the body's one name; NULL where it is none), body_key (of which its id is made),
        body_country, body_sector.
    """
    listed = lexicon("organizations").select(
        "is_common", folded=folded(pl.col("name")), listed="canonical", listed_country="country_code",
        listed_sector="sector",
    )  # fmt: skip
    kind = pl.col("entity_type")
    by_name = _not_elsewhere(
        names.join(listed.unique("folded", keep="first"), on="folded", how="left", maintain_order="left")
    )
    is_body = kind.is_in(kinds) & ~pl.col("is_country") & (pl.col("listed").is_not_null() | (kind == "organization"))
    is_body = is_body | (
        (kind == "person")
        & pl.col("listed").is_not_null()
        & pl.col("listed_sector").is_in(["reb", "img", "igo", "prm"])
    )
    nations = pl.concat([countries().select("folded", "country_code"), peoples()]).unique("folded", keep="first")
    words = pl.col("folded").str.split(" ")
    in_name = {
        "first_two": words.list.head(2).list.join(" "),
        "first": words.list.first(),
        "last": pl.col("folded").str.extract(r" (?:of|in|for) (?:the )?(.+)$"),
        "own": pl.col("owner"),
    }
    told = by_name.with_columns(**in_name)
    for column in in_name:
        told = told.join(
            nations.rename({"folded": column, "country_code": f"of_{column}"}),
            on=column,
            how="left",
            maintain_order="left",
        )
    own_country = pl.coalesce("of_first_two", "of_first", "of_last")
    by_words = (
        pl.when(pl.col("name").str.contains(_ARMED))
        .then(pl.lit("reb"))
        .when(pl.col("name").str.contains(_COMPANY))
        .then(pl.lit("bus"))
        .otherwise(sector_of(pl.col("name")))
    )
    # "Brazil's Senate" is not the Senate of the lexicon.
    is_another = (
        pl.col("listed").is_not_null()
        & pl.col("of_own").is_not_null()
        & (pl.col("listed_country").is_null() | (pl.col("listed_country") != pl.col("of_own")))
        & ~pl.col("listed_sector").is_in(["igo", "ngo", "img"])
    )
    is_another = is_another.fill_null(False).any().over("doc_id", "folded")
    country = (
        pl.when(is_another)
        .then("of_own")
        .when(pl.col("listed").is_not_null())
        .then("listed_country")
        .otherwise(pl.coalesce(own_country, "of_own"))
    )
    sector = pl.coalesce("listed_sector", by_words)
    owned = pl.format("{} {}", pl.col("country").str.to_lowercase(), "name")
    return (
        told.with_columns(
            country=pl.when(is_body).then(country), body_sector=pl.when(is_body).then(sector), is_body=is_body
        )
        # What the first mention of a document says holds for the rest: Pakistan's Supreme Court … the Supreme Court.
        .with_columns(
            body_country=pl.when(pl.col("listed").is_not_null() & ~is_another & pl.col("listed_country").is_not_null())
            .then("country")
            .otherwise(pl.col("country").drop_nulls().first().over("doc_id", "folded"))
        )
        .with_columns(country="body_country")
        .with_columns(
            known=pl.when(pl.col("listed").is_not_null() & ~is_another & pl.col("is_body"))
            .then("listed")
            .when("is_body")
            .then("name"),
        )
        .with_columns(
            body_key=pl.when(
                (pl.col("listed").is_null() | is_another)
                & pl.col("country").is_not_null()
                & own_country.is_null()
                & pl.col("body_sector").is_not_null()
            )
            .then(owned)
            .otherwise("known")
        )
        .drop(
            *in_name,
            *(f"of_{column}" for column in in_name),
            "listed",
            "listed_country",
            "listed_sector",
            "country",
            "is_body",
        )
    )


def _not_elsewhere(names: pl.DataFrame) -> pl.DataFrame:
    """Take back what the lexicon says of a name that many bodies bear, in a document that names other countries alone.

    The Labour Party of an article on New Zealand is not the United Kingdom's.
    """
    told = pl.when("is_country").then(pl.coalesce("of_country", "of_people", "place_country"))
    countries_told = names.select("doc_id", told=told).drop_nulls().unique()
    own = countries_told.select("doc_id", listed_country="told", is_told=pl.lit(True))
    any_told = countries_told.select("doc_id", is_any=pl.lit(True)).unique()
    asked = names.join(own, on=["doc_id", "listed_country"], how="left", maintain_order="left").join(
        any_told, on="doc_id", how="left", maintain_order="left"
    )
    is_other = (pl.col("is_common") == "yes") & pl.col("is_told").is_null() & pl.col("is_any")
    return asked.with_columns(
        pl.when(~is_other.fill_null(False)).then(column).alias(column)
        for column in ("listed", "listed_country", "listed_sector")
    ).drop("is_common", "is_told", "is_any")
