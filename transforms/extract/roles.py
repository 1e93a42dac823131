"""Roles: what a title or an apposition says of a name: "Turkey's defense minister Hulusi Akar"."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.slots import slots

# They say how to address somebody, not what he is.
_HONORIFICS = (
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "prof", "prof.", "sir", "dame", "lord",
    "lady", "madam", "monsieur", "st", "st.", "saint", "rev", "rev.", "hon", "hon.", "sayyid", "sheikh",
)  # fmt: skip

# First words of ranks, which may also be titles alone.
_RANKS = (
    "brig.", "brigadier", "chief", "colonel", "corporal", "field", "first", "lance", "lieutenant", "lt.", "maj.",
    "major", "rear", "second", "sergeant", "staff", "vice",
)  # fmt: skip
# What offices are called after, in capitals too: Secretary of State.
_OFFICES = (
    "agriculture", "commerce", "defence", "defense", "education", "energy", "finance", "health", "interior", "justice",
    "labor", "labour", "staff", "state", "transport", "transportation", "war",
)  # fmt: skip


def roles(parse: Parse, coordinations: pl.DataFrame) -> pl.DataFrame:
    """Make a fact of each title and each apposition of a common noun and a name.

    The name is the subject, the noun with its modifiers the predicate, and whose or of what it is the
    object: (Hulusi Akar; defense minister; Turkey). A bare noun behind "of" is part of the title: chief *of staff*.

    Returns
    -------
    pl.DataFrame
        head (row of the noun), subject_head, subject_first, subject_last, predicate_first, predicate_last,
        predicate_lemma, object_head, object_first, object_last (rows; NULL without object), kind and origin
        (role), how (title or apposition), status, is_negated.
    """
    pairs = _pairs(parse, coordinations)
    owners = _owners(parse, pairs)
    titles = _titles(parse, owners)
    rows = pairs.join(owners.join(titles, on="head", how="anti"), on="head", how="left", maintain_order="left").join(
        titles, on="head", how="left", maintain_order="left"
    )
    wanted = [
        rows.select("kind", head="subject_head"),
        rows.select(head="head", kind=pl.lit("role")),
        rows.select(head="object_head", kind=pl.lit("group")).drop_nulls(),
    ]
    measured = slots(parse, pl.concat([part.select("head", "kind") for part in wanted])).select(
        "head", "kind", "first", "last"
    )

    def of(kind: str, slot: str) -> pl.DataFrame:
        return measured.filter(pl.col("kind") == kind).select(
            pl.col("head").alias("head" if slot == "predicate" else f"{slot}_head"),
            pl.col("first").alias(f"{slot}_first"),
            pl.col("last").alias(f"{slot}_last"),
        )

    apart = (pl.col("object_last") < pl.col("predicate_first")) | (pl.col("object_first") > pl.col("predicate_last"))
    between = (pl.col("subject_last") < pl.col("predicate_first")) | (
        pl.col("subject_first") > pl.col("predicate_last")
    )
    return (
        rows.join(of("name", "subject"), on="subject_head", maintain_order="left")
        .join(of("role", "predicate"), on="head", maintain_order="left")
        .with_columns(predicate_last=pl.max_horizontal("predicate_last", "title_last"))
        .join(_ranks(parse, pairs), on="head", how="left", maintain_order="left")
        .with_columns(predicate_first=pl.min_horizontal("predicate_first", "rank_first"))
        .filter(~pl.col("is_rank").fill_null(False))
        .join(of("group", "object"), on="object_head", how="left", maintain_order="left")
        .filter(between & apart.fill_null(True))
        .with_columns(
            predicate_lemma=pl.lit(parse.tokens["lemma"]).gather(pl.col("head")).str.to_lowercase(),
            kind=pl.lit("role"),
            origin=pl.lit("role"),
            status=pl.lit("actual"),
            is_negated=False,
        )
    )


def _pairs(parse: Parse, coordinations: pl.DataFrame) -> pl.DataFrame:
    """Names with the nouns that say what they are: head (the noun), subject_head (the name), how, kind.

    A plural noun is said of all the names that are coordinated behind it.
    """
    plural = parse.tokens["feats"].fill_null("").str.contains("Number=Plur").to_numpy()
    outer = parse.tokens.select(head_row="row", outer_upos="upos", outer_lower="lower", outer_relation="relation")
    joined = parse.tokens.filter(pl.col("deprel").is_in(["nmod:desc", "appos"])).join(
        outer, on="head_row", how="inner", maintain_order="left"
    )
    title = (
        (pl.col("deprel") == "nmod:desc")
        & pl.col("upos").is_in(["NOUN", "PROPN"])
        & (pl.col("outer_upos") == "PROPN")
        & ~pl.col("lower").is_in(_HONORIFICS)
        & pl.col("lower").str.contains(r"\p{L}")
        & (pl.col("row") < pl.col("head_row"))
    )
    # "August 8th, Kerrang!" is no role.
    word = pl.col("lower").str.contains(r"^\p{L}")
    noun_of_name = (pl.col("deprel") == "appos") & word & (pl.col("upos") == "NOUN") & (pl.col("outer_upos") == "PROPN")
    # "its news agency (KCNA)" is an abbreviation, no name of somebody.
    abbreviates = parse.at(parse.among("form", ("(", "[")), "first")
    name_of_noun = (
        (pl.col("deprel") == "appos") & (pl.col("upos") == "PROPN") & (pl.col("outer_upos") == "NOUN") & ~abbreviates
    )
    single = pl.concat(
        [
            joined.filter(title | noun_of_name).select(
                head="row",
                subject_head="head_row",
                how=pl.when(title).then(pl.lit("title")).otherwise(pl.lit("apposition")),
            ),
            joined.filter(name_of_noun).select(head="head_row", subject_head="row", how=pl.lit("apposition")),
        ]
    )
    names = coordinations.filter(pl.col("kind") == "member").select("member", subject_head="head")
    others = (
        single.filter(parse.at(plural, "head"))
        .join(names, on="subject_head")
        .select("head", "how", subject_head="member")
    )
    return (
        pl.concat([single, others], how="diagonal")
        .with_columns(kind=pl.lit("name"))
        .unique(["head", "subject_head"], maintain_order=True)
        .sort("head", "subject_head")
    )


def _owners(parse: Parse, pairs: pl.DataFrame) -> pl.DataFrame:
    """Whose, or of what: the possessor, else the noun behind "of" or "for": head, object_head."""
    of = parse.tokens.filter((pl.col("relation") == "case") & pl.col("lower").is_in(["of", "for"])).select(
        place="head_row", is_of=True
    )
    places = parse.tokens.filter(pl.col("relation") == "nmod").select("deprel", head="head_row", object_head="row")
    return (
        places.join(pairs.select("head").unique(), on="head", how="semi", maintain_order="left")
        .join(of, left_on="object_head", right_on="place", how="left", maintain_order="left")
        .filter((pl.col("deprel") == "nmod:poss") | pl.col("is_of"))
        .sort("head", pl.col("deprel") != "nmod:poss", "object_head")
        .unique("head", keep="first", maintain_order=True)
        .select("head", "object_head")
    )


def _titles(parse: Parse, owners: pl.DataFrame) -> pl.DataFrame:
    """Roles whose "of" names nobody and no place, but what they are called: Secretary *of State*: head, title_last."""
    bare = parse.column("first") + 1 == parse.column("last")
    bare &= parse.tokens["phrase_type"].is_in(["person", "organization", "place"]).not_().fill_null(True).to_numpy()
    small = (parse.tokens["form"] == parse.tokens["lower"]).to_numpy()
    noun = ((parse.among("upos", ("NOUN",)) & small) | parse.among("lower", _OFFICES)) & bare
    noun &= parse.tokens["feats"].fill_null("").str.contains("Number=Sing").to_numpy()
    of = parse.among("lower", ("of",))[parse.column("first")] & (parse.name_first == parse.name_last)
    return owners.filter(
        parse.at(noun & of & (parse.column("last") == np.arange(len(bare))), "object_head")
        & (parse.at(parse.column("first"), "object_head") == pl.col("head") + 1)
    ).select("head", title_last="object_head")


def _ranks(parse: Parse, pairs: pl.DataFrame) -> pl.DataFrame:
    """Titles right before another of the same name, which make one with it: *Lieutenant* Colonel, *company* president.

    Gives head, rank_first (where the title that is completed begins) and is_rank (whether it only completes another).
    """
    titles = pairs.filter(pl.col("how") == "title").select("head", "subject_head")
    first = parse.column("first")
    holders = (parse.tokens["phrase_type"] == "person").fill_null(False).to_numpy()
    after = titles.with_columns(before=parse.at(first, "head") - 1)
    completes = after.join(
        titles.select(before="head", subject_head="subject_head"), on=["before", "subject_head"], how="semi"
    ).filter(
        (parse.at(parse.column("last"), "before") == pl.col("before"))
        & ~parse.at(holders & ~parse.among("lower", _RANKS), "before")
    )
    named = completes.select("head", rank_first=parse.at(first, "before"), is_rank=pl.lit(None, dtype=pl.Boolean))
    ranks = completes.select(head="before", rank_first=pl.lit(None, dtype=pl.Int64), is_rank=pl.lit(True))
    return (
        pl.concat([named, ranks], how="vertical_relaxed")
        .group_by("head", maintain_order=True)
        .agg(pl.min("rank_first"), pl.any("is_rank"))
    )
