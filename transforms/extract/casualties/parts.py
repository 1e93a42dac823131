"""Parts: victims told of beside others: nine, including a child; along with two guards; two men, X and Y."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Flags

_WITHIN_NAMES = ("nummod", "det", "amod", "compound", "nmod:poss", "nmod:desc")
_NEAR = 2
"""Words between whoever is counted and an "including" that hangs elsewhere: a comma and a word."""


def parts(parse: Parse, found: pl.DataFrame, name_heads: pl.DataFrame) -> pl.DataFrame:
    """Find who else was harmed, by the words that set a part beside its whole, or a companion beside a victim.

    Parameters
    ----------
    found
        As ``harms.harms`` gives them.
    name_heads
        row, entity_type: the heads of names.

    Returns
    -------
    pl.DataFrame
        The columns of ``found``, with the victims that are set beside its own, rule ``part``. Of those that "including"
        or "among them" names, of companions ("along with"), and of appositions: persons by name, or counted ones.
    """
    whole = found.filter(pl.col("rule") != "toll").with_columns(
        sentence=parse.at(parse.column("sentence"), "trigger"),
        end=pl.max_horizontal("trigger", "reach", "victim"),
    )
    beside = pl.concat([_included(parse, whole), _companions(parse, whole), _apposed(parse, whole, name_heads)])
    return (
        beside.with_columns(rule=pl.lit("part"))
        .filter(pl.col("victim") != pl.col("agent").fill_null(-1))
        .select(found.columns)
        .unique(["victim", "harm"], keep="first", maintain_order=True)
    )


def _included(parse: Parse, whole: pl.DataFrame) -> pl.DataFrame:
    """Whom "including" or "among them" names: of those told of last before it."""
    including = parse.tokens.filter((pl.col("lower") == "including") & (pl.col("relation") == "case")).select(
        "sentence", mark="row", part="head_row"
    )
    among = parse.among("lower", ("among",)) & np.append(parse.among("lower", ("them", "whom"))[1:], False)
    at = np.flatnonzero(among)
    after = np.minimum(at + 2, len(parse.head) - 1)
    within = parse.among("deprel", _WITHIN_NAMES)
    named = np.where(within[after], parse.head[after], after) if len(at) else after
    listed = pl.DataFrame({"sentence": parse.column("sentence")[at], "mark": at, "part": named})
    marks = pl.concat([including, listed.select(including.columns)]).drop_nulls()
    near = pl.col("mark") - pl.col("end") <= _NEAR
    above = parse.at(parse.head, "part")
    hung = (above == pl.col("trigger")) | (above == pl.col("reach"))
    # "Ten people, including four children, were hurt": before the verb, but of its victims.
    inside = (above == pl.col("victim")) & (pl.col("victim") < pl.col("mark"))
    behind = (pl.col("end") < pl.col("mark")) & (near | hung)
    return (
        whole.join(marks, on="sentence", how="inner")
        .filter((inside | behind) & (pl.col("mark") < pl.col("part")))
        .with_columns(end=pl.when(inside).then("victim").otherwise("end"))
        .filter(pl.col("end") == pl.col("end").max().over("part"))
        .with_columns(victim="part")
        .select(whole.columns)
    )


def _companions(parse: Parse, whole: pl.DataFrame) -> pl.DataFrame:
    """Who shared a victim's lot: killed along with two of his guards."""
    first, second, third = (parse.tokens["lower"].shift(-n).to_numpy() for n in range(3))
    along = np.isin(first, ("along", "together")) & (second == "with")
    starts = along | ((first == "as") & (second == "well") & (third == "as"))
    cases = parse.tokens.filter(pl.Series(starts) & (pl.col("relation").is_in(["case", "cc", "advmod"])))
    companions = cases.select(companion="head_row").unique(maintain_order=True)
    hung = companions.with_columns(above=parse.at(parse.head, "companion")).filter(pl.col("above") >= 0)
    of_victim = whole.join(hung, left_on="victim", right_on="above", how="inner")
    of_verb = whole.filter(pl.col("rule") == "verb").join(hung, left_on="trigger", right_on="above", how="inner")
    return (
        pl.concat([of_victim, of_verb.filter(pl.col("companion") > pl.col("trigger"))])
        .with_columns(victim="companion")
        .select(whole.columns)
    )


def _apposed(parse: Parse, whole: pl.DataFrame, name_heads: pl.DataFrame) -> pl.DataFrame:
    """Who several victims were, by name or number: two reporters, X and Y; six priests (five Spaniards, one Pole)."""
    several = parse.among("upos", ("NUM",)) | parse.tokens["feats"].fill_null("").str.contains("Number=Plur").to_numpy()
    persons = name_heads.filter(pl.col("entity_type") == "person").select(part="row")
    numbered = parse.tokens.filter(
        (pl.col("relation") == "nummod") & (pl.col("head_row") - pl.col("row") <= _NEAR)
    ).select(part="head_row")
    told = pl.concat([persons, numbered]).unique(maintain_order=True)
    apposed = parse.tokens.filter(pl.col("relation") == "appos").select(part="row", victim="head_row")
    # "Officers Jane Doe and John Roe": the first name is the officers' own.
    titled = _named_behind(parse)
    first = parse.tokens.filter(pl.Series(titled)).select("row", victim="head_row")
    others = parse.tokens.filter(pl.col("relation") == "conj").select(part="row", row="head_row")
    beside = pl.concat(
        [
            apposed.filter(~parse.at(titled, "part")).join(told, on="part", how="semi"),
            first.join(others, on="row", how="inner").join(persons, on="part", how="semi").select("part", "victim"),
        ]
    )
    return (
        whole.filter(parse.at(several, "victim"))
        .join(beside, on="victim", how="inner")
        .with_columns(victim="part")
        .select(whole.columns)
    )


def _named_behind(parse: Parse) -> Flags:
    """Names that stand right behind the noun that they hang on."""
    rows = np.arange(len(parse.head))
    hung = parse.among("relation", ("appos", "flat")) & parse.among("upos", ("PROPN",))
    return np.asarray(hung & (parse.name_first == parse.head + 1) & (parse.name_first <= rows))
