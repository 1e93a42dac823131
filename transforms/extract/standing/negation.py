"""Negation: which clauses and which nominals are negated, by words of their own."""

import numpy as np

from transforms.extract.parse import Parse
from transforms.extract.subjects import NEGATIONS
from transforms.extract.trees import Flags
from transforms.lexicons import lexicon

_NOBODY = ("nobody", "nothing", "none", "nowhere", "no-one")
_NOT_ALONE = ("only", "just", "merely", "simply", "solely")
"""What makes of "not" no negation: not only attacked but also burned."""
_INSTEAD = ("without", "instead", "rather")
"""What is left undone: without, instead of, rather than attacking."""


def negated(parse: Parse) -> Flags:
    """Words that are negated: by a negation, by an adverb that says as much, by a subject that is nobody."""
    alone = ~parse.ahead(parse.among("lower", _NOT_ALONE))
    adverb = parse.among("relation", ("advmod", "cc:preconj", "cc")) & parse.among("lower", NEGATIONS) & alone
    no_longer = parse.heading(parse.among("lower", ("no",)))
    adverb |= no_longer & parse.among("lower", ("longer", "more")) & parse.among("relation", ("advmod",))
    undone = parse.among("relation", ("mark",)) & parse.among("lower", _INSTEAD)
    # "nearly doubled" is not quite so.
    words = lexicon("standing_adverbs").filter("is_negated")["adverb"].to_list()
    nearly = parse.among("relation", ("advmod",)) & parse.among("lower", tuple(words))
    nearly &= parse.among("upos", ("VERB",))[np.maximum(parse.head, 0)]
    rows = parse.heading(adverb | undone | nearly)
    return rows


def negated_nominals(parse: Parse) -> Flags:
    """Nominals that negate their clause: "no agreement", "nobody", "neither side"; it was *not* trust that did it."""
    rows = np.zeros(len(parse.head), dtype=np.bool_)
    determiners = parse.among("relation", ("det", "cc", "advmod")) & parse.among("lower", ("no", "neither"))
    contrasted = parse.among("lower", ("not",)) & (parse.head >= 0) & parse.among("deprel", ("conj",))[parse.head]
    determiners |= contrasted  # "a partner, not a customer"
    rows[parse.heads_of(determiners)] = True
    # "said he had neither called nor written": what is said is not unsaid.
    rows &= ~parse.among("upos", ("VERB", "AUX"))
    rows |= parse.among("lower", _NOBODY)
    cleft = parse.heading(parse.among("relation", ("expl",))) & parse.heading(parse.among("deprel", ("cop",)))
    rows |= cleft & parse.among("upos", ("NOUN", "PROPN", "PRON")) & negated(parse)
    # "no injuries or deaths"
    alternatives = np.intersect1d(
        parse.heads_of(parse.among("lower", ("or", "nor"))), np.flatnonzero(parse.among("deprel", ("conj",)))
    )
    rows[alternatives] |= rows[np.maximum(parse.head[alternatives], 0)]
    return rows


def turned(parse: Parse) -> Flags:
    """Governors that hold the contrary of what they would: did *not* deny, *no* evidence, *nobody* believes.

    A noun is turned by its own "no", or by the negation of the verb whose object it is: did not find evidence that.
    """
    words, nominals = negated(parse), negated_nominals(parse)
    rows = words | nominals
    subjects = parse.among("relation", ("nsubj",)) & nominals
    rows[parse.heads_of(subjects)] = True
    by_infinitive = lexicon("complement_verbs").filter("is_negated")["lemma"].to_list()
    governor = np.maximum(parse.head, 0)
    # "failed to prevent", "refused to rule out"
    completes = parse.among("deprel", ("xcomp",)) & (parse.head >= 0)
    failing = parse.among("lemma", tuple(by_infinitive))[governor]
    rows |= completes & (failing ^ words[governor])
    is_object = parse.among("deprel", ("obj",)) & (parse.head >= 0)
    return np.asarray(rows | (is_object & rows[governor]))
