"""Mends: slips of the parser that its own tree gives away, put right before any rule reads it."""

import numpy as np
import polars as pl

from transforms.extract.content_mends import contrasted, within_content
from transforms.extract.report_mends import (
    added,
    dated,
    inverted,
    past,
    repeated,
    reported_subjects,
    said_again,
    taken_subjects,
    unlike,
    willed,
)
from transforms.extract.tail_mends import apposed, dated_reports, outspoken, preferred
from transforms.extract.trees import Flags, Rows, extents
from transforms.lexicons import lexicon

_DEEPEST = 3  # conjuncts and complements on the way up
_PERSONS = ("person", "animal")
_NO_PERSONS = ("place", "object", "event", "abstract", "time", "substance", "plant")
_AFTER = ("after", "before", "since", "under", "following")


def mended(tokens: pl.DataFrame, head: Rows) -> Rows:
    """Heads, with what the tree itself shows to hang in the wrong place hung where it belongs.

    Parameters
    ----------
    tokens
        The table's rows in order, with ``row``.
    head
        The row of each token's head, -1 at a root.
    """
    said = (repeated, said_again, unlike, past, dated, reported_subjects, taken_subjects, inverted, willed, added)
    hung = (_of_other_kind, contrasted, within_content, _in_between, _late, _beside_participle, _for_to, _done_by)
    tails = (dated_reports, outspoken, preferred, apposed)
    for mend in (_titled, _resulting, *said, *hung, *tails):
        head = mend(tokens, head)
    return head


def _titled(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A name right behind a title, hung on the same verb without a preposition, belongs to the title.

    "Spoke to former attorney Ilan Gest": nobody spoke "Ilan Gest". "Campaign spokesman Ilan Gest told" has one subject.
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    quoted = tokens["form"].is_in(['"', "“", "'", "‘"]).to_numpy() & (rows > 0)
    # A nickname is one word: what closes it stands behind it.
    closed = tokens["form"].is_in(['"', "”", "'", "’"]).to_numpy()
    quoted &= np.append(closed, [False, False])[2:]
    before = np.maximum(rows - 1, 0)
    beginning = np.ones(len(head), dtype=np.bool_)
    stop = (tokens["form"] == ".").to_numpy() & (rows > 0)
    children = np.flatnonzero((head > rows) & ~(quoted | stop))
    beginning[head[children]] = False
    name = (tokens["upos"] == "PROPN").to_numpy() & beginning & (head >= 0)
    title = tokens["upos"].is_in(["NOUN", "PROPN"]).to_numpy()
    title &= (tokens["phrase_type"] == "person").fill_null(False).to_numpy()
    oblique, subject = (relation == "obl").to_numpy(), (relation == "nsubj").to_numpy()
    moves = name & oblique & (title & oblique)[before] & (head[before] == head)
    # The title of a subject may be anywhere in it, its stop or the mark of a nickname between: 'Col. Ilan "Il" Gest'.
    title |= (tokens["upos"] == "PROPN").to_numpy()
    before = np.where((quoted | stop)[before], np.maximum(before - 1, 0), before)
    top = before
    for _ in range(_DEEPEST):
        top = np.where((head[top] != head) & (head[top] >= 0), head[top], top)
    owned = name & subject & (head > rows) & title[before] & (head[top] == head) & subject[top] & (top < rows)
    return np.where(moves | owned, before, head)


def _resulting(tokens: pl.DataFrame, head: Rows) -> Rows:
    """An adjective between a verb and the determiner or the number of its object is the verb's: "shot dead three"."""
    rows = np.arange(len(head))
    after, before = np.minimum(rows + 1, len(head) - 1), np.maximum(rows - 1, 0)
    adjective = (tokens["deprel"] == "amod").to_numpy() & (tokens["upos"] == "ADJ").to_numpy() & (head > rows)
    verb = (tokens["upos"] == "VERB").to_numpy()[before] & (head[np.maximum(head, 0)] == before)
    opens = tokens["deprel"].is_in(["det", "nummod"]).to_numpy()[after] & (head[after] == head)
    return np.where(adjective & verb & opens, before, head)


def _of_other_kind(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A clause with "which" tells of no person, one with "who" of no thing, and either of as many as its verb says.

    "The flow of refugees into Turkey, which is home to …": Turkey is. Where none fits, the clause stays where it is.
    """
    kind = tokens["phrase_type"].fill_null("")
    person, thing = kind.is_in(_PERSONS).to_numpy(), kind.is_in(_NO_PERSONS).to_numpy()
    known = person | (kind != "").to_numpy()
    name = (tokens["upos"] == "PROPN").to_numpy()
    plural, singular, verb_is_singular = _numbers(tokens, head)
    pronoun = tokens["upos"] == "PRON"
    lower = tokens["form"].str.to_lowercase()
    result = head.copy()
    mark = (tokens["upos"] == "PUNCT").to_numpy()
    for words, wrong, right in (
        (["which"], person, known & ~person),
        (["who"], thing, known & ~thing),
        (["whom"], thing | (kind == "organization").to_numpy(), ~thing & (known | name)),
    ):
        asks = np.flatnonzero((lower.is_in(words) & pronoun).to_numpy())
        asks = asks[(asks > 1) & (head[asks] >= 0)]
        clause = head[asks]
        asks, clause = asks[is_relative := (tokens["deprel"] == "acl:relcl").to_numpy()[clause]], clause[is_relative]
        antecedent = head[clause]
        nearest = asks - 1 - mark[asks - 1]
        found = np.full(len(asks), -1)
        for _ in range(_DEEPEST):
            between = (nearest > antecedent) & (nearest < asks)
            fits = right[nearest] & ~(plural[nearest] & verb_is_singular[clause])
            found = np.where(between & (found < 0) & fits, nearest, found)
            nearest = np.where(between, head[nearest], nearest)
        # Only what hangs below the antecedent, or on the same word as it, is passed over: nearest has climbed up to it.
        disagrees = plural[antecedent] & verb_is_singular[clause] & singular[np.maximum(found, 0)]
        climbed = (nearest == antecedent) | (nearest == head[antecedent])
        moves = (found >= 0) & (wrong[antecedent] | disagrees) & climbed
        result[clause[moves]] = found[moves]
    return result


def _numbers(tokens: pl.DataFrame, head: Rows) -> tuple[Flags, Flags, Flags]:
    """Which nouns are plural, which singular, and which clauses' finite verbs are singular."""
    feats = tokens["feats"].fill_null("")
    plural, singular = (feats.str.contains(f"Number={number}").to_numpy() for number in ("Plur", "Sing"))
    finite = (feats.str.contains("VerbForm=Fin") & feats.str.contains("Number=Sing")).to_numpy()
    auxiliary = np.flatnonzero(
        tokens["deprel"].str.starts_with("aux").to_numpy() | (tokens["deprel"] == "cop").to_numpy()
    )
    auxiliary = auxiliary[finite[auxiliary] & (head[auxiliary] >= 0)]
    verb = finite & (tokens["upos"] == "VERB").to_numpy()
    verb[head[auxiliary]] = True
    return plural, singular, verb


def _in_between(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A time between a noun and its infinitive belongs to the infinitive: "its move last year to expel them"."""
    deprel = tokens["deprel"]
    to = np.flatnonzero(((tokens["form"].str.to_lowercase() == "to") & (deprel == "mark")).to_numpy() & (head >= 0))
    infinitive = head[to]
    of_noun = (deprel == "acl").to_numpy()[infinitive] & (infinitive == to + 1) & (to > 0)
    to, infinitive = to[of_noun], infinitive[of_noun]
    noun = head[infinitive]
    top = to - 1
    for _ in range(_DEEPEST):
        inner = (head[top] > noun) & (head[top] < infinitive)
        top = np.where(inner, head[top], top)
    loose = deprel.is_in(["obl", "obl:unmarked", "obl:tmod", "nmod:unmarked", "nmod:tmod"]).to_numpy()[top]
    loose &= (tokens["phrase_type"] == "time").fill_null(False).to_numpy()[top]
    moves = (top > noun) & (head[top] < noun) & loose
    result = head.copy()
    result[top[moves]] = infinitive[moves]
    return result


def _late(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A year or a day behind a participle's own words dates the participle.

    "Built after a treaty signed with France in Paris in 1963": the treaty was signed in 1963, whatever else was.
    """
    deprel = tokens["deprel"]
    relation = deprel.str.split(":").list.first()
    lower = tokens["form"].str.to_lowercase()
    case = (relation == "case").to_numpy() & (head >= 0)
    after, within = np.zeros(len(head), dtype=np.bool_), np.zeros(len(head), dtype=np.bool_)
    after[head[case & lower.is_in(_AFTER).to_numpy()]] = True
    opening = np.full(len(head), -1)
    prepositions = np.flatnonzero(case & lower.is_in(["in", "on"]).to_numpy())
    opening[head[prepositions]] = prepositions
    within[head[prepositions]] = True
    time = (relation == "obl").to_numpy() & (tokens["phrase_type"] == "time").fill_null(False).to_numpy() & within
    time = np.flatnonzero(time & (opening > 0) & (head >= 0))
    # Up from the word before the time: to a participle, to its noun behind "after", to the verb of both.
    participle = (deprel == "acl").to_numpy() & tokens["feats"].fill_null("").str.contains("VerbForm=Part").to_numpy()
    above, found, last = opening[time] - 1, np.full(len(time), -1), np.full(len(time), -1)
    for _ in range(2 * _DEEPEST):
        below = (above >= 0) & (above != head[time])
        found = np.where(below & participle[above] & (found < 0), above, found)
        last = np.where(below, above, last)
        above = np.where(below, head[np.maximum(above, 0)], above)
    moves = (found >= 0) & (above == head[time]) & after[last] & (head[np.maximum(found, 0)] == last)
    result = head.copy()
    result[time[moves]] = found[moves]
    return result


def _beside_participle(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A participle joined to a verb in the active is joined to the participle before it.

    "The blast tore through a plant owned by Kavre and registered in Panama": what is registered is the plant.
    """
    rows = np.arange(len(head))
    feats = tokens["feats"].fill_null("")
    verb = (tokens["upos"] == "VERB").to_numpy()
    passive = feats.str.contains("Voice=Pass").to_numpy() & verb
    helped = np.zeros(len(head), dtype=np.bool_)
    relation = tokens["deprel"].str.split(":").list.first()
    helped[head[relation.is_in(["aux", "nsubj", "obj", "csubj"]).to_numpy() & (head >= 0)]] = True
    active = verb & feats.str.contains("VerbForm=Fin").to_numpy()
    first = np.maximum(head, 0)
    moves = (tokens["deprel"] == "conj").to_numpy() & (head >= 0) & passive & ~helped & active[first]
    nearest = np.maximum.accumulate(np.where(passive & (tokens["deprel"] == "acl").to_numpy(), rows, -1))
    moves &= nearest > first
    return np.where(moves, nearest, head)


def _for_to(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A subject between "for" and "to" is that of the infinitive which both mark: called for *Syria* to withdraw."""
    mark = (tokens["deprel"] == "mark").to_numpy() & (head >= 0)
    lower = tokens["form"].str.to_lowercase()
    first, last = extents(head)
    opens, closes = np.maximum(first - 1, 0), np.minimum(last + 1, len(head) - 1)
    infinitive = head[opens]
    moves = (tokens["deprel"] == "nsubj").to_numpy() & (mark & (lower == "for").to_numpy())[opens]
    moves &= (mark & (lower == "to").to_numpy())[closes] & (head[closes] == infinitive) & (head != infinitive)
    return np.where(moves, infinitive, head)


def _done_by(tokens: pl.DataFrame, head: Rows) -> Rows:
    """Who stands with "by" behind whom a deed is done to did the deed: the killing of two judges *by soldiers*."""
    events = lexicon("event_nouns").filter(pl.col("of") == "object")["lemma"].to_list()
    lower = tokens["form"].str.to_lowercase()
    marked = {word: np.zeros(len(head), dtype=np.bool_) for word in ("of", "by")}
    for word, flags in marked.items():
        flags[head[((tokens["deprel"] == "case") & (lower == word)).to_numpy() & (head >= 0)]] = True
    nominal = (tokens["deprel"] == "nmod").to_numpy() & (head >= 0)
    whom = np.maximum(head, 0)
    deed = np.maximum(head[whom], 0)
    moves = nominal & marked["by"] & (nominal & marked["of"])[whom]
    moves &= (
        tokens["lemma"].str.to_lowercase().is_in(events).to_numpy()[deed] & (tokens["upos"] == "NOUN").to_numpy()[deed]
    )
    return np.where(moves, deed, head)
