"""Names out of the model's tags, mended by what their words tell.

The open corpora hold few treaties, air bases and missiles, so the model knows few. What a name says itself settles it:
an airport is a facility, a treaty an agreement, Turks are a group, an S-400 is a weapon. Lexicons: name_cues,
organization_cues, demonyms, country_names, military_names, military_words.
"""

from functools import cache

import polars as pl

from transforms.annotate.contexts import told, worded
from transforms.annotate.documents import settled
from transforms.annotate.edges import BEFORE, SENTENCE, beside, cues, joined, numbered, real, stopped, widened
from transforms.annotate.unread import unambiguous, unread
from transforms.annotate.uses import used
from transforms.lexicons import lexicon

UNSURE = ("place", "other", "event", "agreement", "facility", "vehicle", "weapon")
"""Types that give way to a cue in the name; organizations do to decisive ones; persons, countries and groups do not."""
OFFICES = r"^(?:bank|ministry|department|university|house|council|church|board|court|institute|academy) of "
"""How the names of organizations begin that end like a place's: Bank of England."""
SPACECRAFT = r" space (?:station|telescope|shuttle)$"
"""How the names of spacecraft end whose last word alone tells of a building."""

_DESIGNATED = r"^[A-Z\d]"
"""How every designation begins."""


def names(tokens: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Give the names in tokens that carry the model's BIO tags.

    Parameters
    ----------
    tokens
        Tokens in the order of the text, with ``tag``: O, B-person, I-person ….
    sentences
        The sentences that they stand in.

    Returns
    -------
    pl.DataFrame
        The table ``Names``; no two overlap.
    """
    marked = designated(widened(unread(stopped(joined(real(tokens))))))
    offset = pl.col("char_start") - pl.col("sentence_start")
    spans = (
        marked.with_columns(name=pl.col("tag").str.starts_with("B").cum_sum(), row=pl.int_range(pl.len()))
        .filter(pl.col("tag") != "O")
        .group_by("name", maintain_order=True)
        .agg(
            pl.first(*SENTENCE, "char_start"),
            pl.last("char_end"),
            pl.first("row").alias("first"),
            pl.last("row").alias("last"),
            pl.first("tag").str.slice(2).alias("entity_type"),
        )
        .join(
            sentences.select(*SENTENCE, sentence_start="char_start", sentence="text"),
            on=SENTENCE,
            how="left",
            maintain_order="left",
        )
        .with_columns(text=pl.col("sentence").str.slice(offset, pl.col("char_end") - pl.col("char_start")))
    )
    words = worded(marked)
    return settled(told(used(retyped(spans), words), words), marked)


def designated(tokens: pl.DataFrame) -> pl.DataFrame:
    """Mark weapons and vehicles by their designations: S-400, F-35, Leopard 2.

    Words of persons, places and countries stay what they are.
    """
    form, tag = pl.col("form"), pl.col("tag")
    words = lexicon("military_words")["lemma"].implode()
    is_military = form.str.to_lowercase().is_in(words) | pl.col("lemma").is_in(words)
    # The plural is no person's: armed with Kalashnikovs.
    is_plural = form.str.contains(r"[a-z]s$") & (tag == "B-person")
    rows = numbered(tokens).with_columns(
        row=pl.int_range(pl.len()),
        is_military=is_military,
        free=~tag.str.contains("person|place|country|group") | is_plural,
        touches=pl.col("char_end") == beside(pl.col("char_start"), 1),
    )
    free, touches = pl.col("free"), pl.col("touches")
    free2, free3 = (beside(free, steps).fill_null(False) for steps in (1, 2))
    hyphened = touches & beside(touches, 1) & beside(form, 1).is_in(["-", "‑", "–"])
    # No place is called Hwasong-18.
    from_place = free | tag.str.ends_with("place")
    begins = rows.with_columns(
        is_military=pl.col("is_military").any().over("sentence"),
        second=pl.when(~touches & free & free2).then(beside(form, 1)),
        third=pl.when(hyphened & from_place & free2 & free3).then(beside(form, 2)),
    ).filter(form.str.contains(_DESIGNATED))
    sized = [
        begins.filter(free).select("row", "is_military", length=pl.lit(1), name="form"),
        begins.select("row", "is_military", length=pl.lit(2), name=form + " " + pl.col("second")),
        begins.select("row", "is_military", length=pl.lit(3), name=form + "-" + pl.col("third")),
    ]
    kinds = (
        # One pattern of all of them first: what matches none, and that is nearly everything, needs no further look.
        pl.concat(sized)
        .filter(pl.col("name").str.contains(any_designation()))
        .select("row", "length", kind=_military(pl.col("name")))
        .drop_nulls("kind")
        .sort("row", "length", descending=[False, True])
        .unique("row", keep="first")
    )
    covered = pl.coalesce(
        pl.when(beside(pl.col("length"), -back) > back).then(beside(pl.col("kind"), -back)) for back in (1, 2)
    )
    return (
        rows.join(kinds, on="row", how="left", maintain_order="left")
        .with_columns(covered=covered)
        .with_columns(
            tag=pl.when(pl.col("covered").is_not_null())
            .then("I-" + pl.col("covered"))
            .when(pl.col("kind").is_not_null())
            .then("B-" + pl.col("kind"))
            # What goes on from a name whose beginning was taken begins anew.
            .when(tag.str.starts_with("I-") & beside(pl.coalesce("kind", "covered"), -1).is_not_null())
            .then("B-" + tag.str.slice(2))
            .otherwise("tag")
        )
        .select(tokens.columns)
    )


@cache
def _named_regions() -> pl.Series:
    """Regions and capitals as they are printed, to be looked in."""
    return pl.concat([lexicon("regions")["name"], lexicon("capitals")["name"]]).implode()


@cache
def _regions() -> pl.Series:
    """Regions that are no countries, in small letters, to be looked in: Latin America."""
    countries = lexicon("country_names")["name"].str.to_lowercase()
    listed = lexicon("regions")["name"].str.to_lowercase()
    return listed.filter(~listed.is_in(countries.implode())).implode()


@cache
def _former_states() -> pl.Series:
    """States that are no more and have a name of their own, in small letters, to be looked in: Soviet Union."""
    listed = lexicon("historic_names").filter(pl.col("kind") == "country", pl.col("canonical").is_not_null())
    return listed["name"].str.to_lowercase().implode()


@cache
def any_designation() -> str:
    """The pattern of all designations, whatever they need beside them."""
    return rf"^(?:{'|'.join(lexicon('military_names')['pattern'])})(?:s|’s|'s)?$"


def _military(name: pl.Expr) -> pl.Expr:
    """Give the type that ``name`` has as a designation; NULL if none."""
    branches = [
        pl.when(
            name.str.contains(rf"^(?:{pattern})(?:s|’s|'s)?$") & (pl.lit(context is None) | pl.col("is_military"))
        ).then(pl.lit(kind))
        for pattern, kind, context in lexicon("military_names").drop("kind").iter_rows()
    ]
    return pl.coalesce(branches)


def retyped(spans: pl.DataFrame) -> pl.DataFrame:
    """Give names the type that their last word tells, or the first before an "of"; peoples are groups."""
    lower = pl.col("text").str.to_lowercase()
    # A national convention is no treaty, but a party's.
    last = pl.when(~lower.str.ends_with(" national convention")).then(lower.str.extract(r"(\p{L}+)$"))
    leader = lower.str.extract(rf"^({'|'.join(BEFORE)}) ")
    first = pl.coalesce(lower.str.extract(r"^(\p{L}+) of "), leader)
    kind, told = pl.col("entity_type"), pl.coalesce("told_last", "told_first")
    is_decisive = pl.coalesce("decisive_last", "decisive_first") == "yes"
    gives_way = kind.is_in(UNSURE) | ((kind == "organization") & is_decisive) | leader.is_not_null()
    # Nobody is called Accords or Massacre.
    gives_way |= (
        (kind == "person") & (pl.col("decisive_last") == "yes") & pl.col("told_last").is_in(["agreement", "event"])
    )
    is_people = lower.is_in([name.lower() for name in lexicon("demonyms")["name"]])
    ends_in_cue = pl.col("last_word").is_in(
        lexicon("organization_cues").filter(pl.col("tells") == "yes")["word"].implode()
    )
    # A country's full name is nothing else; its short name may be a person's or a state's.
    is_country = lower.str.contains(" ") & lower.is_in([name.lower() for name in lexicon("country_names")["name"]])
    sides = [
        cues().rename({"word": side, "entity_type": f"told_{side}", "is_decisive": f"decisive_{side}"})
        for side in ("last", "first")
    ]
    return (
        spans.with_columns(last_word=pl.when(lower.str.contains(" ")).then(last), first_word=first)
        .join(sides[0], left_on="last_word", right_on="last", how="left", maintain_order="left")
        .join(sides[1], left_on="first_word", right_on="first", how="left", maintain_order="left")
        .with_columns(
            entity_type=pl.when(is_people)
            .then(pl.lit("group"))
            .when(is_country)
            .then(pl.lit("country"))
            .when(pl.col("text").is_in(unambiguous()) & ~kind.is_in(["person", "group"]))
            .then(pl.lit("country"))
            .when((kind == "country") & lower.is_in(_regions()))
            .then(pl.lit("place"))
            .when((kind == "place") & lower.is_in(_former_states()))
            .then(pl.lit("country"))
            .when(lower.str.contains(OFFICES) & kind.is_in(UNSURE))
            .then(pl.lit("organization"))
            .when(pl.col("text").is_in(_named_regions()) & kind.is_in(["group", "other", "event", "facility"]))
            .then(pl.lit("place"))
            .when(lower.str.contains(SPACECRAFT))
            .then(pl.lit("vehicle"))
            .when(ends_in_cue & kind.is_in([*UNSURE, "country", "group"]))
            .then(pl.lit("organization"))
            .when(told.is_not_null() & gives_way)
            .then(told)
            .otherwise(kind)
        )
    )
