"""Names: which entity each name of a document is, with its country, its sector and its role."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.arms import ARMS, as_arms, with_kinds
from transforms.resolve.atlas import countries, folded, peoples, regions
from transforms.resolve.beside import SURROUNDINGS, as_places
from transforms.resolve.bodies import described
from transforms.resolve.places import REGION, located
from transforms.resolve.states import states_named_as_countries

_FOUND = ("entity_id", "canonical_name", "country_code", "sector", "latitude", "longitude", "geonames_id")
_PLACES = ("place", "facility", "country")
_BODIES = ("organization", "group", "facility", "place")
_TITLES = (
    r"(?i)^(?:mr|mrs|ms|dr|sir|lord|lady|dame|gen|col|maj|capt|lt|sgt|rev|prof|sen|rep|gov|president|king|queen)\.?\s+"
)
_STATE = ("gov", "mil", "cop", "jud", "leg", "spy")
_ALONE = 0.8
"""The part of a document's names of places and peoples that must be of one country for it to be about it."""
_KEY = ["doc_id", "folded", "is_province"]


def identified(mentions: pl.DataFrame, datelines: pl.DataFrame | None = None) -> pl.DataFrame:
    """Give each name its entity.

    Countries are told by name, peoples by demonym, towns and provinces by ``places.located``, regions and well-known
    organizations by lexicon, other organizations by ``bodies.described``; any other name is what its document calls
    it, a shorter name of a person or an organization being the longer one that ends in it, or that it is the initials
    of. An entity's id is made of its type and its name or code alone, so that it is the same in any document, batch and
    run.

    Parameters
    ----------
    mentions
        Rows of the table ``mentions`` that are names, with what ``beside.surrounded`` adds.
    datelines
        What the datelines of their documents name, as ``datelines.printed`` gives it.

    Returns
    -------
    pl.DataFrame
        ``mentions`` with entity_id, canonical_name, country_code, sector, kind, latitude, longitude, geonames_id,
        place_precision; of what ``surrounded`` added only ``after``.
    """
    plain = pl.col("text").str.replace(_TITLES, "").str.replace(r"['’]s?$", "").str.replace(r"^(?i:the)\s+", "")
    names = mentions.drop(*_FOUND, "role", "kind").with_columns(
        plain=pl.when(plain == "").then("text").otherwise(plain), folded=folded(plain)
    )
    names = with_kinds(as_arms(as_places(names)))
    kind = pl.col("entity_type")
    looked_for = names.select("doc_id", "folded", "is_province", "beside", is_place=kind.is_in(_PLACES))
    if datelines is not None:
        looked_for = pl.concat([looked_for, datelines.select(looked_for.columns)])
    states = states_named_as_countries(looked_for).with_columns(is_state=True)
    looked_up = (
        names.join(_longer(names), on=["doc_id", "entity_type", "folded"], how="left", maintain_order="left")
        .join(
            countries().rename({"country_code": "of_country", "canonical": "former"}),
            on="folded",
            how="left",
            maintain_order="left",
        )
        .join(states, on=["doc_id", "folded"], how="left", maintain_order="left")
        .join(peoples().rename({"country_code": "of_people"}), on="folded", how="left", maintain_order="left")
        # "Iraqi Shiite" are Iraqis.
        .with_columns(people=pl.col("folded").str.extract(r"^(\S+) "))
        .join(
            peoples().rename({"country_code": "of_these", "folded": "people"}),
            on="people",
            how="left",
            maintain_order="left",
        )
        .with_columns(of_people=pl.coalesce("of_people", "of_these"))
        .drop("people", "of_these")
        .join(located(looked_for).rename({"country_code": "place_country"}), on=_KEY, how="left", maintain_order="left")
        .join(
            regions().select(
                "folded", "over_town", region="name", in_country="country_code", north="latitude", east="longitude"
            ),
            on="folded",
            how="left",
            maintain_order="left",
        )
    )
    is_country = pl.col("of_country").is_not_null() & kind.is_in(["country", "place", "organization"])
    is_country = is_country & pl.col("is_state").is_null()
    is_people = pl.col("of_people").is_not_null() & (kind == "group")
    is_over = pl.col("over_town") & ~pl.col("is_province")
    is_region = (pl.col("place_country").is_null() | is_over) & pl.col("region").is_not_null() & kind.is_in(_PLACES)
    is_region = is_region & ~is_country
    is_placed = pl.col("place_country").is_not_null() & kind.is_in(_PLACES) & ~is_country
    name = pl.coalesce("longer", "plain")
    # Three S-400s are of one kind.
    is_arm = kind.is_in(ARMS)
    slug = pl.when(is_arm).then(_slug(name.str.replace(r"(\w)s$", "$1"))).otherwise(_slug(name))
    official = pl.col("of_country").replace_strict(
        lexicon("capitals")["country_code"], lexicon("capitals")["country"], default=name, return_dtype=pl.String
    )
    told = described(
        looked_up.with_columns(name=name, is_country=is_country | is_people | is_region | is_placed), _BODIES
    )
    told = _of_scene(told)
    is_known = pl.col("known").is_not_null()
    return told.with_columns(
        entity_id=pl.when(is_country)
        .then(
            pl.format(
                "country:{}", pl.when(pl.col("former").is_null()).then("of_country").otherwise(_slug(pl.col("former")))
            )
        )
        .when(is_people)
        .then(pl.format("people:{}", "of_people"))
        .when(is_region)
        .then(pl.format("place:{}", _slug(pl.col("region"))))
        .when(is_placed)
        .then(pl.format("place:{}", "geonames_id"))
        .when(is_known)
        .then(pl.format("organization:{}", _slug(pl.col("body_key"))))
        .when(slug != "")
        .then(pl.format("{}:{}", kind, slug)),
        canonical_name=pl.when(is_country)
        .then(pl.coalesce("former", official))
        .when(is_region)
        .then("region")
        .when(is_known)
        .then("known")
        .when(is_arm)
        .then(name.str.replace(r"(\w)s$", "$1"))
        .otherwise(name),
        country_code=pl.when(is_country)
        .then("of_country")
        .when(is_people)
        .then("of_people")
        .when(is_region)
        .then("in_country")
        .when(is_placed)
        .then("place_country")
        .when(kind.is_in(_PLACES))
        .then("beside_country")
        .otherwise("body_country"),
        sector=pl.when(~is_country).then("body_sector"),
        place_precision=pl.when(is_country)
        .then(6)
        .when(is_region)
        .then(REGION)
        .when(is_placed)
        .then("place_precision")
        .cast(pl.Int32),
        latitude=pl.when(is_placed).then("latitude").when(is_region).then("north"),
        longitude=pl.when(is_placed).then("longitude").when(is_region).then("east"),
        geonames_id=pl.when(is_placed).then("geonames_id"),
        # The model takes many a movement for a person.
        entity_type=pl.when(is_known & ~kind.is_in(["facility", "place"])).then(pl.lit("organization")).otherwise(kind),
    ).select(
        *mentions.drop(*_FOUND, "role", "kind", *SURROUNDINGS, strict=False).columns,
        *_FOUND,
        "kind",
        "place_precision",
        "after",
    )


def _of_scene(names: pl.DataFrame) -> pl.DataFrame:
    """Give bodies that every state has, and of which nothing says whose they are, to the country of their document."""
    of_place = pl.when("is_country").then(pl.coalesce("of_country", "of_people", "place_country"))
    scene = (
        names.with_columns(told=of_place)
        .drop_nulls("told")
        .group_by("doc_id", "told")
        .len()
        .with_columns(share=pl.col("len") / pl.col("len").sum().over("doc_id"))
        .filter((pl.col("share") >= _ALONE) & (pl.col("len") > 1))
        .select("doc_id", scene="told")
    )
    heads = lexicon("actor_heads").drop_nulls("sector")["head"].implode()
    is_open = pl.col("folded").is_in(heads) & pl.col("body_country").is_null() & pl.col("body_sector").is_in(_STATE)
    key = pl.format("{} {}", pl.col("scene").str.to_lowercase(), "known")
    return names.join(scene, on="doc_id", how="left", maintain_order="left").with_columns(
        body_country=pl.when(is_open).then("scene").otherwise("body_country"),
        body_key=pl.when(is_open).then(pl.coalesce(key, "body_key")).otherwise("body_key"),
    )


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
