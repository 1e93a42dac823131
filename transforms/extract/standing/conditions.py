"""Conditions: clauses that say on what something depends, and clauses of a time that is still to come."""

import numpy as np

from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows

_CONDITIONS = ("if", "unless", "whether", "lest", "provided", "providing", "assuming")
_INVERTED = ("had", "should", "were")
_UNTIL = ("when", "once", "until", "till", "after", "before")
_TO_COME = (1, 2, 5)
"""Places of future, hypothetical and requested among the statuses."""


def conditions(parse: Parse) -> Rows:
    """Clauses that begin in "if" and the like, or with an auxiliary before its subject: had they voted, …"""
    opening = parse.among("deprel", ("mark",)) & parse.among("lower", _CONDITIONS)
    # "It is not as if we asked for gold": nobody did, whatever else is so.
    opening &= ~(
        parse.behind(parse.among("lower", ("as",)))
        & parse.behind(parse.behind(parse.among("lower", ("not", "n't", "n’t"))))
    )
    marked = parse.heads_of(opening)
    size = len(parse.head)
    auxiliary, subject = np.full(size, size), np.full(size, -1)
    inverting = np.flatnonzero(parse.among("relation", ("aux", "cop")) & parse.among("lower", _INVERTED))
    inverting = inverting[parse.head[inverting] >= 0]
    auxiliary[parse.head[inverting]] = inverting
    subjects = np.flatnonzero(parse.among("relation", ("nsubj", "expl")) & (parse.head >= 0))
    subject[parse.head[subjects]] = subjects
    rows = np.arange(size)
    # The auxiliary opens the clause: "only then had they voted" is none.
    opens = np.full(size, False)
    opens[rows[auxiliary < size]] = (parse.column("first") == auxiliary)[auxiliary < size]
    inverted = parse.among("deprel", ("advcl",)) & parse.lacks("deprel", ("mark",)) & (auxiliary < subject) & opens
    return np.union1d(marked, np.flatnonzero(inverted))


def unsettled(parse: Parse, code: Rows) -> Flags:
    """Clauses of time in the present whose governor is still to come: once the deal *is signed*, they will leave."""
    feats = parse.tokens["feats"].fill_null("")
    present = (feats.str.contains("Tense=Pres") & feats.str.contains("VerbForm=Fin")).to_numpy()
    finite = parse.among("upos", ("VERB",)) & parse.lacks("relation", ("aux",)) & present
    finite[parse.heads_of(parse.among("relation", ("aux", "cop")) & present)] = True
    # "when they are searching": whenever they do.
    finite &= ~feats.str.contains("VerbForm=Ger|Tense=Pres.*VerbForm=Part").to_numpy()
    timed = parse.among("relation", ("mark", "advmod")) & parse.among("lower", _UNTIL)
    of_time = parse.heading(timed)
    clause = parse.among("deprel", ("advcl",)) & of_time & finite & (parse.head >= 0) & (code == 0)
    return np.asarray(clause & np.isin(code[np.maximum(parse.head, 0)], _TO_COME))
