"""Places: which town, province or region a name stands for, by what stands beside it, its document, and population."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.atlas import POINT, capitals, countries, folded, provinces, towns
from transforms.resolve.tellers import by_others, in_states, told

LARGE = 500_000
"""People: a town of so many needs no other hint, if it is the only one of its name."""
DOMINANT = 5.0
"""So many times larger than the next of its name, it is meant where nothing tells."""
SELDOM = ((500_000, 0.1), (100_000, 0.2), (15_000, 0.5))
"""People, and the part of a document's names with a country that are of its country, of a town that is left open."""
ALONE, ALONE_UNTOLD, SHORTEST = 100_000, 15_000, 5
"""People of a town that needs no other hint, if no place anywhere else is called so; of one in a document that tells of
no country; letters of its name."""
NEAR = 0.5
"""Degrees between two entries that may be of one town."""
FEDERATIONS = ("USA", "CAN", "AUS")
"""Where towns are printed with their states."""
RIVAL = 2.0
"""So many times larger than another in the countries that the document names, a town is meant and not the other."""
OVERSHADOWED, BY_CAPITAL = 20.0, 10.0
"""So many times smaller than another of its name, or a capital, a town is not meant for its country's being named."""
_KEY = ["doc_id", "folded", "is_province"]
EXACT, PROVINCE, REGION = 1, 4, 5
"""UCDP's where_prec: a town; a first-level division; a larger region, or one that is no division."""


def located(names: pl.DataFrame) -> pl.DataFrame:
    """Find the towns and provinces that names of places stand for.

    Parameters
    ----------
    names
        doc_id, folded, is_place, is_province (called a province, or told as a part of one), beside (the folded name
        that follows as the larger place: *Paris*, Texas; NULL for none): all names of each document.

    Returns
    -------
    pl.DataFrame
        doc_id, folded, is_province, country_code, latitude, longitude, geonames_id, place_precision; a row a name that
        is settled. A place is taken where the larger one that stands beside it, its country or its state is named in
        the document; else where it is large and by far the largest of its name, or the only province of it. A name
        alone means the town, unless the province is not called after its own largest town. In doubt there is no row.
        Places that are settled tell of their country in turn.
    """
    by_names = told(names)
    is_untold = ~pl.col("doc_id").is_in(by_names["doc_id"].unique().implode())
    certain = _settled(names, by_names, is_untold)
    return _settled(names, told(names, certain), is_untold)


def _settled(names: pl.DataFrame, countries_told: pl.DataFrame, is_untold: pl.Expr) -> pl.DataFrame:
    """What ``located`` returns, the countries that documents tell of being known, and which tell of none."""
    asked = names.filter("is_place").select(*_KEY, "beside").unique()
    # There is a town of nearly any name in the USA.
    is_homonym = (pl.col("country_code") == "USA") & (pl.col("population") < ALONE_UNTOLD) & ~pl.col("is_alone")
    here = asked.select(_KEY).unique()
    rows = (
        _candidates(here)
        .join(countries_told, on=["doc_id", "country_code"], how="left")
        .with_columns(is_told=by_others())
        .join(in_states(names), on=["doc_id", "admin1"], how="left")
        .join(_beside(asked), on=["doc_id", "folded", "country_code", "admin1"], how="left")
        .join(_beside_country(asked), on=["doc_id", "folded", "country_code"], how="left")
        .with_columns(
            in_state=pl.col("in_state").fill_null(False) & (pl.col("country_code") == "USA"),
            is_beside=pl.col("is_beside").fill_null(False) | pl.col("beside_country").fill_null(False),
        )
        # In Windsor, Vermont, that is too small to be known, no other Windsor is meant.
        .join(_enclosed(asked), on=_KEY, how="left")
        .filter(pl.col("is_beside") | pl.col("is_enclosed").is_null() | (pl.col("kind") != EXACT))
        .with_columns(is_told=pl.col("is_told") & ~_is_overshadowed() & ~is_homonym)
        .sort(
            *_KEY, "is_beside", "in_state", "is_told", "is_preferred", "is_main", "population", "geonames_id",
            descending=[False, False, False, True, True, True, True, True, True, False],
        )
    )  # fmt: skip
    other = pl.col("geonames_id") != pl.col("geonames_id").first()
    # GeoNames has some towns twice.
    apart = [(pl.col(axis) - pl.col(axis).first()).abs() for axis in ("latitude", "longitude")]
    is_far = pl.max_horizontal(apart) > NEAR
    best = rows.group_by(_KEY, maintain_order=True).agg(
        pl.first(*POINT, "population", "share", "is_told", "in_state", "is_beside", "is_alone", "kind"),
        # What a town is called besides does not stand against what another is called first.
        next_one=pl.col("population")
        .filter(other & (pl.col("kind") == pl.col("kind").first()) & (pl.col("is_main") >= pl.col("is_main").first()))
        .max(),
        rival=pl.col("population")
        .filter(other & is_far & pl.col("is_told") & (pl.col("kind") == pl.col("kind").first()))
        .max(),
        readings=pl.col("geonames_id").n_unique(),
    )
    is_town = pl.col("kind") == EXACT
    is_seldom = pl.any_horizontal((pl.col("population") < people) & (pl.col("share") < part) for people, part in SELDOM)
    enough = pl.when(is_untold).then(ALONE_UNTOLD).otherwise(ALONE)
    is_alone = pl.col("is_alone") & (pl.col("population") >= enough) & (pl.col("folded").str.len_chars() >= SHORTEST)
    dominant = pl.col("population") >= DOMINANT * pl.col("next_one").fill_null(1)
    settled = best.filter(
        "is_beside"
        | pl.col("in_state")
        | (
            pl.col("is_told")
            & (~is_town | ((pl.col("population") >= RIVAL * pl.col("rival").fill_null(0)) & ~is_seldom))
        )
        # The seat of a government, though it be small.
        | (is_town & ((pl.col("population") >= LARGE) | _is_capital()) & dominant)
        | (is_town & is_alone)
        | (~is_town & (pl.col("readings") == 1))
    )
    return settled.select(
        *_KEY, "country_code", "latitude", "longitude", "geonames_id", place_precision=pl.col("kind").cast(pl.Int32)
    )


def _is_capital() -> pl.Expr:
    """Whether the government of a town's country sits in it."""
    seats = capitals().select(pl.struct("folded", "country_code")).to_series().implode()
    return pl.struct("folded", "country_code").is_in(seats)


def _is_overshadowed() -> pl.Expr:
    """Whether a town has so great a namesake that its country's name alone does not tell it: Paris, Washington."""
    of_town = pl.when(pl.col("kind") == EXACT).then("population")
    greatest = of_town.filter(pl.col("population") >= LARGE).max().over(_KEY)
    of_capital = of_town.filter(_is_capital()).max().over(_KEY)
    return (
        (pl.col("kind") == EXACT)
        & ~_is_capital()
        & (
            (pl.col("population") * OVERSHADOWED <= greatest).fill_null(False)
            | (pl.col("population") * BY_CAPITAL <= of_capital).fill_null(False)
        )
    )


def _candidates(here: pl.DataFrame) -> pl.DataFrame:
    """The towns and provinces of each name: _KEY, POINT, population, is_main, kind, is_preferred."""
    of_towns = (
        here.filter(~pl.col("is_province"))
        .join(towns(), on="folded", how="inner")
        .with_columns(kind=pl.lit(EXACT), is_preferred=pl.lit(False))
    )
    small = of_towns.filter((pl.col("population") < LARGE) | ~pl.col("is_main")).select(*_KEY, "country_code").unique()
    large = of_towns.filter((pl.col("population") >= LARGE) & pl.col("is_main")).select(*_KEY, "country_code").unique()
    of_provinces = (
        here.join(provinces(), on="folded", how="inner")
        .filter(pl.col("is_province") | ~pl.col("is_seat"))
        .join(large, on=[*_KEY, "country_code"], how="anti")
        .join(small.with_columns(is_preferred=True), on=[*_KEY, "country_code"], how="left")
        .with_columns(
            pl.col("is_preferred").fill_null(False),
            kind=pl.lit(PROVINCE),
            is_main=pl.lit(True),
            is_alone=pl.lit(False),
            population=LARGE - 1,
        )
        .drop("is_seat")
    )
    return pl.concat([of_towns, of_provinces.select(of_towns.columns).cast(of_towns.schema)])


def _beside(asked: pl.DataFrame) -> pl.DataFrame:
    """The provinces that stand beside names: doc_id, folded, country_code, admin1, is_beside."""
    states = lexicon("us_states").select(beside=folded(pl.col("name")), admin1="code", country_code=pl.lit("USA"))
    known = pl.concat(
        [
            provinces().select("country_code", "admin1", beside="folded"),
            states.select("country_code", "admin1", "beside"),
        ]
    )
    return (
        asked.drop_nulls("beside")
        .join(known.unique(), on="beside", how="inner")
        .select("doc_id", "folded", "country_code", "admin1", is_beside=pl.lit(True))
        .unique()
    )


def _enclosed(asked: pl.DataFrame) -> pl.DataFrame:
    """The names beside which a state stands that is no town, as news of federations has it: _KEY, is_enclosed."""
    states = lexicon("us_states").select(folded(pl.col("name"))).to_series()
    larger = pl.concat([provinces().filter(pl.col("country_code").is_in(FEDERATIONS))["folded"], states]).unique()
    # In "Boston, Chicago, New York" none lies in the other.
    settlements = towns().filter(pl.col("is_main") | (pl.col("population") >= LARGE))["folded"].implode()
    is_larger = pl.col("beside").is_in(larger.implode()) & ~pl.col("beside").is_in(settlements)
    return asked.filter(is_larger).select(*_KEY, is_enclosed=pl.lit(True)).unique()


def _beside_country(asked: pl.DataFrame) -> pl.DataFrame:
    """The countries that stand beside names: doc_id, folded, country_code, beside_country."""
    return (
        asked.drop_nulls("beside")
        .join(countries().select("country_code", beside="folded"), on="beside", how="inner")
        .select("doc_id", "folded", "country_code", beside_country=pl.lit(True))
        .unique()
    )
