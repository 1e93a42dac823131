"""Slots: the words that fill a place in a fact, as the rows in which they begin and end."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows

_OUTSIDE = ("case", "mark", "cc", "discourse", "vocative", "parataxis", "dislocated", "reparandum", "list")
# What a nominal has only where it is a predicate too: "is a footballer who plays …".
_OF_PREDICATE = ("nsubj", "csubj", "expl", "cop", "aux", "advcl", "ccomp")
_CLAUSE_LEVEL = (*_OF_PREDICATE, "obl")

# What a kind of slot leaves out of its head's own dependents, by relation with or without subtype.
#   member      one conjunct of a nominal argument
#   group       a nominal argument with all its conjuncts
#   complement  what a copula says of its subject
#   name        a name without the title and the apposition that a role is read from
#   role        the noun that says what somebody is, without whose and with which article
#   clause      a clause as an argument, without its conjunction
LEFT_OUT: dict[str, tuple[str, ...]] = {
    "member": (*_OUTSIDE, *_OF_PREDICATE, "conj"),
    "group": (*_OUTSIDE, *_OF_PREDICATE),
    "complement": (*_OUTSIDE, *_CLAUSE_LEVEL, "conj"),
    "name": (*_OUTSIDE, *_CLAUSE_LEVEL, "conj", "appos", "nmod:desc", "nmod:poss", "det"),
    "role": (*_OUTSIDE, *_CLAUSE_LEVEL, "conj", "appos", "nmod:desc", "nmod:poss", "nmod", "det", "acl", "nummod"),
    "clause": ("mark", "cc", "discourse", "parataxis"),
}
# Adverbs that belong to the sentence even where they hang on a slot's head.
_SENTENCE_ADVERBS = (
    "already", "also", "always", "consequently", "currently", "eventually", "ever", "finally", "however",
    "later", "mainly", "meanwhile", "moreover", "never", "not", "n't", "n’t", "now", "often", "once", "possibly",
    "probably", "recently", "sometimes", "soon", "still", "subsequently", "then", "therefore", "thus", "too",
    "usually", "yet",
)  # fmt: skip
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
OPENING = ("“", "„", "«", "‘", "``", "(", "[", "{")
CLOSING = ("”", "»", "’", "''", ")", "]", "}")


def slots(parse: Parse, wanted: pl.DataFrame) -> pl.DataFrame:
    """Measure slots.

    Parameters
    ----------
    wanted
        head: row of the slot's head; kind: a key of ``LEFT_OUT``.

    Returns
    -------
    pl.DataFrame
        head, kind, first, last (rows, both inclusive), char_start, char_end; one row a distinct pair. A
        slot is the unbroken stretch around its head that holds none of what its kind leaves out, without
        punctuation at its edges.
    """
    pairs = wanted.select("head", "kind").unique(maintain_order=True).sort("head", "kind")
    head = pairs["head"].to_numpy()
    clause = (pairs["kind"] == "clause").to_numpy()
    first = np.where(clause, parse.column("first")[head], parse.core_first[head])
    last = np.where(clause, parse.column("last")[head], parse.core_last[head])
    first, last = _without_dependents(parse, pairs, first, last)
    first, last = _unbroken(parse, head, clause, first, last)
    # No slot ends within a name.
    first, last = np.minimum(first, parse.name_first[first]), np.maximum(last, parse.name_last[last])
    first, last = _trimmed(parse, head, first, last)
    return pairs.with_columns(
        first=pl.Series(first),
        last=pl.Series(last),
        char_start=pl.Series(parse.column("char_start")[first]),
        char_end=pl.Series(parse.column("char_end")[last]),
    )


def _without_dependents(parse: Parse, pairs: pl.DataFrame, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Draw the ends in to exclude the dependents that the slot's kind leaves out."""
    left_out = pl.DataFrame(
        [(kind, relation) for kind, relations in LEFT_OUT.items() for relation in relations],
        schema=["kind", "relation"],
        orient="row",
    )
    dependents = (
        pairs.with_row_index("slot")
        .join(
            parse.tokens.select(
                "relation",
                "deprel",
                "lower",
                head="head_row",
                dependent="row",
                begins="first",
                ends="last",
            ),
            on="head",
            how="inner",
        )
        .join(parse.tokens.select(head="row", head_upos="upos"), on="head", how="left", maintain_order="left")
    )
    adverb = (pl.col("relation") == "advmod") & pl.when(pl.col("kind") == "complement").then(
        pl.col("head_upos").is_in(_NOMINAL) | pl.col("lower").is_in(_SENTENCE_ADVERBS)
    ).otherwise((pl.col("kind") != "clause") & pl.col("lower").is_in(_SENTENCE_ADVERBS))
    # "Two more were killed": a subject of what is no predicate is only a word that the parse has misnamed.
    copular = ~parse.lacks("deprel", ("cop",))
    to = parse.among("lower", ("to",))
    misnamed = (
        (pl.col("relation") == "nsubj")
        & pl.col("kind").is_in(["member", "group"])
        & (pl.col("head_upos") != "VERB")
        & ~parse.at(copular, "head")
    )
    # "brother-in-law": what a hyphen joins is one word.
    joined = parse.at(parse.glued | np.append(False, parse.glued[:-1]), "begins")
    # "the London, Midland and Scottish Railway": what joins two modifiers lies inside the slot.
    inside = (
        ((pl.col("deprel") == "cc") | ((pl.col("relation") == "cc") & (pl.col("kind") == "clause")))
        & (pl.col("dependent") < pl.col("head"))
        & ~parse.at(parse.among("deprel", ("conj",)), "head")
        & (parse.at(parse.core_first, "head") < pl.col("dependent"))
    )
    # "home to 3 million", "nine inches long": without it a complement says nothing.
    begins = parse.at(parse.column("first"), "dependent")
    unmarked = parse.at(parse.lacks("relation", ("case",)), "dependent")
    measures = (pl.col("head_upos") == "ADJ") & unmarked & (pl.col("ends") + 1 == pl.col("head"))
    completes = pl.col("head_upos").is_in(["NOUN", "ADV"]) & (begins == pl.col("head") + 1) & parse.at(to, "begins")
    needed = (pl.col("kind") == "complement") & (pl.col("relation") == "obl") & (measures | completes)
    dependents = dependents.filter(~misnamed & ~joined & ~inside & ~needed)
    # "its raids were to punish them": the "to" inside a clause is no conjunction before it.
    inner = (
        (pl.col("kind") == "clause")
        & (pl.col("lower") == "to")
        & (parse.at(parse.column("first"), "head") < pl.col("begins"))
    )
    dependents = dependents.filter(~inner)
    outside = pl.concat(
        [
            dependents.join(left_out, on=["kind", "relation"], how="semi"),
            dependents.join(left_out, left_on=["kind", "deprel"], right_on=["kind", "relation"], how="semi"),
            dependents.filter(adverb),
        ]
    )
    slot, dependent = outside["slot"].to_numpy(), outside["dependent"].to_numpy()
    head = pairs["head"].to_numpy()
    before = dependent < head[slot]
    first, last = first.copy(), last.copy()
    np.maximum.at(first, slot[before], outside["ends"].to_numpy()[before] + 1)
    np.minimum.at(last, slot[~before], outside["begins"].to_numpy()[~before] - 1)
    return np.minimum(first, head), np.maximum(last, head)


def _unbroken(parse: Parse, head: Rows, clause: Rows, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Draw the ends in to the stretch around the head in which every row belongs to it."""
    lengths = last - first + 1
    slot = np.repeat(np.arange(len(head)), lengths)
    row = np.arange(len(slot)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + first[slot]
    inside = np.where(clause[slot], parse.whole.below(row, head[slot]), parse.core.below(row, head[slot]))
    # A mark inside a slot may hang anywhere.
    inside |= parse.among("upos", ("PUNCT",))[row]
    slot, row = slot[~inside], row[~inside]
    before = row < head[slot]
    first, last = first.copy(), last.copy()
    np.maximum.at(first, slot[before], row[before] + 1)
    np.minimum.at(last, slot[~before], row[~before] - 1)
    return first, last


def _trimmed(parse: Parse, head: Rows, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Leave out punctuation at the edges, but keep a pair of marks that the slot holds both of."""
    mark = parse.among("upos", ("PUNCT",)) | parse.among("deprel", ("punct",))
    opening, closing = parse.among("form", OPENING), parse.among("form", CLOSING)
    straight = parse.among("form", ('"',))
    balance = np.append(0, np.cumsum(opening.astype(np.int64) - closing))
    parity = np.append(0, np.cumsum(straight))
    marks = np.append(0, np.cumsum(opening | closing | straight))
    # The longest run of marks at an edge is short; eight passes end it, or all marks are gone before.
    for _ in range(8):
        unclosed = balance[last + 1] - balance[first]
        odd = (parity[last + 1] - parity[first]) % 2 == 1
        # A slot that is all between one pair of marks goes without them.
        paired = (opening[first] & closing[last]) | (straight[first] & straight[last] & (first < last))
        wrapped = paired & (marks[last + 1] - marks[first] == 2)
        left = mark[first] & (wrapped | ~((opening[first] & (unclosed <= 0)) | (straight[first] & ~odd)))
        right = mark[last] & (wrapped | ~((closing[last] & (unclosed >= 0)) | (straight[last] & ~odd)))
        left, right = left & (first < head), right & (last > head)
        first, last = first + left, last - right
        if not (left.any() or right.any()):
            break
    return first, last
