"""events: facts that are political events, typed as PLOVER types them, with who did it to whom."""

import dataframely as dy
import polars as pl

from transforms.extract.events.matches import matched, threat
from transforms.extract.events.roles import with_roles
from transforms.extract.events.settings import is_public, names_power, settings
from transforms.lexicons import lexicon
from warehouse.tables import Arguments, Facts, Sentences, Tokens

# What is only promised is an agreement to come, what is only announced against somebody a threat.
_FRIENDLY = ("support", "cooperate", "aid", "consult", "concede", "retreat")
_REFUSED = ("support", "cooperate", "aid", "consult", "concede", "agree")
_HOSTILE = ("assault", "coerce", "sanction", "mobilize", "protest")
_ROLES = tuple(f"{role}{end}" for role in ("actor", "recipient") for end in ("", "_start", "_end"))
_ASKED = ("request", "reject")
_ATTACK = "190"
"""CAMEO's code for the use of force with whatever weapons."""
_QUESTION = r"(?i)^\W*(?:whether|if|why|how|what|who|when|where|which)\b"
_WILL = r"(?i)\b(?:will|would|wo|shall|do|does|did|don|doesn|didn)\b"
_EXPECTED = r"(?i)\b(?:expected|likely|believed|feared|supposed) to\b"
_NAMED = r"^(?:(?:[Ii]t|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|who)$|(?:[Tt]he\s+)?\p{Lu}\S*\s+\p{Lu}|\p{Lu}\S*[^s\s]$)"
_OUTLAWS = (
    r"(?i)\b(?:rebel|guerrilla|terrorist|trafficker|insurgent|militant|extremist|gunm[ae]n|subversive|gang|mafia)"
)
_WAS_PLANNED = r"(?i)\b(?:was|were|been) planning\b"
_PLANS = r"(?i)\b(?:ready|willing|prepared|set|about|plan\w*|intend\w*|decid\w+) to\b"


def typed(
    facts: dy.DataFrame[Facts],
    arguments: dy.DataFrame[Arguments],
    sentences: dy.DataFrame[Sentences],
    tokens: dy.DataFrame[Tokens],
) -> dy.DataFrame[Facts]:
    """Fill event_type, event_mode, event_contexts, cameo_code, actor and recipient of facts.

    The most specific row of the lexicons that fits a predicate with its object and arguments tells; a fact that none
    fits, or that is of sport, the arts, accidents or private life, is no event. Types, modes and contexts follow the
    PLOVER manual 0.8; as it asks, what an actor says it will do for somebody is an agreement and against somebody a
    threat. Negation and standing stay in the fact's own columns.
    """
    texts = sentences.select("doc_id", "sentence_id", told=pl.col("text").str.to_lowercase())
    questions = _questions(facts, sentences)
    is_passive = pl.col("rule").str.starts_with("passive")
    rows = facts.select(pl.exclude("event_type", "event_mode", "cameo_code", "event_contexts", *_ROLES)).with_columns(
        is_passive=is_passive,
        theme=pl.when(is_passive).then("subject").otherwise("object"),
        lemma=pl.col("predicate_lemma").str.to_lowercase(),
    )
    found = rows.join(matched(rows, arguments), on="fact_id", how="left", maintain_order="left").with_columns(
        # Who is told what they must do is asked for it: "China must drop barriers", the White House said.
        is_demand=pl.col("predicate").str.contains(r"(?i)\b(?:must|ha(?:s|ve) to)\b")
        & pl.col("claimant").is_not_null()
        & names_power(pl.col("subject"))
        & names_power(pl.col("claimant"))
    )
    found = found.filter(pl.col("event_type").is_not_null() | pl.col("is_demand"))
    events = with_roles(_standing(found.join(questions, on="fact_id", how="anti")), facts, arguments, tokens)
    sentence = ["doc_id", "sentence_id"]
    public = (
        events.join(settings(texts), on=sentence, how="left", maintain_order="left")
        .filter(is_public())
        .select("fact_id", *sentence, "event_type", "event_mode", "cameo_code", *_ROLES)
    )
    # A sentence is looked through once, however many facts it has.
    contexts = texts.join(public, on=sentence, how="semi").select(*sentence, event_contexts=_contexts())
    public = public.join(contexts, on=sentence, how="left", maintain_order="left").drop(sentence)
    whole = facts.select(pl.exclude(*public.columns[1:])).join(public, on="fact_id", how="left", maintain_order="left")
    return Facts.validate(whole.select(Facts.column_names()), cast=True)


def _questions(facts: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Facts that ask a question, and for nothing: asked the minister *whether* he would resign. Returns fact_id."""
    whole = facts.filter(pl.col("predicate_lemma").str.to_lowercase() == "ask").join(
        sentences.select("doc_id", "sentence_id", said="text", begins_at="char_start"), on=["doc_id", "sentence_id"]
    )
    behind = (pl.col("said").str.slice(pl.col(f"{slot}_end") - pl.col("begins_at")) for slot in ("predicate", "object"))
    return whole.filter(pl.any_horizontal(text.str.contains(_QUESTION).fill_null(False) for text in behind)).select(
        "fact_id"
    )


def _standing(events: pl.DataFrame) -> pl.DataFrame:
    """Type what is promised, announced, refused or demanded by that, and give assaults their weapons."""
    is_plan = (pl.col("status") == "future") | pl.col("predicate").str.contains(_PLANS)
    # Whose will it is must be told: what is expected, or will be done by nobody named, is neither promise nor threat.
    by_will = pl.when("is_passive").then(pl.col("clause").str.contains(r"\bby\b")).otherwise(pl.lit(True))
    # A noun beside nobody who does it promises nothing: aid will depend on reforms.
    is_bare = pl.col("rule").str.starts_with("nominal") & pl.col("subject").is_null()
    announced = (
        ~is_bare
        & is_plan
        & ~pl.col("is_governed")
        & ~pl.col("is_negated")
        & ~pl.col("predicate").str.contains(_EXPECTED)
    )
    demands = pl.col("is_demand")
    # "will not accept refugees" rejects; "has not visited" does not, nor does "could not agree".
    rejects = (
        pl.col("is_negated")
        & pl.col("predicate").str.contains(_WILL)
        & ~pl.col("is_governed")
        & pl.col("event_type").is_in(_REFUSED)
    )
    # What somebody will talk about is not yet anything they have promised.
    friendly = announced & pl.col("event_type").is_in(_FRIENDLY) & by_will & (pl.col("lemma") != "discuss")
    # Troops that will move are no threat before it is said against whom.
    is_aimed = (pl.col("event_type") != "mobilize") | pl.col("clause").str.contains(r"\bagainst\b")
    # What analysts say that somebody will do is a threat neither of theirs nor of his; a plural is no name.
    by_power = pl.col("claimant").is_null() | names_power(pl.col("claimant")) | pl.col("claimant").str.contains(_NAMED)
    # A minister who says that rebels will attack threatens nobody, and a plan that was found out is no threat.
    is_foretold = pl.col("subject").str.contains(_OUTLAWS) & pl.col("claimant").is_not_null()
    is_foretold &= ~pl.col("claimant").str.contains(_OUTLAWS)
    is_foretold |= pl.col("predicate").str.contains(_WAS_PLANNED)
    by_power &= ~is_foretold.fill_null(False)
    hostile = announced & pl.col("event_type").is_in(_HOSTILE) & is_aimed
    weapon = pl.when((pl.col("event_type") == "assault") & pl.col("event_mode").is_null()).then(
        _named_by("plover_weapons")
    )
    becomes = {"request": (demands, "100"), "reject": (rejects, "120"), "agree": (friendly, "030"),
               "threaten": (hostile, "130")}  # fmt: skip
    weapons = lexicon("plover_weapons").with_columns(pl.col("cameo_code").cast(pl.String))
    by_weapon = weapon.replace_strict(weapons["event_mode"], weapons["cameo_code"], default=None)
    kind, code = (
        pl.coalesce(*(pl.when(when).then(pl.lit(value)) for when, value in values), name)
        for name, values in (
            ("event_type", [(when, name) for name, (when, _) in becomes.items()]),
            ("cameo_code", [*becomes.values()]),
        )
    )
    matter = pl.when(kind.is_in(_ASKED)).then(_named_by("plover_matters"))
    return events.filter(~hostile | by_power).with_columns(
        event_type=kind,
        event_mode=pl.when(demands | rejects | friendly)
        .then(matter)
        .when(hostile)
        .then(threat(pl.col("event_type"), pl.col("event_mode")))
        .otherwise(pl.coalesce("event_mode", weapon, matter)),
        cameo_code=pl.when(code == _ATTACK).then(pl.coalesce(by_weapon, code)).otherwise(code),
    )


def _contexts() -> pl.Expr:
    """The contexts whose words stand in the sentence, in the order of the lexicon; NULL for none."""
    rows = lexicon("plover_contexts")
    found = pl.concat_list(
        pl.when(pl.col("told").str.contains(rf"\b(?:{words})")).then(pl.lit(context))
        for context, words in rows.iter_rows()
    ).list.drop_nulls()
    return pl.when(found.list.len() > 0).then(found)


def _named_by(table: str) -> pl.Expr:
    """The mode whose words stand in a clause, by the first row of a lexicon that fits; NULL for none."""
    modes = lexicon(table).select("event_mode", "words")
    return pl.coalesce(
        pl.when(pl.col("clause").str.contains(rf"\b(?:{words})")).then(pl.lit(mode))
        for mode, words in modes.iter_rows()
    )
