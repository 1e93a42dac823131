"""Types of names as the words beside them tell: the ferry Estonia, Mr. Abe, Moyale, a town in the north.

Only what stands in the sentence's tree, or next to the name where a tree would tell no more. Lexicons: kind_nouns,
person_titles, employers, arm_nouns.
"""

import polars as pl

from transforms.annotate.edges import SENTENCE, away
from transforms.lexicons import lexicon
from warehouse.tables import Names

TIED = ("appos", "compound", "flat", "nmod", "dep", "amod")
"""How a common noun and the name beside it hang together when they stand for one thing."""
SEATS = ("White House", "Kremlin", "Pentagon", "Capitol", "Elysee", "Élysée")
"""Institutions that are called by their buildings."""
WITHIN = ("at", "inside", "outside", "near", "into", "around")
"""What stands before the building: signed *at* the White House."""
PREMISES = ("at", "inside", "outside", "below", "beneath")
"""What stands before a building with an article, and seldom before a region or a river: *inside* the Bataclan."""
RIVERS = ("Amazon", "Congo", "Jordan", "Niger", "Paraguay", "Senegal", "Uruguay")
"""Countries and companies that are rivers with an article: the *Niger*; but the Niger government."""
ACTING = r"..(?:er|or|ist|ian|man|woman)$"
"""How most nouns end that say what a person does."""
FULL_NAME = r"^\p{Lu}\p{Ll}+ (?:\p{Lu}\. )?\p{Lu}[\p{L}'’]+$"
"""A given and a family name."""
PRODUCTS = ("other", "event", "agreement", "vehicle", "weapon")


def worded(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the words with what the rules look at in them: their place, tree, form and lemma, in small letters too."""
    return tokens.select(
        "token_id",
        "head",
        "upos",
        "form",
        "deprel",
        sentence=pl.struct(SENTENCE).rle_id(),
        relation=pl.col("deprel").str.extract(r"^([a-z]+)"),
        lower=pl.col("form").str.to_lowercase().str.strip_chars_end("."),
        lemma=pl.col("lemma").str.to_lowercase(),
    ).with_row_index("row")


def told(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Give names the type that the words beside them tell.

    Parameters
    ----------
    spans
        Names with ``first`` and ``last``, the rows of their words in ``words``, and ``entity_type``.
    words
        The words, as ``worded`` gives them.
    """
    kinds = lexicon("kind_nouns").rename({"entity_type": "kind"})
    nouns = words.filter(pl.col("upos") == "NOUN").join(kinds, on="lemma").select("row", "kind")
    courtesy = lexicon("person_titles").filter(pl.col("is_courtesy") == "yes")["title"].implode()
    # The noun hangs on the name, or the name on the noun.
    hangs = away(words, "head", "first", -1).is_between("from_id", "to_id")
    hangs &= away(words, "relation", "first", -1).is_in(TIED)
    holds = (pl.col("name_head") == away(words, "token_id", "first", -1)) & pl.col("name_relation").is_in(TIED)
    rows = headed(spans, words).with_columns(
        before=away(words, "row", "first", -1),
        before2=away(words, "row", "first", -2),
        title=away(words, "lower", "first", -1).is_in(courtesy),
        of=away(words, "lower", "first", -1) == "of",
        tied=hangs | holds,
        arm=_armed(words),
        led=away(words, "lower", "first", -1) == "the",
        within=away(words, "lower", "first", -2).is_in(WITHIN),
        premises=away(words, "lower", "first", -2).is_in(PREMISES)
        & away(words, "upos", "last", 1).fill_null("PUNCT").is_in(["ADP", "ADV", "AUX", "PUNCT", "SCONJ", "VERB"])
        & ~away(words, "lower", "last", 1).fill_null("").is_in(["v", "vs"]),
        goes_on=away(words, "upos", "last", 1).is_in(["NOUN", "PROPN", "ADJ"])
        | (away(words, "relation", "last", 1) == "case"),
        owner=_employs(words),
        # Republican nominee Donald Trump.
        titled=away(words, "lemma", "first", -1).is_in(lexicon("person_nouns")["lemma"].implode())
        & (away(words, "upos", "first", -1) == "NOUN"),
        # Presenter Sally Meen, cosplayer Jessica Anderson.
        acts=away(words, "lemma", "first", -1).str.contains(ACTING)
        & (away(words, "upos", "first", -1) == "NOUN")
        & away(words, "lower", "first", 0).is_in(lexicon("given_names")["name"].implode())
        & pl.col("text").str.contains(FULL_NAME),
        bracketed=away(words, "form", "first", -1) == "(",
        of_party=away(words, "form", "first", 0).str.contains(r"^[RDI]$|^[RDI]-\p{Lu}"),
    )
    apposed = (
        words.filter((pl.col("relation") == "appos") & (pl.col("upos") == "NOUN"))
        .join(nouns, on="row")
        .select("sentence", name_id="head", apposed="kind")
        .unique(["sentence", "name_id"], keep="first", maintain_order=True)
    )
    rows = (
        rows.join(nouns.select(before="row", kind_before="kind"), on="before", how="left", maintain_order="left")
        .join(nouns.select(before2="row", kind_of="kind"), on="before2", how="left", maintain_order="left")
        .join(apposed, on=["sentence", "name_id"], how="left", maintain_order="left")
    )
    kind = pl.col("entity_type")
    is_long_person = (kind == "person") & pl.col("text").str.contains(" ")
    beside = pl.coalesce(
        pl.when("tied").then("kind_before"),
        pl.when(pl.col("of") & (pl.col("kind_of") == "place")).then("kind_of"),
        "apposed",
    )
    is_people = pl.col("text").is_in(lexicon("demonyms")["name"].implode())
    # Sen. Marco Rubio (R-Fla.) is no two persons.
    is_party = pl.col("of_party") & pl.col("bracketed") & (kind == "person")
    states = lexicon("us_states")["name"].implode()
    is_state = pl.col("bracketed") & (pl.col("text").is_in(states) | (pl.col("text") + ".").is_in(states))
    rows = rows.filter(~is_party.fill_null(False))
    return rows.with_columns(
        entity_type=pl.when(pl.col("title") & ~kind.is_in(["group"]))
        .then(pl.lit("person"))
        # Ships bear persons' names.
        .when(pl.col("tied") & (pl.col("kind_before") == "vehicle") & (kind != "organization"))
        .then(pl.lit("vehicle"))
        .when(pl.col("led") & (pl.col("within") | (kind == "place")) & pl.col("text").is_in(SEATS))
        .then(pl.lit("facility"))
        # No person has an article alone.
        .when(pl.col("led") & pl.col("premises") & (kind == "person") & ~pl.col("text").str.contains(r" |s$"))
        .then(pl.lit("facility"))
        .when(pl.col("led") & pl.col("text").is_in(RIVERS) & ~pl.col("goes_on").fill_null(False))
        .then(pl.lit("place"))
        .when(
            pl.col("arm").is_not_null()
            & (
                kind.is_in(["person", "other", "event"])
                | ((kind == "group") & (pl.col("arm") == "weapon") & ~is_people)
            )
            & ~pl.col("text").str.contains(" ")
        )
        .then("arm")
        .when(beside.is_not_null() & ~is_long_person & ~_keeps(beside))
        .then(beside)
        .when((pl.col("titled") | pl.col("acts")) & pl.col("tied") & kind.is_in(PRODUCTS))
        .then(pl.lit("person"))
        .when(is_state.fill_null(False) & (kind == "person"))
        .then(pl.lit("place"))
        .when(pl.col("owner") & kind.is_in(PRODUCTS))
        .then(pl.lit("organization"))
        .otherwise(kind)
    ).select(Names.column_names())


def _keeps(beside: pl.Expr) -> pl.Expr:
    """Whether a name stays what it is: a building in a place, a country, and what is not of the noun's kind at all."""
    kind = pl.col("entity_type")
    return (
        (kind.is_in(["facility", "country", "group"]) & (beside == "place"))
        | (kind.is_in(["person", "country", "group"]) & (beside == "other"))
        # A carrier is a ship or an airline.
        | ((kind == "organization") & (beside == "vehicle"))
    )


def headed(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Give the names with the word that heads them: its number, what it hangs on and how, and the name's own range."""
    inside = (
        spans.select("first", "last", nth=pl.int_range(pl.len()))
        .with_columns(row=pl.int_ranges("first", pl.col("last") + 1))
        .explode("row")
        .with_columns(pl.col("row").cast(pl.UInt32))
        .join(words.select("row", "sentence", "token_id", "head", "relation"), on="row", maintain_order="left")
    )
    ranges = inside.group_by("nth").agg(from_id=pl.min("token_id"), to_id=pl.max("token_id"))
    heads = (
        inside.join(ranges, on="nth", maintain_order="left")
        .filter(~pl.col("head").is_between("from_id", "to_id"))
        .unique("nth", keep="first", maintain_order=True)
        .select("nth", "sentence", "from_id", "to_id", name_id="token_id", name_head="head", name_relation="relation")
    )
    return (
        spans.drop("sentence")
        .with_columns(nth=pl.int_range(pl.len()))
        .join(heads, on="nth", how="left", maintain_order="left")
        .drop("nth")
    )


def _armed(words: pl.DataFrame) -> pl.Expr:
    """The type of the weapons that a name is the make of, by the noun that it hangs on: Starstreak launchers."""
    nouns = lexicon("arm_nouns").drop_nulls("entity_type")
    lemma = away(words, "lemma", "last", 1)
    is_make = (away(words, "token_id", "last", 1) == pl.col("name_head")) & pl.col("name_relation").is_in(TIED)
    is_make &= ~pl.col("text").is_in(lexicon("given_names")["name"].implode())
    return pl.when(is_make).then(lemma.replace_strict(nouns["word"], nouns["entity_type"], default=None))


def _employs(words: pl.DataFrame) -> pl.Expr:
    """Whether the next word but a possessive is one that organizations have: Enron's spokesman."""
    employed = lexicon("employers")["lemma"].implode()
    owned = away(words, "lower", "last", 1).is_in(["'s", "’s", "'", "’"])
    first, second = (away(words, "lemma", "last", steps).is_in(employed) for steps in (1, 2))
    return (first | (owned & second)).fill_null(False)
