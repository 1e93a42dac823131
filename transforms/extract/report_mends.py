"""Mends of reports: what the parser makes part of what is said though it stands beside the saying, put right."""

import numpy as np
import polars as pl

from transforms.extract.trees import Flags, Rows
from transforms.lexicons import lexicon

_DEEPEST = 3  # conjuncts and complements on the way up
_DASHES = ("--", "—", "–", "―", "-")
_WILLED = ("ask", "criticize", "deny", "order", "promise", "reject", "warn")
_ADDS = ("add", "stress", "note", "conclude", "explain")


def repeated(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A verb of saying that repeats the one around it, or adds to it, is joined to that one.

    "Turkey said it wanted no war but said it might …": the parser makes the second "said" a conjunct of
    "wanted", and so a part of what is said.
    """
    verb = ((tokens["upos"] == "VERB") & tokens["lemma"].is_in(verbs_of_saying())).to_numpy()
    lemma = tokens["lemma"].rank("dense").to_numpy()
    relation = tokens["deprel"].str.split(":").list.first()
    bare = without_subject(tokens, head)
    conjunct, within = (relation == "conj").to_numpy(), relation.is_in(["conj", "ccomp", "xcomp"]).to_numpy()
    wanting: Flags = verb & bare & conjunct
    reports = (relation == "ccomp").to_numpy() & (head >= 0)
    adds = tokens["lemma"].is_in(_ADDS).to_numpy()
    adds[np.setdiff1d(np.arange(len(head)), head[reports])] = False
    above, found = np.where(conjunct, head, -1), np.full(len(head), -1)
    for _ in range(_DEEPEST):
        above = np.where((above >= 0) & within[above], head[above], -1)
        repeats = (above >= 0) & (found < 0) & verb[above] & ((lemma[above] == lemma) | adds)
        found = np.where(repeats, above, found)
    return np.where(wanting & (found >= 0), found, head)


def unlike(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A finite verb joined to a bare infinitive within a report is joined to the report's verb.

    "He said he would resign and left": no English verb in the past follows "would". After a participle ("said he had
    fought and called it …"), which may look like the past, only a verb of saying is moved.
    """
    feats = tokens["feats"].fill_null("")
    relation = tokens["deprel"].str.split(":").list.first()
    verb = (tokens["upos"] == "VERB").to_numpy()
    finite = feats.str.contains("VerbForm=Fin").to_numpy()
    infinitive = feats.str.contains("VerbForm=Inf").to_numpy()
    participle = feats.str.contains("VerbForm=Part").to_numpy()
    spoken = tokens["lemma"].is_in(verbs_of_saying()).to_numpy()
    helped, bare = np.zeros(len(head), dtype=np.bool_), without_subject(tokens, head)
    helped[head[(tokens["deprel"] == "aux").to_numpy() & (head >= 0)]] = True
    first = np.maximum(head, 0)
    report = np.maximum(head[first], 0)
    joined = (relation == "conj").to_numpy() & (head >= 0) & verb & finite & bare
    reported = (relation == "ccomp").to_numpy()[first] & (head[first] >= 0) & helped[first] & verb[first]
    reported &= verb[report] & finite[report] & spoken[report]
    moves = joined & reported & (infinitive[first] | (participle[first] & spoken))
    return np.where(moves, report, head)


def reported_subjects(tokens: pl.DataFrame, head: Rows) -> Rows:
    """The first of two subjects around a verb of saying that has none is the verb's own.

    "One of the lawyers, Ida Holm, said the film shows it": the parser hangs both "one" and "film" on "shows".
    """
    rows = np.arange(len(head))
    subject = tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy() & (head >= 0)
    verb = (tokens["upos"] == "VERB").to_numpy() & tokens["lemma"].is_in(verbs_of_saying()).to_numpy()
    verb &= tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy() & without_subject(tokens, head)
    clause = np.maximum(head, 0)
    says = head[clause]
    reported = subject & (tokens["deprel"] == "ccomp").to_numpy()[clause] & (says >= 0) & verb[says]
    before, behind = reported & (rows < says), reported & (rows > says)
    again = np.zeros(len(head), dtype=np.bool_)
    again[head[behind]] = True
    return np.where(before & again[clause], says, head)


def taken_subjects(tokens: pl.DataFrame, head: Rows) -> Rows:
    """The first of a verb of saying's two subjects is that of the clause between them, where that has none.

    "The minister spoke to both leaders, the office said": the parser hangs "minister" on "said" as well. Of a relative
    pronoun, the clause stands behind both: "a system which, the mayor says, harms schools".
    """
    rows = np.arange(len(head))
    subject = tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy() & (head >= 0)
    says = ((tokens["upos"] == "VERB") & tokens["lemma"].is_in(verbs_of_saying())).to_numpy()
    owned = np.flatnonzero(subject & says[np.maximum(head, 0)])
    first, last = np.full(len(head), len(head)), np.full(len(head), -1)
    np.minimum.at(first, head[owned], owned)
    np.maximum.at(last, head[owned], owned)
    finite = tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy()
    finite[head[tokens["deprel"].is_in(["aux", "aux:pass", "cop"]).to_numpy() & (head >= 0)]] = True
    clause = (tokens["deprel"] == "ccomp").to_numpy() & (head >= 0) & finite & without_subject(tokens, head)
    above = np.maximum(head, 0)
    relative = tokens["form"].str.to_lowercase().is_in(["who", "which", "that"]).to_numpy()
    relative = np.append(relative & (tokens["upos"] == "PRON").to_numpy(), False)[first[above]]
    between = np.flatnonzero(clause & (first[above] < last[above]) & ((rows < last[above]) | relative))
    between = between[first[above[between]] < between]
    mended = head.copy()
    mended[first[above[between]]] = between
    return mended


def inverted(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A subject behind a participle in -ing is that of the verb of saying behind it, which has none.

    "Killing 30 people and wounding 75, *police* said": the parser hangs "police" on "wounding".
    """
    rows = np.arange(len(head))
    verb = (tokens["upos"] == "VERB").to_numpy()
    subject = (tokens["deprel"] == "nsubj").to_numpy() & (head >= 0) & (head < rows)
    above = np.maximum(head, 0)
    helped = np.zeros(len(head), dtype=np.bool_)
    helped[head[(tokens["deprel"] == "aux").to_numpy() & (head >= 0)]] = True
    subject &= (verb & tokens["form"].str.ends_with("ing").to_numpy() & ~helped)[above]
    feats = tokens["feats"].fill_null("")
    finite = feats.str.contains("VerbForm=Fin").to_numpy() & tokens["upos"].is_in(["VERB", "AUX"]).to_numpy()
    nearest = np.minimum.accumulate(np.where(finite, rows, len(rows))[::-1])[::-1]
    says = np.minimum(nearest, len(rows) - 1)
    spoken = verb & tokens["lemma"].is_in(verbs_of_saying()).to_numpy() & without_subject(tokens, head)
    sentence = tokens["sentence"].to_numpy()
    moves = subject & (nearest < len(rows)) & spoken[says] & (sentence[says] == sentence)
    return np.where(moves, says, head)


def willed(tokens: pl.DataFrame, head: Rows) -> Rows:
    """What only somebody does, joined to a clause whose subject is nobody, is done by who reports that clause.

    "The minister said the economy was weak and *appealed* to banks": the parser has the economy appeal.
    """
    relation = tokens["deprel"].str.split(":").list.first()
    somebody = tokens["phrase_type"].is_in(["person", "organization"]).fill_null(False).to_numpy()
    somebody |= tokens["upos"].is_in(["PRON", "PROPN"]).to_numpy()
    by_nobody = np.zeros(len(head), dtype=np.bool_)
    things = np.flatnonzero((relation == "nsubj").to_numpy() & (head >= 0) & ~somebody)
    by_nobody[head[things]] = True
    spoken = tokens["lemma"].is_in(verbs_of_saying()).to_numpy() & (tokens["upos"] == "VERB").to_numpy()
    finite = tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy()
    first = np.maximum(head, 0)
    report = np.maximum(head[first], 0)
    wills = (
        spoken
        & tokens["lemma"]
        .is_in(lexicon("cue_verbs").filter(pl.col("class").is_in(_WILLED))["lemma"].to_list())
        .to_numpy()
    )
    moves = (relation == "conj").to_numpy() & (head >= 0) & wills & finite & without_subject(tokens, head)
    moves &= (relation == "ccomp").to_numpy()[first] & (head[first] >= 0) & by_nobody[first]
    moves &= spoken[report] & finite[report] & (report < first)
    return np.where(moves, report, head)


def added(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A participle of saying behind an inserted report goes with the report, whose speaker goes on.

    "A guard was hurt, the mayor said on Monday, adding that …": the parser hangs "adding" on "hurt", as it does "said".
    """
    relation = tokens["deprel"].str.split(":").list.first()
    says = tokens["lemma"].is_in(verbs_of_saying()).to_numpy() & (tokens["upos"] == "VERB").to_numpy() & (head >= 0)
    rows = np.arange(len(head))
    inserted = (relation == "parataxis").to_numpy() & says & ~without_subject(tokens, head)
    inserted &= rows > head
    # The last report before each word, if it hangs on the same.
    last = np.maximum.accumulate(np.where(inserted, rows, -1))
    participle = tokens["feats"].fill_null("").str.contains("VerbForm=(?:Ger|Part)").to_numpy()
    participle &= tokens["form"].str.ends_with("ing").to_numpy() & (relation == "advcl").to_numpy() & says
    participle &= without_subject(tokens, head)
    moves = participle & (last >= 0)
    moves &= head[np.maximum(last, 0)] == head
    reports = tokens["lemma"].is_in(lexicon("cue_verbs")["lemma"].to_list()).to_numpy()
    # Or the report stands above: "A guard was hurt, the mayor said, adding …" with "hurt" as what he said.
    clause = np.maximum(head, 0)
    above = head[clause]
    behind = (
        (relation == "ccomp").to_numpy()[clause] & (above > clause) & (above < rows) & reports[np.maximum(above, 0)]
    )
    return np.where(moves, last, np.where(participle & behind, above, head))


def past(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A verb in the past joined to an infinitive is joined to the verb that the infinitive completes.

    "Iran vowed to retaliate and blamed Israel": nobody vowed "to blamed".
    """
    feats = tokens["feats"].fill_null("")
    relation = tokens["deprel"].str.split(":").list.first()
    verb = (tokens["upos"] == "VERB").to_numpy()
    infinitive = feats.str.contains("VerbForm=Inf").to_numpy() & relation.is_in(["xcomp", "advcl"]).to_numpy()
    to = ((tokens["form"].str.to_lowercase() == "to") & (relation == "mark")).to_numpy()
    marked, helped = np.zeros(len(head), dtype=np.bool_), np.zeros(len(head), dtype=np.bool_)
    marked[head[to & (head >= 0)]] = True
    helped[head[(relation == "aux").to_numpy() & (head >= 0)]] = True
    infinitive &= marked & (head >= 0)
    first = np.maximum(head, 0)
    in_past = (feats.str.contains("VerbForm=Fin") & feats.str.contains("Tense=Past")).to_numpy()
    joined = (relation == "conj").to_numpy() & verb & in_past & ~helped & without_subject(tokens, head) & (head >= 0)
    joined &= infinitive[first]
    above = first
    for _ in range(_DEEPEST):
        above = np.where(infinitive[above], head[above], above)
    return np.where(joined & verb[above] & ~infinitive[above], above, head)


def verbs_of_saying() -> list[str]:
    """Verbs that introduce words between marks, by the lexicon ``cue_verbs``."""
    return lexicon("cue_verbs").filter("is_spoken")["lemma"].to_list()


def without_subject(tokens: pl.DataFrame, head: Rows) -> Flags:
    """Words that no subject hangs on."""
    relation = tokens["deprel"].str.split(":").list.first()
    subjects = relation.is_in(["nsubj", "csubj"]).to_numpy() & (head >= 0)
    bare = np.ones(len(head), dtype=np.bool_)
    bare[head[subjects]] = False
    return bare


def said_again(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A conjunct of a verb of saying that says again what is said is part of what is said.

    "Kavia insists that it wants peace but also wants the dam": the second "wants" goes with the first, not with
    "insists".
    """
    says = tokens["lemma"].is_in(verbs_of_saying()).to_numpy()
    lemma = tokens["lemma"].rank("dense").to_numpy()
    relation = tokens["deprel"].str.split(":").list.first()
    content = np.full(len(head), -1)
    reports = np.flatnonzero((relation == "ccomp").to_numpy() & (head >= 0))
    content[head[reports]] = reports
    rows = np.arange(len(head))
    said = np.where(head >= 0, content[np.maximum(head, 0)], -1)
    moves = (
        (relation == "conj").to_numpy()
        & without_subject(tokens, head)
        & (said >= 0)
        & (said < rows)
        & says[np.maximum(head, 0)]
    )
    moves &= (lemma == lemma[np.maximum(said, 0)]) & (lemma != lemma[np.maximum(head, 0)])
    return np.where(moves, said, head)


def dated(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A dateline before a dash, taken for a subject beside the verb's own, hangs on nothing.

    "GENEVA -- President Ida Holm said …": Geneva says nothing.
    """
    rows = np.arange(len(head))
    subject = tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy() & (head > rows)
    sentence = tokens["sentence"].to_numpy()
    begins = np.maximum.accumulate(np.where(np.append(True, sentence[1:] != sentence[:-1]), rows, 0))
    printed = tokens["form"].gather(begins)
    capitals = (printed.str.contains(r"^[\p{Lu}.'’-]{2,}$")).to_numpy()
    opening = subject & capitals & (rows - begins <= 2) & (tokens["upos"] == "PROPN").to_numpy()
    dash = tokens["form"].is_in(_DASHES).to_numpy() & ~_glued(tokens)
    dashes = np.append(np.flatnonzero(dash), len(head))
    nearest = dashes[np.searchsorted(dashes, rows)]
    verbs = np.append(0, np.cumsum(tokens["upos"].is_in(["VERB", "AUX"]).to_numpy()))
    last = np.full(len(head), -1)
    last[head[subject]] = rows[subject]
    own = np.where(opening, last[head], -1)
    moves = (own > nearest) & (verbs[nearest] == verbs[rows])
    return np.where(moves, -1, head)


def _glued(tokens: pl.DataFrame) -> Flags:
    """Marks that stand close to the words on both sides: those of a compound."""
    start, end = (tokens[f"char_{name}"].to_numpy() for name in ("start", "end"))
    close = np.append(start[1:] == end[:-1], False)
    return np.asarray(close & np.append(False, close[:-1]))
