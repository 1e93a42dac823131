"""Subjects: who does what a predicate says, of its own or by relatives, participles, control and coordination."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows, inherit
from transforms.lexicons import lexicon

NEGATIONS = ("not", "n't", "n’t", "never", "neither", "nor")
# Participles that have become prepositions: nobody does them.
_PREPOSITIONAL = (
    "assuming", "based", "barring", "compared", "concerning", "considering", "depending", "excluding",
    "following", "given", "granted", "including", "judging", "owing", "provided", "regarding",
)  # fmt: skip
# Nouns whose infinitive somebody else is to do: their requests to take it down.
_ASKS_OTHERS = ("appeal", "call", "demand", "instruction", "invitation", "order", "plea", "request")
# Nouns of what somebody has a mind to do, by their class as cues, and verbs whose subject that is, besides light ones.
_MINDED = ("decide", "intend", "promise", "want")
_PURSUING = (
    "abandon", "cancel", "confirm", "defend", "delay", "detail", "disclose", "drop", "halt", "outline", "postpone",
    "pursue", "resume", "reveal", "revive", "scrap", "shelve", "suspend", "unveil", "withdraw",
)  # fmt: skip
# Classes of verbs that judge their object for what it does: blamed the ship for cutting nets.
_JUDGING = ("criticize", "claim")
# What follows from a deed is nobody's deed: "declared war, resulting in a siege".
_RESULTS = ("allow", "cause", "enable", "fuel", "lead", "mean", "prompt", "result", "spark", "trigger")
# What others bring to so many: "found a body, bringing the toll to 27".
_COUNTS = ("toll", "total", "number", "count", "tally", "figure")
# Who is shown, filmed … doing something does it.
_DEPICTING = ("capture", "depict", "film", "photograph", "picture", "portray", "record", "show", "spot")
_ACTORS = ("person", "organization", "place")
# They point to what was said before, or to nothing: no name for what a relative clause tells.
_POINTING = ("it", "this", "that", "these", "those", "there", "what", "which", "here", "all")
_ORDINAL = ("first", "last", "only", "second", "third", "fourth", "fifth", "latest", "next", "sole")
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")


def subjects(parse: Parse, is_predicate: Flags, passive: Flags, copular: Flags) -> tuple[Rows, Rows]:
    """Row of each predicate's subject, -1 for none, and how it was found ("" for none).

    Parameters
    ----------
    is_predicate, passive, copular
        Which tokens head a clause, one in the passive, one with a copula.
    """
    head, deprel = parse.head, parse.tokens["deprel"]
    feats = parse.tokens["feats"].fill_null("")
    size = len(head)
    own = np.full(size, -1)
    nominal = np.flatnonzero(parse.among("deprel", _SUBJECTS))[::-1]
    # "is due to meet": the parse takes the subject for an outer one, and "due" for a mark.
    due = np.zeros(size, dtype=np.bool_)
    due[parse.heads_of(parse.among("lower", ("due",)) & parse.among("deprel", ("mark",)))] = True
    outer = np.flatnonzero(parse.among("deprel", ("nsubj:outer",)) & (head >= 0) & due[head])
    own[head[outer]] = outer
    own[head[nominal]] = parse.refers[nominal]  # of several, the first
    is_relative = np.zeros(size, dtype=np.bool_)
    is_relative[head[nominal]] = parse.refers[nominal] != nominal

    infinitive = feats.str.contains("VerbForm=Inf").to_numpy()
    unmarked = parse.lacks("relation", ("mark", "case"))
    origin = np.where(is_relative, "relative", np.where(own >= 0, "own", ""))

    # A participle is said of the noun that it hangs on.
    reduced = is_predicate & (own < 0) & (deprel == "acl").to_numpy() & unmarked & ~infinitive & (head >= 0)
    own = np.where(reduced, head, own)
    origin = np.where(reduced, "antecedent", origin)

    # "the first envoy to visit the city": of an ordinal, so is an infinitive.
    ordinal = np.zeros(size, dtype=np.bool_)
    ordinal[parse.heads_of(parse.among("lower", _ORDINAL) & parse.among("relation", ("amod",)))] = True
    attained = is_predicate & (own < 0) & (deprel == "acl").to_numpy() & infinitive & ordinal[head] & (head >= 0)
    own = np.where(attained, head, own)
    origin = np.where(attained, "antecedent", origin)
    own = np.where(np.isin(origin, ("relative", "antecedent")), _named(parse, copular, own), own)

    # An infinitive's subject is its governor's object where there is one.
    objects = np.full(size, -1)
    places = np.flatnonzero(parse.among("deprel", ("iobj", "obj")) & (head >= 0))
    objects[head[places]] = parse.refers[places]
    verbs = lexicon("complement_verbs").select("lemma", "controller")
    by_subject, by_object = (
        parse.among("lemma", tuple(verbs.filter(pl.col("controller") == who)["lemma"])) for who in ("subject", "object")
    )
    lacking = is_predicate & (own < 0) & (head >= 0) & (objects[head] >= 0)
    controlled = lacking & parse.among("deprel", ("xcomp",)) & ~by_subject[head]
    # A parser often takes the infinitive of "forced people to flee" for a purpose, and the participle of
    # "has posts, set up after a deal" for the subject's.
    token = np.arange(size)
    adverbial = lacking & parse.among("deprel", ("advcl",)) & (objects[head] < token)
    controlled |= adverbial & infinitive & by_object[head]
    controlled |= adverbial & passive & unmarked & (token > head)
    # "praised them for having saved the town", "helped them in saving it"
    somebody = parse.tokens["phrase_type"].is_in(_ACTORS).fill_null(False).to_numpy()
    marked = {word: np.zeros(size, dtype=np.bool_) for word in ("for", "in", "from", "of", "as")}
    for word, flags in marked.items():
        flags[parse.heads_of(parse.among("relation", ("mark", "case")) & parse.among("lower", (word,)))] = True
    marked["in"] &= parse.among("lemma", ("aid", "assist", "back", "help", "join", "support"))[head]
    blaming = lexicon("cue_verbs").filter(pl.col("class").is_in(_JUDGING))["lemma"]
    judged = marked["for"] & parse.among("lemma", tuple(blaming))[head]
    controlled |= adverbial & (((marked["for"] | marked["in"]) & somebody[objects[head]]) | judged) & ~passive[head]
    # "showed him sleeping"
    gerund_of = parse.tokens["lower"].str.ends_with("ing").to_numpy() & unmarked & (token > head)
    controlled |= adverbial & gerund_of & somebody[objects[head]] & parse.among("lemma", _DEPICTING)[head]
    # "showed smoke rising"
    witnessed = lacking & parse.among("deprel", ("ccomp",)) & gerund_of & ~by_subject[head]
    controlled |= witnessed & (parse.core_last[objects[head]] + 1 == parse.column("first"))
    # "quoted the minister as saying"
    controlled |= adverbial & marked["as"] & parse.among("lemma", ("quote", "cite"))[head] & ~passive[head]
    # "prevented aid from reaching them", "accused him of lying"
    rules = lexicon("clause_governors").filter(pl.col("part") == "VERB")
    for word in ("from", "of"):
        verbs_with = parse.among("lemma", tuple(rules.filter(pl.col("marker") == word)["lemma"]))
        controlled |= adverbial & marked[word] & verbs_with[head] & ~passive[head]
    own = np.where(controlled, objects[head], own)
    origin = np.where(controlled, "controlled", origin)

    # "called on the government to resign"
    asked = _asked(parse)
    bidden_to = is_predicate & (own < 0) & infinitive & (head >= 0) & parse.among("deprel", ("advcl", "ccomp", "xcomp"))
    bidden_to &= asked[parse.column("first")] >= 0
    bidden_to &= parse.head[asked[parse.column("first")]] == head
    own = np.where(bidden_to, asked[parse.column("first")], own)
    origin = np.where(bidden_to, "controlled", origin)

    # "was passed by parliament to protect them": whoever did it did it for that.
    agents = np.full(size, -1)
    agent = np.flatnonzero(parse.among("deprel", ("obl:agent",)) & (head >= 0))
    agents[head[agent]] = agent
    meant = is_predicate & (own < 0) & (deprel == "advcl").to_numpy() & infinitive & (head >= 0) & (agents[head] >= 0)
    own = np.where(meant, agents[head], own)
    origin = np.where(meant, "controlled", origin)

    # "its move to expel them": who owns a noun does what the noun is for.
    owners = np.full(size, -1)
    owned = np.flatnonzero(parse.among("deprel", ("nmod:poss",)) & (head >= 0))
    owners[head[owned]] = owned
    purpose = is_predicate & (own < 0) & (deprel == "acl").to_numpy() & infinitive & (head >= 0)
    possessed = purpose & (owners[head] >= 0) & ~parse.among("lemma", _ASKS_OTHERS)[head]
    own = np.where(possessed, owners[head], own)
    origin = np.where(possessed, "possessor", origin)

    # "scrapped plans to drill": whoever has, makes or drops a plan is to carry it out.
    nouns = lexicon("cue_nominals").filter((pl.col("upos") == "NOUN") & pl.col("class").is_in(_MINDED))["lemma"]
    minded = purpose & (own < 0) & parse.among("lemma", tuple(nouns))[head] & parse.among("deprel", ("obj",))[head]
    having = (*lexicon("light_verbs")["lemma"], *_PURSUING)
    clause = np.where(minded, head[np.maximum(head, 0)], -1)
    minded &= (clause >= 0) & is_predicate[clause] & ~passive[clause] & parse.among("lemma", having)[clause]
    own = np.where(minded, own[clause], own)
    origin = np.where(minded & (own >= 0), "possessor", origin)

    # "40 people were killed and *200* injured"
    numbers = np.append(False, parse.among("upos", ("NUM",))[:-1]) & is_predicate & passive & (own < 0)
    numbers &= parse.among("deprel", ("conj",)) & parse.lacks("relation", ("aux",)) & (head >= 0)
    numbers &= passive[head] & (head[np.maximum(token - 1, 0)] == token)
    own = np.where(numbers, token - 1, own)
    origin = np.where(numbers, "own", origin)

    # The rest share their governor's, whatever the way in which that one got it.
    prepositional = parse.among("lower", _PREPOSITIONAL)
    told = bidden(parse, infinitive)
    own = np.where(told & (own < 0), objects[np.maximum(head, 0)], own)
    origin = np.where(told & (own >= 0) & (origin == ""), "controlled", origin)
    finite = feats.str.contains("VerbForm=Fin").to_numpy()
    imperative = feats.str.contains("Mood=Imp").to_numpy()
    lacking = is_predicate & (own < 0) & (head >= 0) & is_predicate[head] & ~imperative
    # "our priority must be peace and ensuring access": a gerund beside a noun is another complement.
    gerund = feats.str.contains("VerbForm=Ger").to_numpy() & parse.lacks("relation", ("aux",))
    lacking &= ~(gerund & (deprel == "conj").to_numpy() & copular[head])
    # "said it was Arvenia that had left": nobody is Arvenia.
    lacking &= ~(copular & ~parse.lacks("relation", ("expl",)))
    shares = {
        "conj": ("shared", lacking & (deprel == "conj").to_numpy()),
        "xcomp": ("controlled", lacking & (deprel == "xcomp").to_numpy()),
        "ccomp": ("controlled", lacking & (deprel == "ccomp").to_numpy() & ~finite & ~told),
        "advcl": ("adverbial", lacking & (deprel == "advcl").to_numpy() & ~finite & ~prepositional),
    }
    borrows = np.zeros(size, dtype=np.bool_)
    for name, rows in shares.values():
        borrows |= rows
        origin = np.where(rows, name, origin)
    subject = inherit(np.where(borrows, head, -1), own)
    # "can be clarified by adding salt": what is clarified adds nothing.
    by = np.zeros(size, dtype=np.bool_)
    by[parse.heads_of(parse.among("relation", ("mark", "case")) & parse.among("lower", ("by",)))] = True
    adverbial = origin == "adverbial"
    nobody = adverbial & by & passive[head]
    results = adverbial & parse.among("lemma", _RESULTS) & (token > head)
    # "was attacked, causing it to shut down": the attack caused it.
    nobody |= results & (somebody[subject] | passive[head])
    # "found 19 bodies, bringing the toll to 27"
    tolls = parse.heading(parse.among("deprel", ("obj",)) & parse.among("lemma", _COUNTS))
    nobody |= adverbial & tolls & parse.among("lemma", ("bring", "take", "raise", "push")) & (token > head)
    subject = np.where(nobody, -1, subject)
    return subject, np.where(subject < 0, "", origin)


def _asked(parse: Parse) -> Rows:
    """For each "to" who is asked or relied on right before it, -1 for none: called on *the government* to resign."""
    tokens = parse.tokens
    markers = tokens.filter(pl.col("relation") == "case").select(place="head_row", marker="lower")
    asked = (
        # Not "waited for hours to see him".
        tokens.filter((pl.col("relation") == "obl") & (pl.col("phrase_type") != "time").fill_null(True))
        .select("last", place="row", verb="head_row")
        .join(tokens.select("lemma", verb="row"), on="verb", how="inner", maintain_order="left")
        .join(markers, on="place", how="inner", maintain_order="left")
        .join(lexicon("oblique_controllers"), on=["lemma", "marker"], how="semi", maintain_order="left")
        .filter(pl.col("last") + 1 < len(tokens))
    )
    found = np.full(len(tokens), -1)
    found[asked["last"].to_numpy() + 1] = asked["place"].to_numpy()
    return np.where(parse.among("lower", ("to",)), found, -1)


def bidden(parse: Parse, infinitive: Flags) -> Flags:
    """Bare infinitives that are said to somebody: "*Leave* the town," the general told residents."""
    bare = parse.among("deprel", ("ccomp",)) & infinitive & parse.lacks("relation", ("mark", "nsubj", "expl"))
    mark, first = parse.among("upos", ("PUNCT",)), parse.column("first")
    opens = ~parse.behind(~mark)[first] | mark[first]
    return np.asarray(bare & opens & (parse.head >= 0))


def _named(parse: Parse, copular: Flags, subject: Rows) -> Rows:
    """Who is meant by a noun that only says what somebody is: "*he* is a player who …", "*Ilan Gest*, a poet who …"."""
    size = len(subject)
    said_of = np.full(size, -1)
    nominal = np.flatnonzero(parse.among("deprel", ("nsubj",)) & (parse.head >= 0))
    said_of[parse.head[nominal]] = parse.refers[nominal]
    plain = parse.lacks("relation", ("aux", "expl")) & parse.lacks("lower", NEGATIONS)
    says = copular & plain & parse.among("upos", ("NOUN",)) & (said_of >= 0) & parse.lacks("relation", ("case",))
    says &= ~parse.among("lower", _POINTING)[said_of]
    beside = parse.among("deprel", ("appos",)) & parse.among("upos", ("NOUN",)) & (parse.head >= 0)
    beside &= parse.among("upos", ("PROPN",))[parse.head]
    noun = np.maximum(subject, 0)
    found = np.where(says[noun], said_of[noun], np.where(beside[noun], parse.head[noun], subject))
    return np.where(subject < 0, subject, found)
