"""Relations: what a word is to its head, where the parser's name for it hides what the rules need to know."""

import numpy as np
import polars as pl

from transforms.extract.trees import Rows, extents
from transforms.lexicons import lexicon


def renamed(tokens: pl.DataFrame, head: Rows) -> pl.DataFrame:
    """Tokens with ``deprel`` put right; ``head`` as of ``mends.mended``."""
    return _particles(tokens, head)


def _particles(tokens: pl.DataFrame, head: Rows) -> pl.DataFrame:
    """Adverbs that make one word with a verb are its particles: "never came *back*", "pushed them *back*".

    They stand alone, right behind the verb or behind its object.
    """
    rows = np.arange(len(head))
    adverbs = lexicon("verb_adverbs")
    lower = tokens["form"].str.to_lowercase()
    first, last = extents(head)
    after = lower.shift(-1)
    opens = adverbs.drop_nulls("not_before")
    fronts = after.is_not_null() & (
        after == lower.replace_strict(opens["adverb"], opens["not_before"], default=None, return_dtype=pl.String)
    )
    adverb = (tokens["deprel"] == "advmod").to_numpy() & lower.is_in(adverbs["adverb"].to_list()).to_numpy()
    adverb &= ~fronts.fill_null(False).to_numpy() & (first == rows) & (last == rows) & (head >= 0)
    verb = np.maximum(head, 0)
    adverb &= (tokens["upos"] == "VERB").to_numpy()[verb]
    object_end = np.full(len(head), -1)
    objects = np.flatnonzero((tokens["deprel"] == "obj").to_numpy() & (head >= 0))
    object_end[head[objects]] = last[objects]
    beside = (verb == rows - 1) | ((object_end[verb] == rows - 1) & (verb < rows))
    return tokens.with_columns(
        deprel=pl.when(pl.Series(adverb & beside)).then(pl.lit("compound:prt")).otherwise("deprel")
    )
