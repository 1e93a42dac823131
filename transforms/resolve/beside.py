"""Beside: what stands around a name and tells what it is: Paris, *Texas*; *in* Jenin; Idlib *province*."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.passages import passages
from transforms.resolve.atlas import countries, folded, peoples, provinces, regions, towns

SURROUNDINGS = ("plain", "folded", "before", "after", "gap", "owner", "is_province", "beside", "beside_country")
"""The columns that ``surrounded`` adds, and those that looking a name up needs."""
SETTLED = 15_000
"""People of a town that a person's name is taken for, if the words around it say so."""
_AROUND = 24
"""Characters before and after a name that are looked at."""
_LARGER = (
    r"^(?:,\s+(?:(?:in|on)\s+)?|\s+(?:in|of)\s+|,\s+(?:[\w-]+\s+){1,4}(?:in|of)\s+)(?:the\s+)?"
    r"(?:[\w-]*(?:north|south|east|west|central)[\w-]*\s+)*$"
)
"""What stands between a place and the larger one that it is in."""
_OWNS = r"^(?:['’]s?)?\s+$"
"""What stands between a country and the body or person that it owns."""
_DIVISION = r"(?i)\s+(?:province|governorate|region|state|oblast|district|prefecture|department|countryside)$"
_CALLED_SO = r"(?i)^\s+(?:province|governorate|region|state|oblast|prefecture|department|countryside)\b"
_PART_OF = r"(?i)\b(?:rural|(?:(?:north|south)-?)?(?:north|south|east|west)(?:ern)?)\s+$"
_WITHIN = r"(?i)\b(?:in|near|outside|into|inside|around)\s+(?:the\s+)?$"


def surrounded(names: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Add to names the text around them, whose they are, and the larger place that follows.

    Parameters
    ----------
    names
        Rows of mentions that are names, in the order of their documents.
    documents
        The table.

    Returns
    -------
    pl.DataFrame
        ``names`` with before and after (the text beside it in its document), gap (the text up to the next name of its
        sentence, if that is near), owner (the name that directly precedes it: *Pakistan*'s Supreme Court, *French*
        President …), beside (the folded name that follows as the larger place), is_province (called a province, or told
        as a part of one).
    """
    start, end = pl.col("char_start"), pl.col("char_end")
    ordered = names.sort("doc_id", "char_start")
    follows = (pl.col("doc_id").shift(-1) == pl.col("doc_id")) & (
        pl.col("sentence_id").shift(-1) == pl.col("sentence_id")
    )
    leads = (pl.col("doc_id").shift(1) == pl.col("doc_id")) & (pl.col("sentence_id").shift(1) == pl.col("sentence_id"))
    distance = pl.when(follows).then(pl.col("char_start").shift(-1) - end)
    return (
        ordered.with_columns(
            before=passages(documents, ordered, start - _AROUND, start),
            after=passages(documents, ordered, end, end + 2 * _AROUND),
        )
        .with_columns(gap=pl.when(distance.is_between(0, 2 * _AROUND)).then(pl.col("after").str.slice(0, distance)))
        .with_columns(
            owner=pl.when(leads & pl.col("gap").shift(1).str.contains(_OWNS)).then(folded(pl.col("text")).shift(1)),
            beside=pl.when(pl.col("gap").str.contains(_LARGER)).then(
                folded(pl.col("text").str.replace(_DIVISION, "")).shift(-1)
            ),
            is_province=pl.col("text").str.contains(_DIVISION)
            | pl.col("after").str.contains(_CALLED_SO)
            | pl.col("before").str.contains(_PART_OF),
        )
        .with_columns(pl.col("is_province").fill_null(False))
    )


def as_places(names: pl.DataFrame) -> pl.DataFrame:
    """Take for places what the model took for persons, where nobody is called so and the words around it tell.

    Regions and former countries are no persons; a name behind "in" is none, if there is a place of that name and it is
    no given name. Names are folded without the word for a division, and get beside_country, that of ``beside``.
    """
    is_division = pl.col("text").str.contains(_DIVISION) & pl.col("entity_type").is_in(["place", "country"])
    bare = pl.col("plain").str.replace(_DIVISION, "")
    names = names.with_columns(
        folded=pl.when(is_division).then(folded(bare)).otherwise("folded"),
        plain=pl.when(is_division).then(bare).otherwise("plain"),
    )
    given = lexicon("given_names")["name"].str.to_lowercase().implode()
    former = lexicon("historic_names").filter(pl.col("kind") == "country")["name"].str.to_lowercase().implode()
    settled = towns().filter(pl.col("population") >= SETTLED)["folded"]
    known = pl.concat([settled, provinces()["folded"]]).unique().implode()
    one = pl.col("folded")
    is_place = (
        pl.col("entity_type").is_in(["person", "organization", "group"])
        & ~one.is_in(given)
        & (
            one.is_in(former)
            | one.is_in(regions()["folded"].implode())
            | (
                (pl.col("before").str.contains(_WITHIN) | pl.col("beside").is_not_null())
                & one.is_in(known)
                & (pl.col("entity_type") != "group")
            )
        )
    )
    return names.with_columns(
        entity_type=pl.when(is_place.fill_null(False)).then(pl.lit("place")).otherwise("entity_type")
    ).join(
        pl.concat([countries(), peoples()], how="diagonal")
        .unique("folded", keep="first", maintain_order=True)
        .select(beside="folded", beside_country="country_code"),
        on="beside",
        how="left",
        maintain_order="left",
    )
