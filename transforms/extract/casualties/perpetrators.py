"""Perpetrators: who did the harm, where the words name somebody and not merely a deed."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.extract.trees import Flags

_ACTORS = ("person", "organization", "country", "group")
_BLAMED = ("blame", "pin")
_DONE = ("carry", "conduct", "launch", "commit", "perpetrate", "stage", "claim", "mount")
_OWNING = 3
_SAVED = ("evacuate", "evacuation", "airlift", "rescue", "resettle", "shelter")
"""What is done for people in danger: who does it is not who drove them out."""
_AMOUNTS = ("hundreds", "thousands", "dozens", "scores", "number", "couple", "handful", "series")
"""Nouns that stand for what is counted by them: hundreds *of pagers* are nobody."""


def perpetrators(parse: Parse, tolls: pl.DataFrame, name_heads: pl.DataFrame) -> pl.DataFrame:
    """Name who did it.

    Parameters
    ----------
    tolls
        trigger (row); agent (row, NULL where the words have none); any other columns.
    name_heads
        row, entity_type: the heads of names.

    Returns
    -------
    pl.DataFrame
        ``tolls`` with perpetrator, perpetrator_start, perpetrator_end. Where the agent is a deed (a shelling, an
        airstrike), its doer: who it is blamed on, who carried it out, whose it is ("by", "'s", Syrian).
    """
    kinds = name_heads.select("row", "entity_type").unique("row", keep="first")
    typed = parse.tokens.select("row", "phrase_type", "upos").join(kinds, on="row", how="left", maintain_order="left")
    unnamed = pl.col("entity_type").is_null() & pl.col("phrase_type").is_in(["person", "organization"])
    is_actor = typed.select((pl.col("entity_type").is_in(_ACTORS) | unnamed).fill_null(False)).to_series().to_numpy()
    is_actor = is_actor & ~_of_things(parse, is_actor)
    # A capital that is blamed is its government.
    is_place = typed.select((pl.col("entity_type") == "place").fill_null(False)).to_series().to_numpy()
    doers = pl.concat(
        [
            _of_participles(parse, is_actor | is_place, _BLAMED, ("on",), 0),
            _of_participles(parse, is_actor, _DONE, ("by",), 1),
            _hung(parse, is_actor),
        ]
    )
    nearest = doers.sort("agent", "rank", "doer").unique("agent", keep="first", maintain_order=True)
    # "killed in an airstrike blamed on Damascus"; whose strike it was the bare noun does not tell.
    told = nearest.filter(pl.col("rank") < _OWNING).select(occasion="agent", told="doer")
    found = (
        tolls.join(_occasions(parse), on="trigger", how="left", maintain_order="left")
        .join(nearest.select("agent", "doer"), on="agent", how="left", maintain_order="left")
        .join(told, on="occasion", how="left", maintain_order="left")
        .with_columns(doer=pl.when(pl.col("agent").is_null()).then("told").otherwise("doer"))
    )
    found = found.with_columns(perpetrator_head=pl.when(parse.at(is_actor, "agent")).then("agent").otherwise("doer"))
    measured = slots(
        parse, found.select(head="perpetrator_head", kind=pl.lit("member")).drop_nulls()
    ).select(
        perpetrator_head="head", perpetrator_first="first", perpetrator_last="last",
        perpetrator_start="char_start", perpetrator_end="char_end",
    )  # fmt: skip
    placed = found.join(measured, on="perpetrator_head", how="left", maintain_order="left")
    # Nobody is his own victim: a sign that the parse is broken.
    saved = parse.at(parse.among("lemma", _SAVED), "trigger")
    own = (pl.col("perpetrator_start") < pl.col("victims_end")) & (pl.col("victims_start") < pl.col("perpetrator_end"))
    placed = placed.with_columns(
        pl.when(~own.fill_null(False) & ~saved).then(name).alias(name)
        for name in ("perpetrator_start", "perpetrator_end", "perpetrator_first", "perpetrator_last")
    )
    return placed.with_columns(
        parse.printed(placed["perpetrator_first"], placed["perpetrator_last"]).alias("perpetrator")
    )


def _of_things(parse: Parse, is_actor: Flags) -> Flags:
    """Amounts of what is nobody: hundreds *of pagers*."""
    counted = (parse.tokens["relation"] == "nmod").to_numpy() & (parse.head >= 0) & ~is_actor
    things = np.zeros(len(parse.head), dtype=np.bool_)
    things[parse.head[counted]] = True
    return things & parse.among("lower", _AMOUNTS)


def _occasions(parse: Parse) -> pl.DataFrame:
    """Events in which something happens: trigger, occasion."""
    cases = parse.tokens.filter((pl.col("deprel") == "case") & (pl.col("lower") == "in")).select(occasion="head_row")
    events = parse.tokens.filter((pl.col("relation") == "obl") & (pl.col("phrase_type") == "event")).select(
        trigger="head_row", occasion="row"
    )
    return events.join(cases.unique(), on="occasion", how="semi").unique("trigger", keep="first", maintain_order=True)


def _of_participles(
    parse: Parse, is_actor: Flags, lemmas: tuple[str, ...], markers: tuple[str, ...], rank: int
) -> pl.DataFrame:
    """Who stands behind the marker of a participle that hangs on the deed: an attack blamed *on Damascus*."""
    participles = parse.tokens.filter(pl.col("lemma").is_in(lemmas) & pl.col("deprel").is_in(["acl", "acl:relcl"]))
    cases = parse.tokens.filter((pl.col("deprel") == "case") & pl.col("lower").is_in(markers)).select(doer="head_row")
    obliques = parse.tokens.filter(pl.col("relation").is_in(["obl"]) & pl.Series(is_actor)).select(
        doer="row", participle="head_row"
    )
    return (
        participles.select(agent="head_row", participle="row")
        .join(obliques.join(cases.unique(), on="doer", how="semi"), on="participle", how="inner")
        .select("agent", "doer", rank=pl.lit(rank))
    )


def _hung(parse: Parse, is_actor: Flags) -> pl.DataFrame:
    """Actors that hang on the deed: an attack *by gunmen*, *Syria's* shelling, *Syrian* airstrikes."""
    by = parse.tokens.filter((pl.col("deprel") == "case") & (pl.col("lower") == "by")).select(doer="head_row").unique()
    hung = parse.tokens.filter(pl.Series(is_actor)).select("deprel", "relation", doer="row", agent="head_row")
    with_by = hung.filter(pl.col("relation") == "nmod").join(by, on="doer", how="semi").with_columns(rank=pl.lit(2))
    owning = hung.filter(pl.col("deprel").is_in(["nmod:poss", "amod", "compound"])).with_columns(rank=pl.lit(_OWNING))
    return pl.concat([with_by, owning]).drop_nulls("agent").select("agent", "doer", "rank")
