"""Places: which town, province or region a name stands for, by what stands beside it, its document, and population."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

LARGE = 500_000
"""People: a town of so many needs no other hint, if it is the only one of its name."""
DOMINANT = 5.0
"""So many times larger than the next of its name, it is meant where nothing tells."""
SMALL, SELDOM = 100_000, 0.2
"""People, and the part of a document's names with a country that are of its country, of a town that is left open."""
_NO_NAMES = ("central", "north", "south", "east", "west", "centro", "norte", "sur", "union", "independence", "police")
"""Names of towns that are words first."""
OVERSHADOWED = 20.0
"""So many times smaller than another of its name, a town is not meant for its country's being named alone."""
_KEY = ["doc_id", "folded", "is_province"]
_POINT = ["country_code", "admin1", "latitude", "longitude", "geonames_id"]
EXACT, PROVINCE, REGION = 1, 4, 5
"""UCDP's where_prec: a town; a first-level division; a larger region, or one that is no division."""


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
    """Regions that are no divisions of a state: folded, and the columns of the lexicon."""
    return lexicon("regions").with_columns(folded=folded(pl.col("name"))).unique("folded")


@cache
def towns() -> pl.DataFrame:
    """Towns by each of their names: folded, country_code, admin1, latitude, longitude, geonames_id, population."""
    rows = lexicon("towns").with_columns(folded=folded(pl.col("name")))
    return (
        rows.filter(~pl.col("folded").is_in(_NO_NAMES))
        .sort("is_main", descending=True)
        .unique(["folded", "geonames_id"], keep="first", maintain_order=True)
        .select("folded", *_POINT, "population", "is_main")
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
    return rows.unique(["folded", "geonames_id"], keep="first", maintain_order=True).select(
        "folded", *_POINT, "is_seat"
    )


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
    """
    asked = names.filter("is_place").select(*_KEY, "beside").unique()
    here = asked.select(_KEY).unique()
    rows = (
        _candidates(here)
        .join(_told(names), on=["doc_id", "country_code"], how="left")
        .with_columns(is_told=_by_others())
        .join(_in_states(names), on=["doc_id", "admin1"], how="left")
        .join(_beside(asked), on=["doc_id", "folded", "country_code", "admin1"], how="left")
        .join(_beside_country(asked), on=["doc_id", "folded", "country_code"], how="left")
        .with_columns(
            in_state=pl.col("in_state").fill_null(False) & (pl.col("country_code") == "USA"),
            is_beside=pl.col("is_beside").fill_null(False) | pl.col("beside_country").fill_null(False),
        )
        .with_columns(is_told=pl.col("is_told") & ~_is_overshadowed())
        .sort(
            *_KEY, "is_beside", "in_state", "is_told", "is_preferred", "is_main", "population", "geonames_id",
            descending=[False, False, False, True, True, True, True, True, True, False],
        )
    )  # fmt: skip
    other = pl.col("geonames_id") != pl.col("geonames_id").first()
    best = rows.group_by(_KEY, maintain_order=True).agg(
        pl.first(*_POINT, "population", "share", "is_told", "in_state", "is_beside", "kind"),
        next_one=pl.col("population").filter(other & (pl.col("kind") == pl.col("kind").first())).max(),
        rival=pl.col("population").filter(other & pl.col("is_told") & (pl.col("kind") == pl.col("kind").first())).max(),
        readings=pl.col("geonames_id").n_unique(),
    )
    is_town = pl.col("kind") == EXACT
    is_seldom = (pl.col("population") < SMALL) & (pl.col("share") < SELDOM)
    dominant = pl.col("population") >= DOMINANT * pl.col("next_one").fill_null(1)
    settled = best.filter(
        "is_beside"
        | pl.col("in_state")
        | (pl.col("is_told") & (~is_town | ((pl.col("population") >= pl.col("rival").fill_null(0)) & ~is_seldom)))
        # The seat of a government, though it be small.
        | (is_town & ((pl.col("population") >= LARGE) | _is_capital()) & dominant)
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
            | (pl.col("population") * DOMINANT <= of_capital).fill_null(False)
        )
    )


def _candidates(here: pl.DataFrame) -> pl.DataFrame:
    """The towns and provinces of each name: _KEY, _POINT, population, is_main, kind, is_preferred."""
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
            pl.col("is_preferred").fill_null(False), kind=pl.lit(PROVINCE), is_main=pl.lit(True), population=LARGE - 1
        )
        .drop("is_seat")
    )
    return pl.concat([of_towns, of_provinces.select(of_towns.columns).cast(of_towns.schema)])


def _told(names: pl.DataFrame) -> pl.DataFrame:
    """The countries that a document names, with what tells: doc_id, country_code, tellers, share (of all that tell)."""
    known = pl.concat([table().select("folded", "country_code") for table in (countries, peoples, capitals)])
    return (
        names.select("doc_id", "folded")
        .join(known.unique(), on="folded", how="inner")
        .group_by("doc_id", "country_code")
        .agg(tellers=pl.col("folded").unique(), told=pl.len())
        .with_columns(share=pl.col("told") / pl.col("told").sum().over("doc_id"))
        .drop("told")
    )


def _by_others() -> pl.Expr:
    """Whether any other name than its own tells a name's country."""
    return pl.col("tellers").list.set_difference(pl.concat_list("folded")).list.len().fill_null(0) > 0


def _in_states(names: pl.DataFrame) -> pl.DataFrame:
    """The states of the USA that a document names: doc_id, admin1, in_state."""
    states = lexicon("us_states").select(folded=folded(pl.col("name")), admin1="code").unique("folded")
    return (
        names.select("doc_id", "folded")
        .unique()
        .join(states, on="folded", how="inner")
        .select("doc_id", "admin1", in_state=pl.lit(True))
        .unique()
    )


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


def _beside_country(asked: pl.DataFrame) -> pl.DataFrame:
    """The countries that stand beside names: doc_id, folded, country_code, beside_country."""
    return (
        asked.drop_nulls("beside")
        .join(countries().select("country_code", beside="folded"), on="beside", how="inner")
        .select("doc_id", "folded", "country_code", beside_country=pl.lit(True))
        .unique()
    )


def states_named_as_countries(names: pl.DataFrame) -> pl.DataFrame:
    """Names of countries that in their document are a province of another: Georgia, where it tells of Atlanta.

    ``names`` are as in ``located``. Returns doc_id, folded of those whose document names a town of the province, as
    one of its names or before it, or another state of the USA, and does not name the country otherwise.
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
        _in_states(names.filter(pl.col("folded").str.len_chars() > 3)).rename({"admin1": "other"}),
        on="doc_id",
        how="inner",
    ).filter((pl.col("country_code") == "USA") & (pl.col("other") != pl.col("admin1")))
    as_country = (
        asked.join(_told(names), left_on=["doc_id", "own_code"], right_on=["doc_id", "country_code"], how="inner")
        .filter(_by_others())
        .select("doc_id", "folded")
    )
    return (
        pl.concat([by_town.select("doc_id", "folded"), by_state.select("doc_id", "folded")])
        .unique()
        .join(as_country, on=["doc_id", "folded"], how="anti")
    )
