"""Claims: by which cue each clause is reported."""

from functools import cache

import numpy as np
import polars as pl

from transforms.extract.asides import apart, carriers
from transforms.extract.parse import Parse
from transforms.extract.standing.negation import turned
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

_ACCUSING = ("claim", "criticize")
"""Classes of verbs behind which a gerund tells what somebody is said to have done."""
_BIDDING = ("ask", "order", "warn")
_NOBODY = -2
_HOLDING = ("think", "claim", "say", "report", "warn")
_SPEAKING = ("say", "report", "claim", "warn")
_ATTITUDES = ("want", "like", "dislike", "support", "oppose", "intend")


def reporting(verbs: pl.DataFrame, every: pl.DataFrame | None = None) -> pl.DataFrame:
    """Find all cues that report a clause: the cue verbs, those in the passive, and what nouns and adjectives report.

    Parameters
    ----------
    verbs
        As ``transforms.extract.attribution.cues`` gives them.
    every
        As ``transforms.extract.indirect.every_cue`` gives them: "was told by X that …", "his claim that …", "is
        adamant that …", "in the words of X, …"; None for the verbs alone.

    Returns
    -------
    pl.DataFrame
        cue, class, speaker_first, speaker_last, is_addressed, is_according (whether what carries the cue accords to its
        speaker), in order.
    """
    columns = ["cue", "class", "speaker_first", "speaker_last", "is_addressed", "is_according"]
    own = verbs.with_columns(is_according=pl.col("cue") == pl.col("speaker")).select(columns)
    if every is None:
        return own
    passive = (pl.col("kind") == "passive") & ~pl.col("class").is_in(_ATTITUDES)
    others = every.filter(pl.col("speaker_first").is_not_null() & (passive | pl.col("is_held").fill_null(False)))
    others = others.with_columns(is_according=pl.col("kind").is_in(["according", "outer"]))
    return pl.concat([own, others.join(own, on="cue", how="anti").select(columns)]).sort("cue")


def claims(parse: Parse, found: pl.DataFrame) -> Rows:
    """For each token the row of the cue that its clause is reported by, -1 where it is not reported.

    A clause is reported that is a complement of a cue ("said that …", "the claim that …"), what a verb accuses somebody
    of doing, that carries its cue as an aside ("…, he said"), or that says whom it accords to. The nearest cue counts;
    what nobody says, or somebody does not say, is reported by none.

    Parameters
    ----------
    found
        As ``reporting`` gives them.
    """
    found = found.filter(pl.col("speaker_first").is_not_null() & ~parse.at(turned(parse), "cue"))
    own = np.full(len(parse.head), -1)
    is_cue = np.zeros(len(parse.head), dtype=np.bool_)
    is_cue[found["cue"].to_numpy()] = True
    complement = parse.among("deprel", ("ccomp",)) & (parse.head >= 0) & is_cue[parse.head]
    that = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("that",)))
    complement |= parse.among("deprel", ("acl",)) & that & (parse.head >= 0) & is_cue[parse.head]
    accusing = np.zeros(len(parse.head), dtype=np.bool_)
    accusing[found.filter(pl.col("class").is_in(_ACCUSING))["cue"].to_numpy()] = True
    deed = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("of", "for")))
    complement |= parse.among("deprel", ("advcl",)) & deed & (parse.head >= 0) & accusing[parse.head]
    complement |= _bidden(parse, found) | _owned_up(parse, found) | _raised(parse, found) | _said_of(parse, found)
    own[complement] = parse.head[complement]
    aside = _is_aside(parse, found)
    rows = np.flatnonzero(aside & (parse.head >= 0))
    tops = carriers(parse, rows)
    own[tops] = np.where(own[tops] < 0, rows, own[tops])
    # What another reports behind the aside is none of its.
    others = apart(parse, rows, found["cue"].to_numpy())
    own[others] = np.where(own[others] < 0, _NOBODY, own[others])
    claimed = inherit(parse.head, own)
    claimed = np.where(claimed == _NOBODY, -1, claimed)
    # The aside itself is the article's own.
    every = np.arange(len(claimed))
    cue = np.maximum(claimed, 0)
    return np.where((claimed >= 0) & aside[cue] & parse.whole.below(every, cue), -1, claimed)


def _is_aside(parse: Parse, found: pl.DataFrame) -> Flags:
    """Cues that stand beside what they report: "…, he said", "…, he told reporters", "according to him".

    What has a complement or an object of its own, and what begins behind a semicolon or a colon, is a sentence of its
    own: "They were rich; they believed that …".
    """
    beside = parse.among("deprel", ("parataxis",)) & parse.among("upos", ("VERB",)) & (parse.head >= 0)
    beside &= parse.lacks("relation", ("ccomp", "xcomp"))
    told = np.zeros(len(beside), dtype=np.bool_)
    told[found.filter("is_addressed")["cue"].to_numpy()] = True
    # "As Holm told the Herald, …"
    claiming = np.zeros(len(beside), dtype=np.bool_)
    claiming[found.filter(pl.col("class").is_in(_SPEAKING))["cue"].to_numpy()] = True
    as_said = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("as",)))
    # Behind the clause it may go with a part of it: does not answer whether he had a gun, as police said.
    as_said &= parse.among("deprel", ("advcl",)) & parse.among("upos", ("VERB",)) & (parse.head > parse.column("row"))
    as_said &= claiming
    beside |= as_said & parse.lacks("relation", ("ccomp", "xcomp")) & ~parse.among("lemma", _manners())
    beside &= told | parse.lacks("relation", ("obj",))
    opening, stop = parse.column("first"), parse.among("form", (":", ";"))
    beside &= ~(stop[opening] | parse.behind(stop)[opening])
    aside = np.zeros(len(beside), dtype=np.bool_)
    aside[found["cue"].to_numpy()] = True
    aside &= beside
    aside[found.filter("is_according")["cue"].to_numpy()] = True
    return aside


@cache
def _manners() -> tuple[str, ...]:
    """Verbs that need marks to be a cue: as the talks *began*, as the crowd *roared*."""
    verbs = lexicon("cue_verbs").filter(~pl.any_horizontal("is_addressed", "has_object", "has_infinitive"))
    return (*verbs["lemma"], "speak", "talk")


def _owned_up(parse: Parse, found: pl.DataFrame) -> Flags:
    """Gerunds that tell what somebody admits: confessed to *stealing* the van."""
    admits = np.zeros(len(parse.head), dtype=np.bool_)
    admits[found.filter(pl.col("class") == "agree")["cue"].to_numpy()] = True
    gerund = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Ger").to_numpy()
    gerund |= parse.among("upos", ("VERB",)) & parse.tokens["lower"].str.ends_with("ing").to_numpy()
    to = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("to",)))
    return np.asarray(parse.among("deprel", ("advcl",)) & gerund & to & (parse.head >= 0) & admits[parse.head])


def _raised(parse: Parse, found: pl.DataFrame) -> Flags:
    """Infinitives whose subject is the cue's object: expects inflation to *fall*."""
    holds = np.zeros(len(parse.head), dtype=np.bool_)
    cues = found.filter(pl.col("class").is_in(_HOLDING) & ~pl.col("is_addressed"))["cue"].to_numpy()
    holds[cues] = True
    holds &= ~parse.lacks("relation", ("obj",))
    to = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("to",)))
    return np.asarray(parse.among("deprel", ("xcomp",)) & to & (parse.head >= 0) & holds[parse.head])


def _said_of(parse: Parse, found: pl.DataFrame) -> Flags:
    """Infinitives of what somebody is said by another to do: he was said by an aide to be *willing*."""
    holds = np.zeros(len(parse.head), dtype=np.bool_)
    holds[found.filter(pl.col("class").is_in(_HOLDING) & ~pl.col("is_addressed"))["cue"].to_numpy()] = True
    holds &= parse.heading(parse.among("deprel", ("obl:agent",)))
    to = parse.heading(parse.among("relation", ("mark",)) & parse.among("lower", ("to",)))
    return np.asarray(parse.among("deprel", ("xcomp", "advcl")) & to & (parse.head >= 0) & holds[parse.head])


def _bidden(parse: Parse, found: pl.DataFrame) -> Flags:
    """Infinitives of what somebody is asked, ordered or told to do: the minister tells airlines not to *buy*."""
    bids = np.zeros(len(parse.head), dtype=np.bool_)
    bids[found.filter(pl.col("class").is_in(_BIDDING))["cue"].to_numpy()] = True
    bids |= parse.among("lemma", ("tell",)) & parse.among("upos", ("VERB",))
    bids &= ~parse.lacks("relation", ("obj", "iobj"))
    infinitive = parse.heading(parse.among("deprel", ("mark",)) & parse.among("lower", ("to",)))
    is_cue = np.zeros(len(parse.head), dtype=np.bool_)
    is_cue[found["cue"].to_numpy()] = True
    return np.asarray(
        parse.among("deprel", ("xcomp", "advcl")) & infinitive & (parse.head >= 0) & (bids & is_cue)[parse.head]
    )
