"""Victims: which of those that were counted are human, and which are told of as having been harmed."""

import numpy as np
import polars as pl

from transforms.extract.casualties.tolls import BOUNDS, NOBODY, ONE, governing
from transforms.extract.parse import Parse
from transforms.extract.standing import intended
from transforms.extract.trees import Flags, inherit
from transforms.lexicons import lexicon

_PEOPLE = ("person", "group", "country", "organization")
_BODIES = ("body", "bodies", "corpse", "corpses")
_QUANTIFIERS = ("many", "several", "numerous", "more", "few", "countless", "various")


def human(parse: Parse, victims: pl.DataFrame, name_heads: pl.DataFrame) -> pl.DataFrame:
    """Keep who is human: a person by the annotator or by name, a number alone, nobody; a body of people if counted.

    Parameters
    ----------
    victims
        As ``counted`` gives them.
    name_heads
        row, entity_type: the heads of names.
    """
    kinds = name_heads.select(victim="row", entity_type="entity_type").unique("victim", keep="first")
    lower = pl.lit(parse.tokens["lower"]).gather(pl.col("victim"))
    phrase = pl.lit(parse.tokens["phrase_type"]).gather(pl.col("victim"))
    upos = pl.lit(parse.tokens["upos"]).gather(pl.col("victim"))
    is_number = (pl.col("victim") >= pl.col("number_first")) & (pl.col("victim") <= pl.col("number_last"))
    noun = pl.lit(parse.tokens["lemma"]).gather(pl.col("victim")).str.to_lowercase()
    is_person = (phrase == "person") | pl.col("entity_type").is_in(["person", "group"])
    is_person |= (upos == "NOUN") & noun.is_in(list(lexicon("person_nouns")["lemma"]))
    pronoun = upos.is_in(["PRON", "DET"]) & lower.is_in(
        [*ONE, *NOBODY, "they", "them", "us", "we", "you", "others", "those"]
    )
    is_body = phrase.is_in(["organization"]) | pl.col("entity_type").is_in(_PEOPLE) | (lower == "life")
    # GUM's annotators call a bare number abstract.
    is_other_thing = phrase.is_in(["object", "place", "animal", "plant", "substance", "event", "time"])
    # Of what kind a number is that stands alone, the parse does not know.
    of_something = governing(parse, parse.among("relation", ("nmod",)) & (np.arange(len(parse.head)) > parse.head))
    alone = pl.col("item_start").is_null() & ~parse.at(of_something, "victim") & (phrase != "time")
    is_other_thing &= ~alone
    # "left 31 dead": the dead are who died.
    of_itself = pl.col("rule").is_in(["count", "people"]) | (pl.col("victim") == pl.col("reach"))
    return (
        victims.join(kinds, on="victim", how="left", maintain_order="left")
        .filter(
            pl.when(of_itself)
            .then(pl.col("is_counted") | pl.col("nobody"))
            .otherwise(
                is_person.fill_null(False)
                | (pronoun & (pl.col("rule") != "toll"))
                | (lower.is_in(["lives", "others"]) & pl.col("is_counted"))
                | ((is_number | pl.col("nobody") | (lower == "more")) & ~is_other_thing.fill_null(False))
                | (is_body.fill_null(False) & pl.col("is_counted"))
            )
        )
        .filter(~pl.all_horizontal(pl.col(name).is_null() for name in BOUNDS))
        .filter((pl.col("rule") != "toll") | is_number.fill_null(False))
        .filter((pl.col("rule") != "part") | is_person.fill_null(False))
        .filter((pl.col("rule") != "part") | pl.col("is_counted") | (pl.col("best") == 1))
        .filter((pl.col("rule") != "stock") | (pl.col("is_counted") & ((upos == "PROPN") | (lower == "people"))))
        .filter((pl.col("rule") != "state") | pl.col("is_counted") | (pl.col("trigger") > pl.col("victim")))
        # "The civilians who died": told of before.
        .filter(
            pl.col("is_counted")
            | pl.col("nobody")
            | (pl.col("best") == 1)
            | ~(parse.at(definite(parse), "victim") & parse.at(parse.among("deprel", ("acl:relcl",)), "trigger"))
        )
        # "Killing civilians", "murders of judges": people in general, of whom nothing tells how many.
        .filter(
            pl.col("is_counted")
            | pl.col("nobody")
            | (pl.col("best") == 1)
            | (pl.col("victim") < pl.col("trigger"))
            | parse.at(_told_how_many(parse), "victim")
        )
        # "How many people it killed" tells of none.
        .filter(~parse.at(_asked(parse), "victim"))
        # Boards and agencies are bodies too.
        .filter(~(of_itself & lower.is_in(_BODIES)) | phrase.is_in(["object", "person"]).fill_null(False))
        .filter(~parse.at(_wished(parse) | intended(parse), "trigger"))
        .filter(pl.col("least").is_null() | (pl.coalesce(BOUNDS) >= pl.col("least")))
        .drop("entity_type")
    )


def _wished(parse: Parse) -> Flags:
    """Verbs behind a bare "be": that he be jailed, is to be executed; "may be" is told by its fact."""
    auxiliary = parse.among("relation", ("aux",))
    be = governing(parse, parse.among("deprel", ("aux:pass",)) & parse.among("lower", ("be",)))
    return be & ~governing(parse, auxiliary & parse.among("deprel", ("aux",)) & ~parse.among("lemma", ("be",)))


def _asked(parse: Parse) -> Flags:
    """Which nouns a question of number begins: how many people."""
    how = parse.among("lower", ("how",)) & np.append(parse.among("lower", ("many",))[1:], False)
    return np.asarray(how[parse.core_first])


def definite(parse: Parse) -> Flags:
    """Which nouns have a definite article, a demonstrative or an owner."""
    return governing(parse, parse.among("lower", ("the", "those", "these")) | parse.among("deprel", ("nmod:poss",)))


def _told_how_many(parse: Parse) -> Flags:
    """Which nouns have a determiner, an owner or a number, or stand beside one that has: some judges and teachers."""
    determiners = parse.among("relation", ("det", "nummod")) | parse.among("deprel", ("nmod:poss",))
    own = governing(parse, determiners | parse.among("lower", _QUANTIFIERS))
    joined = parse.among("deprel", ("conj",))
    top = inherit(np.where(joined, parse.head, -1), np.where(joined, -1, np.arange(len(joined))))
    return np.asarray(own | own[top])
