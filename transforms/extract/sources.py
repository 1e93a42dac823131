"""Sources: who says so where the subject that the clause has does not tell."""

import numpy as np

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows, inherit
from transforms.lexicons import lexicon

# Verbs whose object may be the one who speaks.
_OF_ANOTHER = ("quote", "cite")


def agents(parse: Parse) -> Rows:
    """For each token the row of who does it in the passive ("by the court"), -1 for nobody."""
    agents = np.full(len(parse.head), -1)
    by = parse.among("relation", ("case",)) & parse.among("lower", ("by",)) & (parse.head >= 0)
    doers = parse.head[by]
    doers = doers[parse.among("relation", ("obl",))[doers] & (parse.head[doers] >= 0)][::-1]
    agents[parse.head[doers]] = doers
    return agents


def quoted_by_another(parse: Parse) -> Rows:
    """For "quoted" and "saying" in "quoted Ida Holm as saying" the row of the one who is quoted, -1 for other tokens.

    So for "Holm was quoted as saying".
    """
    objects = np.full(len(parse.head), -1)
    quoted = parse.among("relation", ("obj", "iobj")) | parse.among("deprel", ("nsubj:pass",))
    rows = np.flatnonzero(quoted & (parse.head >= 0))[::-1]
    objects[parse.head[rows]] = parse.refers[rows]
    as_said = parse.behind(parse.among("lower", ("as",))) & (parse.head >= 0)
    as_said &= parse.among("lemma", _OF_ANOTHER)[parse.head] & parse.among("relation", ("advcl", "xcomp", "ccomp"))
    found = np.where(as_said, objects[parse.head], -1)
    found[parse.head[as_said]] = objects[parse.head[as_said]]
    return found


def issuers(parse: Parse) -> Rows:
    """For a medium of what somebody says the row of the one who says it there, -1 for any other token.

    For "statement" in "Holm issued a statement saying" that of "Holm", so for "resigned in a letter stating". What
    stands between the medium and the participle counts as little: "sent a letter to lawmakers opposing".
    """
    subjects = np.full(len(parse.head), -1)
    rows = np.flatnonzero(parse.among("deprel", ("nsubj",)) & (parse.head >= 0))[::-1]
    subjects[parse.head[rows]] = parse.refers[rows]
    medium = parse.tokens["lemma"].str.to_lowercase().is_in(lexicon("venue_nouns")["lemma"].to_list()).to_numpy()
    issued = medium & parse.among("relation", ("obj",)) & (parse.head >= 0)
    issued &= parse.among("lemma", tuple(lexicon("light_verbs")["lemma"]))[parse.head]
    within = parse.heading(parse.among("relation", ("case",)) & parse.among("lower", ("in",)))
    issued |= medium & parse.among("relation", ("obl",)) & within & (parse.head >= 0)
    found = np.where(issued, subjects[parse.head], -1)
    # To whom it was sent, where the parse hangs the participle on these.
    sent = parse.heads_of(issued & parse.among("relation", ("obj",)) & (found >= 0))
    issuer = np.full(len(parse.head) + 1, -1)
    issuer[sent] = subjects[sent]
    to = parse.heading(parse.among("relation", ("case",)) & parse.among("lower", ("to",)))
    addressee = to & parse.among("relation", ("obl",)) & (parse.head >= 0)
    return np.where(found >= 0, found, np.where(addressee, issuer[parse.head], -1))


def main_subjects(parse: Parse) -> Rows:
    """For "saying" in "Holm jabbed at the plan, saying …" the row of "Holm", -1 for any token without such a comma.

    The parse hangs the participle on the noun before the comma; it is said of the clause's subject.
    """
    subjects = np.full(len(parse.head), -1)
    rows = np.flatnonzero(parse.among("deprel", ("nsubj",)) & (parse.head >= 0))[::-1]
    subjects[parse.head[rows]] = parse.refers[rows]
    around = np.append(inherit(parse.head, subjects), -1)
    noun = np.where(parse.head >= 0, parse.head, 0)
    behind_comma = parse.behind(parse.among("form", (",",)))
    participle = behind_comma & parse.among("deprel", ("acl",)) & (parse.head >= 0)
    return np.where(participle, around[parse.head[noun]], -1)
