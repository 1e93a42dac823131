"""Mends of tails: what stands behind a clause and tells of a word farther up than the one the parser hangs it on."""

import numpy as np
import polars as pl

from transforms.extract.report_mends import verbs_of_saying, without_subject
from transforms.extract.trees import Flags, Rows, behind, extents
from transforms.lexicons import lexicon

_DEEPEST = 3  # complements and nouns on the way up
_MARKERS = ("to", "of", "from", "for", "into", "that")
_RATHER = ("rather", "sooner")
_SAYING = ("say", "report", "claim", "deny", "criticize", "warn", "promise", "answer")
"""Classes of nouns of what somebody has said."""
_SHOWING = ("demonstrate", "indicate", "prove", "reveal", "show", "signal", "suggest")
"""What a fact does as well as somebody."""
_PART = ("some", "many", "most", "all", "several", "none", "both", "half", "few", "one", "two", "three")


def outspoken(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A participle of saying behind a comma goes with the verb of saying whose complement it is hung on.

    "Holm urged the council not to pay, warning that …": the parser has the council warn. So does it behind a clause
    whose subject is nobody: "denied that a wall had fallen, saying …".
    """
    relation = tokens["deprel"].str.split(":").list.first()
    verb = (tokens["upos"] == "VERB").to_numpy()
    lemma = tokens["lemma"]
    says = verb & lemma.is_in(verbs_of_saying()).to_numpy()
    cue = verb & lemma.is_in(lexicon("cue_verbs")["lemma"].to_list()).to_numpy()
    comma = behind((tokens["form"] == ",").to_numpy(), tokens["sentence"].to_numpy())
    bare = without_subject(tokens, head)
    tail = says & tokens["form"].str.ends_with("ing").to_numpy() & comma & bare & (head >= 0)
    tail &= (relation == "advcl").to_numpy() & (head < np.arange(len(head))) & ~lemma.is_in(_SHOWING).to_numpy()
    open_ = bare & relation.is_in(["xcomp", "advcl", "acl"]).to_numpy() & _marked(tokens, head, _MARKERS)
    reported = relation.is_in(["ccomp", "acl"]).to_numpy() & ~_by_somebody(tokens, head) & ~bare
    passed = (head >= 0) & (open_ | reported)
    noun = relation.is_in(["obj", "nmod"]).to_numpy() & (tokens["upos"] == "NOUN").to_numpy()
    above, found = np.where(tail, head, -1), np.full(len(head), -1)
    for _ in range(_DEEPEST):
        clause = np.maximum(above, 0)
        leaves = (above >= 0) & passed[clause]
        governor = np.where(leaves, head[clause], -1)
        governor = np.where((governor >= 0) & noun[np.maximum(governor, 0)], head[np.maximum(governor, 0)], governor)
        found = np.where((governor >= 0) & cue[np.maximum(governor, 0)], governor, found)
        above = governor
    return np.where(found >= 0, found, head)


def summed_up(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """A noun that sums up what was said tells of the saying, and is no part of it.

    "The town had fallen, residents said, a claim that the army denied": the parser hangs "claim" on "fallen". Gives the
    tokens with the relation changed, and the heads.
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    said = lexicon("cue_nominals").filter((pl.col("upos") == "NOUN") & pl.col("class").is_in(_SAYING))["lemma"]
    article = np.zeros(len(head), dtype=np.bool_)
    article[head[tokens["form"].str.to_lowercase().is_in(["a", "an"]).to_numpy() & (head >= 0)]] = True
    told = np.zeros(len(head), dtype=np.bool_)
    told[head[(relation == "acl").to_numpy() & (head >= 0) & (head < rows)]] = True
    summing = (tokens["upos"] == "NOUN").to_numpy() & tokens["lemma"].is_in(said.to_list()).to_numpy() & article & told
    summing &= (
        _behind_comma(tokens, head)
        & relation.is_in(["obj", "obl", "appos", "nsubj", "conj", "parataxis", "dep"]).to_numpy()
    )
    # Behind its verb, whose subject or object it can be no more.
    summing &= (head >= 0) & (head < rows)
    reports = (relation == "ccomp").to_numpy() & (head >= 0)
    reports &= ((tokens["upos"] == "VERB") & tokens["lemma"].is_in(verbs_of_saying())).to_numpy()[np.maximum(head, 0)]
    above, found = np.where(summing, head, -1), np.full(len(head), -1)
    for _ in range(_DEEPEST + 1):
        clause = np.maximum(above, 0)
        found = np.where((above >= 0) & (found < 0) & reports[clause], head[clause], found)
        above = np.where((above >= 0) & (found < 0), head[clause], -1)
    moves = found >= 0
    changed = tokens.with_columns(deprel=pl.when(pl.Series(moves)).then(pl.lit("appos")).otherwise("deprel"))
    return changed, np.where(moves, found, head)


def dated_reports(tokens: pl.DataFrame, head: Rows) -> Rows:
    """A time right behind a verb of saying is when it was said, and not when what stands before it happened.

    "Floods have killed 12 people, officials said on Thursday": no tree of English crosses so.
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    first, _ = extents(head)
    before = np.maximum(first - 1, 0)
    says = ((tokens["upos"] == "VERB") & tokens["lemma"].is_in(verbs_of_saying())).to_numpy()
    says &= tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy()
    time = (relation == "obl").to_numpy() & (tokens["phrase_type"] == "time").fill_null(False).to_numpy()
    time &= (head >= 0) & (head < before) & says[before] & (first > 0) & (rows > first - 1)
    above, crosses = np.where(time, head, -1), np.zeros(len(head), dtype=np.bool_)
    for _ in range(_DEEPEST):
        clause = np.maximum(above, 0)
        crosses |= (above >= 0) & (head[clause] == before) & (relation == "ccomp").to_numpy()[clause]
        above = np.where(above >= 0, head[clause], -1)
    return np.where(crosses, before, head)


def preferred(tokens: pl.DataFrame, head: Rows) -> Rows:
    """What one would rather do something "than" do hangs on what one would rather do.

    "She would rather have seen him go to jail than receive money": the parser hangs "receive" on "go".
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    than = ((tokens["form"].str.to_lowercase() == "than") & (relation == "mark")).to_numpy() & (head >= 0)
    behind_than = np.zeros(len(head), dtype=np.bool_)
    behind_than[head[than]] = True
    behind_than &= (relation == "advcl").to_numpy() & (head >= 0) & (head < rows) & without_subject(tokens, head)
    rather = np.zeros(len(head), dtype=np.bool_)
    adverb = tokens["form"].str.to_lowercase().is_in(_RATHER).to_numpy() & (relation == "advmod").to_numpy()
    rather[head[adverb & (head >= 0)]] = True
    above, found = np.where(behind_than, head, -1), np.full(len(head), -1)
    for _ in range(_DEEPEST):
        clause = np.maximum(above, 0)
        found = np.where((above >= 0) & (found < 0) & rather[clause], above, found)
        above = np.where(above >= 0, head[clause], -1)
    return np.where(found >= 0, found, head)


def of_them(tokens: pl.DataFrame, head: Rows) -> tuple[pl.DataFrame, Rows]:
    """ "Some of them" behind a comma says more of those before it, and does nothing beside them.

    "Relatives, some of them carrying photographs, wept": the parser joins "some" to "relatives" without any "and", and
    has both carry. Gives the tokens with the relation changed, and the heads.
    """
    rows = np.arange(len(head))
    relation = tokens["deprel"].str.split(":").list.first()
    lower = tokens["form"].str.to_lowercase()
    joined = np.zeros(len(head), dtype=np.bool_)
    joined[head[(relation == "cc").to_numpy() & (head >= 0)]] = True
    those = np.zeros(len(head), dtype=np.bool_)
    those[
        head[lower.is_in(["them", "whom", "these", "those"]).to_numpy() & (relation == "nmod").to_numpy() & (head >= 0)]
    ] = True
    _, last = extents(head)
    part = lower.is_in(_PART).to_numpy() | (tokens["upos"] == "NUM").to_numpy()
    part &= (
        those & ~joined & _behind_comma(tokens, head) & (relation == "conj").to_numpy() & (head >= 0) & (head < rows)
    )
    # A participle right behind is what they do.
    after = np.minimum(last + 1, len(head) - 1)
    participle = (relation == "acl").to_numpy() & without_subject(tokens, head)
    does = part & participle[after] & (head[after] == head)
    mended = head.copy()
    mended[after[does]] = rows[does]
    changed = tokens.with_columns(deprel=pl.when(pl.Series(part)).then(pl.lit("appos")).otherwise("deprel"))
    return changed, mended


def _behind_comma(tokens: pl.DataFrame, head: Rows) -> Flags:
    """Words whose phrases a comma opens or precedes."""
    comma = (tokens["form"] == ",").to_numpy()
    first, _ = extents(head)
    return np.asarray((comma | behind(comma, tokens["sentence"].to_numpy()))[first])


def _marked(tokens: pl.DataFrame, head: Rows, words: tuple[str, ...]) -> Flags:
    """Clauses that one of these words opens."""
    mark = tokens["deprel"].is_in(["mark", "case"]).to_numpy() & (head >= 0)
    marked = np.zeros(len(head), dtype=np.bool_)
    marked[head[mark & tokens["form"].str.to_lowercase().is_in(words).to_numpy()]] = True
    return marked


def _by_somebody(tokens: pl.DataFrame, head: Rows) -> Flags:
    """Clauses whose subject may speak: a person, an organization, a place that stands for its people, a pronoun."""
    somebody = tokens["phrase_type"].is_in(["person", "organization"]).fill_null(False).to_numpy()
    somebody |= tokens["upos"].is_in(["PRON", "PROPN"]).to_numpy()
    spoken_for = np.zeros(len(head), dtype=np.bool_)
    subject = tokens["deprel"].is_in(["nsubj", "nsubj:pass"]).to_numpy() & (head >= 0) & somebody
    spoken_for[head[subject]] = True
    return spoken_for


def apposed(tokens: pl.DataFrame, head: Rows) -> Rows:
    """What tells of an organization or a place behind a comma tells of the one named before it.

    "Ida Holm, the director of Riverwatch, *a group* that fights dams": the parser has her be the group. So it has
    the army be the region in "clashes between the army and rebels in Arvenia, *a region* of the north".
    """
    kinds = lexicon("kind_nouns").filter(pl.col("entity_type").is_in(["organization", "place"]))
    told = dict.fromkeys(lexicon("collective_nouns")["lemma"], "organization") | dict(kinds.iter_rows())
    feats, kind = tokens["feats"].fill_null(""), tokens["phrase_type"].fill_null("")
    tells = tokens["lemma"].str.to_lowercase().replace_strict(told, default=None, return_dtype=pl.String)
    of = np.maximum(head, 0)
    other = (kind != "") & (kind != "abstract")
    moving = ((tokens["deprel"] == "appos") & tells.is_not_null() & feats.str.contains("Number=Sing")).to_numpy()
    moving &= (head >= 0) & other.to_numpy()[of] & (tells.fill_null("") != kind.gather(of)).to_numpy()
    first, _ = extents(head)
    comma = (tokens["form"] == ",").to_numpy()
    # The comma hangs on what it opens, mostly.
    opens = np.where(comma[first], first, first - 1)
    tail = np.flatnonzero(moving & (opens > 0) & comma[opens])
    nearest, found = opens[tail] - 1, np.full(len(tail), -1)
    named, wanted = (tokens["upos"] == "PROPN").to_numpy(), tells.gather(tail)
    for _ in range(_DEEPEST):
        between = nearest > head[tail]
        fits = named[nearest] & (kind.gather(nearest) == wanted).to_numpy()
        found = np.where(between & (found < 0) & fits, nearest, found)
        nearest = np.where(between, head[nearest], nearest)
    result = head.copy()
    # Only below the word that it hangs on now, which is reached on the way up.
    moves = (found >= 0) & (nearest == head[tail])
    result[tail[moves]] = found[moves]
    return result
