"""Tolls: how many people, by the amounts that stand with the words that name them, or by those words' number."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.standing.negation import negated_nominals
from transforms.extract.trees import Flags
from transforms.lexicons import lexicon

NOBODY = ("nobody", "none", "no-one", "anyone", "anybody")
ONE = ("he", "she", "him", "her", "i", "me", "one", "someone", "somebody", "another", "himself", "herself")
_SUMS = ("total", "group", "number", "sum", "series", "maximum", "minimum")
_SHARES = ("half", "third", "quarter", "fifth", "tenth")
BOUNDS = ("low", "best", "high")


def counted(parse: Parse, found: pl.DataFrame, quantities: pl.DataFrame) -> pl.DataFrame:
    """Give each victim the amount that counts it.

    Parameters
    ----------
    found
        victim: row; any other columns.
    quantities
        The table ``quantities`` of the batch.

    Returns
    -------
    pl.DataFrame
        ``found`` with low, best, high, modifier; number_first, number_last (rows of the amount, NULL without one);
        item_start, item_end (what the amount counts, NULL if nothing is named); nobody: whether the words say that
        it was no one. An amount counts a victim when it stands in it, or hangs on it. Without one a name or a
        singular is one person, a plural two or more.
    """
    amounts = _amounts(parse, quantities)
    best = (
        found.select("victim")
        .unique()
        .join(amounts, on="victim", how="inner")
        .sort("victim", "distance", "number_first")
        .unique("victim", keep="first", maintain_order=True)
        .drop("distance")
    )
    joined = found.join(best, on="victim", how="left", maintain_order="left")
    return _without_amount(parse, joined)


def _amounts(parse: Parse, quantities: pl.DataFrame) -> pl.DataFrame:
    """Each amount of things or people, once for each row that it may count: its own rows and their heads."""
    counts = quantities.filter(
        (pl.col("unit_kind") == "count") & pl.col("unit").is_null() | pl.col("unit").is_in(["person", "people"])
    ).select(
        "quantity_id", "doc_id", "sentence_id", *BOUNDS, "modifier", "item_start", "item_end",
        from_char="char_start", to_char="char_end",
    )  # fmt: skip
    # Lazily, so that of a long list of numbers the pairs that do not meet are never all there.
    inside = (
        parse.tokens.lazy()
        .select("doc_id", "sentence_id", "row", "head_row", "relation", "char_start", "char_end")
        .join(counts.lazy(), on=["doc_id", "sentence_id"], how="inner")
        .filter((pl.col("from_char") < pl.col("char_end")) & (pl.col("char_start") < pl.col("to_char")))
        .collect()
        .with_columns(
            number_first=pl.col("row").min().over("quantity_id"), number_last=pl.col("row").max().over("quantity_id")
        )
    )
    kept = [*BOUNDS, "modifier", "item_start", "item_end", "number_first", "number_last"]
    own = inside.select(*kept, victim="row", distance=pl.lit(0))
    modifies = pl.col("relation").is_in(["nummod", "amod", "det", "compound", "nmod", "advmod", "obl"])
    # "A mother of three" is one, "a family of three" are three.
    owned = governing(parse, parse.among("deprel", ("case",)) & parse.among("lower", ("of",)))
    owned &= ~parse.among("lemma", tuple(lexicon("collective_nouns")["lemma"]))[np.maximum(parse.head, 0)]
    above = inside.filter(modifies & ~parse.at(owned, "row")).select(*kept, victim="head_row", distance=pl.lit(1))
    # "hundreds of dead", "a dozen of them": what is counted hangs on the number.
    under = (
        parse.tokens.filter(pl.col("relation").is_in(["nmod"]) & (pl.col("deprel") != "nmod:poss"))
        .select(victim="row", row="head_row")
        .join(inside.select("row", *kept), on="row", how="inner")
        .select(*kept, "victim", distance=pl.lit(2))
    )
    # "a total of 31 people": what is counted hangs on a word that only sums it up.
    sums = parse.tokens.filter(pl.col("lemma").str.to_lowercase().is_in(_SUMS)).select(whole="row")
    parts = parse.tokens.filter(pl.col("relation") == "nmod").select(part="row", whole="head_row")
    summed = sums.join(parts, on="whole", how="inner")
    through = above.join(summed, left_on="victim", right_on="part", how="inner").with_columns(
        victim="whole", distance=pl.lit(3)
    )
    return pl.concat([table.select(own.columns) for table in (own, above, under, through)])


def _without_amount(parse: Parse, joined: pl.DataFrame) -> pl.DataFrame:
    """Count who is not counted: names and singulars are one; plurals two or more; nobody is none."""
    lower, upos, feats = (pl.lit(parse.tokens[name]).gather(pl.col("victim")) for name in ("lower", "upos", "feats"))
    determined = ~parse.lacks("relation", ("det",)) | ~parse.lacks("deprel", ("nmod:poss",))
    # "Only one man": no amount, as "one" counts nothing there.
    determined |= governing(parse, parse.among("deprel", ("nummod",)) & parse.among("lower", ("one",)))
    phrase = pl.lit(parse.tokens["phrase_type"]).gather(pl.col("victim"))
    any_one = governing(parse, parse.among("lower", ("any",)) & parse.among("deprel", ("det",)))
    none = parse.at(negated_nominals(parse) | any_one, "victim") | lower.is_in(NOBODY)
    collective = lower.is_in(list(lexicon("collective_nouns")["lemma"]))
    # "A fifth is missing", but "a fifth of the town".
    collective |= lower.is_in(_SHARES) & parse.at(~parse.lacks("relation", ("nmod",)), "victim")
    singular = feats.str.contains("Number=Sing").fill_null(False) & ~collective
    one = (
        lower.is_in(ONE)
        | (singular & (upos == "PROPN"))
        | (singular & (upos == "NOUN") & parse.at(determined, "victim"))
        # "an American", "a fifth"
        | (
            (upos == "ADJ")
            & (phrase == "person")
            & parse.at(governing(parse, parse.among("lower", ("a", "an"))), "victim")
        )
    )
    plural = upos.is_in(["NOUN", "PROPN"]) & feats.str.contains("Number=Plur").fill_null(False)
    # "Officers Jane Doe and John Roe": each of the names that follow is one.
    titled = governing(
        parse, parse.among("relation", ("appos", "flat")) & parse.among("upos", ("PROPN",)) & _next(parse)
    )
    one |= upos.is_in(["NOUN", "PROPN"]) & parse.at(titled, "victim")
    # "Former minister X": the noun may head its name.
    named = governing(parse, parse.among("relation", ("appos", "flat")) & parse.among("upos", ("PROPN",)))
    one |= singular & (upos == "NOUN") & (phrase == "person") & parse.at(named, "victim")
    both = parse.at(governing(parse, parse.among("lower", ("both",))), "victim") & plural & ~one
    bare = pl.col("low").is_null() & pl.col("best").is_null() & pl.col("high").is_null()
    low = pl.when(none).then(0.0).when(one).then(1.0).when(plural).then(2.0)
    exact = pl.when(none).then(0.0).when(one).then(1.0).when(both).then(2.0)
    return joined.with_columns(
        low=pl.when(bare | none).then(low).otherwise("low"),
        best=pl.when(bare | none).then(exact).otherwise("best"),
        high=pl.when(bare | none).then(exact).otherwise("high"),
        nobody=none,
        is_counted=~bare,
    )


def _next(parse: Parse) -> Flags:
    """Which tokens stand in names right behind their heads."""
    return np.asarray(parse.name_first == parse.head + 1)


def governing(parse: Parse, words: Flags) -> Flags:
    """Which tokens one of ``words`` hangs on."""
    above = np.zeros(len(parse.head), dtype=np.bool_)
    heads = parse.head[words]
    above[heads[heads >= 0]] = True
    return above
