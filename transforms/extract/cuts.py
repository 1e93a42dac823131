"""Cuts: what hangs on a slot's words and is no part of the slot."""

import numpy as np
import polars as pl

from transforms.extract.trees import Flags, Rows, behind
from transforms.lexicons import lexicon

# Dependents that say more about a noun than which one it is. They are cut off wherever they hang in a slot;
# each is a clause, and so a fact, of its own.
_ASIDES = ("acl:relcl", "advcl:relcl", "parataxis", "discourse", "vocative", "reparandum", "dislocated")
_OF_PLACE_OR_TIME = ("in", "at", "on", "near", "inside", "outside", "during", "after", "before", "since", "until")
_QUOTES = ("“", "„", "«", "‘", "``", '"', "'")


def is_aside(tokens: pl.DataFrame, head: Rows, first: Rows, last: Rows) -> Flags:
    """Which tokens' subtrees are no part of the slot that they hang in."""
    deprel, upos, feats = tokens["deprel"], tokens["upos"], tokens["feats"].fill_null("")
    mark = (upos == "PUNCT").to_numpy() & ~is_glued(tokens)
    sentence = tokens["sentence"].to_numpy()
    behind_mark = behind(mark, sentence)[first]
    after_mark = mark[first] | behind_mark
    comma = (tokens["form"] == ",").to_numpy()
    behind_comma = comma[first] | behind(comma, sentence)[first]
    marked = np.zeros(len(head), dtype=np.bool_)
    marked[tokens.filter(pl.col("relation") == "case")["head_row"].drop_nulls().to_numpy()] = True
    # Who "those who fled" are, the clause alone can tell.
    of_pronoun = (head >= 0) & upos.is_in(["PRON", "DET"]).to_numpy()[head]
    participle = (deprel == "acl").to_numpy() & ~feats.str.contains("VerbForm=Inf").to_numpy()
    # "the idea of running workshops", "the soldiers killed" say which one it is.
    governed = np.zeros(len(head), dtype=np.bool_)
    prepositions = tokens.filter(
        pl.col("relation").is_in(["mark", "case"])
        & pl.col("upos").is_in(["ADP", "SCONJ"])
        & (pl.col("lower") != "that")
    )["head_row"]
    governed[prepositions.drop_nulls().to_numpy()] = True
    bare = (first == last) & (first > 0) & (head == first - 1)
    participle &= ~bare & ~(governed & ~after_mark)
    # "Ilan Gest, 34": how old somebody is.
    rows = np.arange(len(head))
    age = (upos == "NUM").to_numpy() & (last == rows) & behind_comma & (head >= 0) & (head < rows)
    age &= tokens["form"].str.contains(r"^\d\d?$").to_numpy() & (upos == "PROPN").to_numpy()[head]
    age &= (tokens["phrase_type"] == "person").fill_null(False).to_numpy()[head]
    # "the film “A New Oath”": a name in quotation marks without a comma.
    quoted_name = tokens["form"].is_in(_QUOTES).to_numpy()[first]
    return np.asarray(
        (deprel.is_in(_ASIDES).to_numpy() & ~of_pronoun)
        | (participle & ~of_pronoun)
        | ((deprel == "appos").to_numpy() & after_mark & ~(quoted_name & ~behind_mark))
        | ((deprel == "nmod").to_numpy() & marked & behind_comma)
        | age
    )


def is_glued(tokens: pl.DataFrame) -> Flags:
    """Hyphens within a word: all-district."""
    start, end = (tokens[f"char_{name}"].to_numpy() for name in ("start", "end"))
    near = np.append(start[1:] == end[:-1], False)
    return np.asarray(tokens["form"].is_in(["-", "–", "/"]).to_numpy() & near & np.append(False, near[:-1]))


def is_loose(tokens: pl.DataFrame, head: Rows, first: Rows, last: Rows) -> Flags:
    """Which nominals hang on an object, but say where, when or on what occasion the whole clause is so."""
    marked = tokens.filter((pl.col("deprel") == "case") & pl.col("lower").is_in(_OF_PLACE_OR_TIME))
    located = np.zeros(len(head), dtype=np.bool_)
    located[marked["head_row"].drop_nulls().to_numpy()] = True
    names = np.append(0, np.cumsum((tokens["upos"] == "PROPN").to_numpy()))
    is_named = names[last + 1] > names[first]
    occasions = [*lexicon("time_nouns")["lemma"], *lexicon("venue_nouns")["lemma"]]
    is_occasion = tokens["lemma"].str.to_lowercase().is_in(occasions).to_numpy()
    of_object = (head >= 0) & (tokens["deprel"] == "obj").to_numpy()[head]
    # "There was no deal after the talks": what is there has nothing else to say when.
    there = np.zeros(len(head), dtype=np.bool_)
    there[tokens.filter(pl.col("relation") == "expl")["head_row"].drop_nulls().to_numpy()] = True
    of_existing = (head >= 0) & (tokens["deprel"] == "nsubj").to_numpy()[head] & there[head[np.maximum(head, 0)]]
    # "The parliament on Tuesday voted": when it voted.
    is_time = tokens["lemma"].str.to_lowercase().is_in(lexicon("time_nouns")["lemma"].to_list()).to_numpy()
    verb = head[np.maximum(head, 0)]
    of_subject = (head >= 0) & tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy()[head] & (last < verb)
    of_subject &= tokens["lower"].is_in(_OF_PLACE_OR_TIME).to_numpy()[first]
    nominal = (tokens["deprel"] == "nmod").to_numpy() & located
    return np.asarray(nominal & (of_existing | (of_object & (is_named | is_occasion)) | (of_subject & is_time)))
