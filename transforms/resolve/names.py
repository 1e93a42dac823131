"""Names: which entity each name of a document is, with its country, its sector and its role."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.places import capitals, countries, folded, located, peoples

_FOUND = ("entity_id", "canonical_name", "country_code", "sector", "latitude", "longitude", "geonames_id")
_PLACES = ("place", "facility", "country")
_BODIES = ("organization", "group", "facility", "place")
_TITLES = (
    r"(?i)^(?:mr|mrs|ms|dr|sir|lord|lady|dame|gen|col|maj|capt|lt|sgt|rev|prof|sen|rep|gov|president|king|queen)\.?\s+"
)


def identified(mentions: pl.DataFrame) -> pl.DataFrame:
    """Give each name its entity.

    Countries are told by name, peoples by demonym, towns and states by ``places.located``, well-known organizations by
    lexicon; any other name is what its document calls it, a shorter name of a person or an organization being the
    longer one that ends in it, or that it is the initials of. An entity's id is made of its type and its name or code
    alone, so that it is the same in any document, batch and run.

    Parameters
    ----------
    mentions
        Rows of the table ``mentions`` that are names.

    Returns
    -------
    pl.DataFrame
        ``mentions`` with entity_id, canonical_name, country_code, sector, latitude, longitude, geonames_id,
        place_precision.
    """
    plain = pl.col("text").str.replace(_TITLES, "").str.replace(r"['’]s?$", "").str.replace(r"^(?i:the)\s+", "")
    names = mentions.drop(*_FOUND, "role").with_columns(
        plain=pl.when(plain == "").then("text").otherwise(plain), folded=folded(plain)
    )
    kind = pl.col("entity_type")
    known = lexicon("organizations").select(
        folded=folded(pl.col("name")), known="canonical", body_country="country_code", body_sector="sector"
    )
    places = located(names.select("doc_id", "folded", is_place=kind.is_in(_PLACES)))
    looked_up = (
        names.join(_longer(names), on=["doc_id", "entity_type", "folded"], how="left", maintain_order="left")
        .join(countries().rename({"country_code": "of_country"}), on="folded", how="left", maintain_order="left")
        .join(peoples().rename({"country_code": "of_people"}), on="folded", how="left", maintain_order="left")
        .join(known.unique("folded"), on="folded", how="left", maintain_order="left")
        .join(
            places.rename({"country_code": "place_country"}), on=["doc_id", "folded"], how="left", maintain_order="left"
        )
    )
    is_country = pl.col("of_country").is_not_null() & kind.is_in(["country", "place", "organization"])
    is_people = pl.col("of_people").is_not_null() & (kind == "group")
    is_known = pl.col("known").is_not_null() & kind.is_in(_BODIES)
    is_placed = pl.col("place_country").is_not_null() & kind.is_in(_PLACES)
    name = pl.coalesce("longer", "plain")
    # Three S-400s are of one kind.
    slug = (
        pl.when(kind.is_in(["weapon", "vehicle"])).then(_slug(name.str.replace(r"(\d)s$", "$1"))).otherwise(_slug(name))
    )
    official = pl.col("of_country").replace_strict(
        lexicon("capitals")["country_code"], lexicon("capitals")["country"], default=name, return_dtype=pl.String
    )
    in_state = pl.format("us-{}", pl.col("state").str.to_lowercase())
    place_key = pl.coalesce(pl.col("geonames_id").cast(pl.String), in_state)
    return looked_up.with_columns(
        entity_id=pl.when(is_country)
        .then(pl.format("country:{}", "of_country"))
        .when(is_people)
        .then(pl.format("people:{}", "of_people"))
        .when(is_known)
        .then(pl.format("organization:{}", _slug(pl.col("known"))))
        .when(is_placed)
        .then(pl.format("place:{}", place_key))
        .when(slug != "")
        .then(pl.format("{}:{}", kind, slug)),
        canonical_name=pl.when(is_country).then(official).when(is_known).then("known").otherwise(name),
        country_code=pl.when(is_country)
        .then("of_country")
        .when(is_people)
        .then("of_people")
        .when(is_known)
        .then("body_country")
        .when(is_placed)
        .then("place_country"),
        sector=pl.when(is_known & ~is_country).then("body_sector"),
        place_precision=pl.when(is_country).then(6).when(is_placed).then("place_precision").cast(pl.Int32),
        **{name: pl.when(is_placed & ~is_country).then(name) for name in ("latitude", "longitude", "geonames_id")},
    ).select(pl.exclude("plain", "folded", "longer", "known", "state", "^(of|body|place)_(country|people|sector)$"))


def _slug(name: pl.Expr) -> pl.Expr:
    return folded(name).str.replace_all(r"[^\p{L}\p{N}]+", "-").str.strip_chars("-")


def _longer(names: pl.DataFrame) -> pl.DataFrame:
    """The one longer name of the document that a name is the end of, or the initials of: … folded, longer."""
    kinds = names.filter(pl.col("entity_type").is_in(["person", "organization"])).select(
        "doc_id", "entity_type", "folded", "plain"
    )
    one = kinds.unique(["doc_id", "entity_type", "folded"], keep="first", maintain_order=True)
    long = one.filter(pl.col("folded").str.contains(" ")).select(
        "doc_id",
        "entity_type",
        longer="plain",
        whole="folded",
        end=pl.col("folded").str.extract(r"(\S+)$"),
        initials=pl.col("plain").str.extract_all(r"\b\p{Lu}").list.join("").str.to_lowercase(),
    )
    by_end = one.with_columns(end=pl.col("folded").str.extract(r"(\S+)$")).join(
        long.filter(pl.col("entity_type") == "person"), on=["doc_id", "entity_type", "end"]
    ).filter(pl.col("whole").str.ends_with(pl.lit(" ") + pl.col("folded")))  # fmt: skip
    # "Ahmed", of Ahmed Mohamed: a given name alone.
    by_start = one.join(
        long.filter(pl.col("entity_type") == "person").with_columns(start=pl.col("whole").str.extract(r"^(\S+) ")),
        left_on=["doc_id", "entity_type", "folded"],
        right_on=["doc_id", "entity_type", "start"],
    )
    by_initials = one.filter(pl.col("plain").str.contains(r"^\p{Lu}{2,}$")).join(
        long.filter(pl.col("entity_type") == "organization"),
        left_on=["doc_id", "entity_type", "folded"],
        right_on=["doc_id", "entity_type", "initials"],
    )
    columns = ["doc_id", "entity_type", "folded", "longer"]
    return (
        pl.concat([table.select(columns) for table in (by_end, by_start, by_initials)])
        .group_by("doc_id", "entity_type", "folded", maintain_order=True)
        .agg(pl.first("longer"), size=pl.col("longer").n_unique())
        .filter(pl.col("size") == 1)
        .drop("size")
    )


def governments(names: pl.DataFrame) -> pl.DataFrame:
    """The country whose government a capital's name stands for where it acts.

    Returns
    -------
    pl.DataFrame
        doc_id, char_start, char_end of the capital's name; country_code; actor_id, the country's.
    """
    seats = capitals().rename({"country_code": "seat_of"})
    capital = names.with_columns(folded=folded(pl.col("text"))).join(seats, on="folded", how="inner")
    return capital.filter(
        (pl.col("entity_type") == "place")
        & (pl.col("country_code").is_null() | (pl.col("country_code") == pl.col("seat_of")))
    ).select("doc_id", "char_start", "char_end", country_code="seat_of", actor_id=pl.format("country:{}", "seat_of"))
