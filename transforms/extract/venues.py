"""Venues: who was told what somebody said, or where he said it."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.lexicons import lexicon


def venues(parse: Parse, found: pl.DataFrame) -> pl.DataFrame:
    """Who was told, or where it was said: the addressee, else an interview, a conference, a statement."""
    # "ruled out any support in the interview": what hangs on the object may belong to the verb.
    of_object = parse.among("deprel", ("nmod",)) & (parse.head >= 0) & parse.among("relation", ("obj",))[parse.head]
    of_object &= ~parse.lacks("relation", ("case",))
    places = parse.tokens.select(
        "deprel",
        "relation",
        "upos",
        "phrase_type",
        place="row",
        cue=pl.Series(np.where(of_object, parse.head[parse.head], parse.head)),
        lemma=pl.col("lemma").str.to_lowercase(),
    ).join(found.select("cue", "is_addressed"), on="cue", how="inner")
    to = parse.among("relation", ("case",)) & parse.among("lower", ("to",))
    told = np.zeros(len(parse.head), dtype=np.bool_)
    told[parse.head[to & (parse.head >= 0)]] = True
    thing = ["abstract", "event", "object", "place", "time", "animal", "plant", "substance"]
    is_thing = pl.col("phrase_type").is_in(thing).fill_null(False) & (pl.col("upos") == "NOUN")
    # "Holm told CNN Turk": a parse may take both names for subjects.
    spoke = np.zeros(len(parse.head), dtype=np.bool_)
    subject = np.flatnonzero(parse.among("relation", ("nsubj",)) & (parse.head > np.arange(len(parse.head))))
    spoke[parse.head[subject]] = True
    second = (pl.col("relation") == "nsubj") & (pl.col("place") > pl.col("cue")) & parse.at(spoke, "cue")
    addressee = (pl.col("relation").is_in(["obj", "iobj"]) | second) & pl.col("is_addressed") & ~is_thing
    listener = (pl.col("relation") == "obl") & parse.at(told, "place") & ~is_thing & (pl.col("upos") != "NUM")
    within = np.zeros(len(parse.head), dtype=np.bool_)
    within[parse.head[parse.among("lower", ("in", "at", "on", "during")) & parse.among("relation", ("case",))]] = True
    venue = (pl.col("relation") == "obl") | ((pl.col("relation") == "nmod") & parse.at(within, "place"))
    venue &= pl.col("lemma").is_in(lexicon("venue_nouns")["lemma"].to_list())
    chosen = (
        places.with_columns(rank=pl.when(addressee).then(0).when(listener).then(1).when(venue).then(2))
        .filter(pl.col("rank").is_not_null())
        .sort("cue", "rank", "place")
        .unique("cue", keep="first", maintain_order=True)
    )
    measured = slots(parse, chosen.select(head="place", kind=pl.lit("group")))
    return chosen.join(
        measured.select(place="head", venue_first="first", venue_last="last"), on="place", maintain_order="left"
    ).select("cue", "venue_first", "venue_last")
