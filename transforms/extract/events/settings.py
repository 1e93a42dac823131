"""Settings: whether what a fact tells belongs to politics and violence, or to sport, accidents and private life."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

_SECTORS = ("gov", "mil", "reb", "cop", "jud", "leg", "opp", "spy", "uaf", "pty", "igo")
_NAMES = ("country_names", "demonyms", "capitals")
_NO_POWERS = ("jrn", "bus", "prm", "med", "edu")
"""Sectors of organizations that are no powers."""
_SHARE = 0.2
"""The part of a document's sentences that must be about politics or violence for the document to be."""
_SOMEBODY = ("person", "organization", "place")
"""Types of phrases that act or are acted upon (GUM's entity types)."""
_THINGS = ("object", "animal", "plant", "substance")
"""Types of phrases that may act for a power that they name: Israeli helicopters."""
_ANYBODY = r"(?i)^(?:i|you|everyone|everybody|anyone|anybody|nobody|no one|someone|somebody|people|one)$"
_HARMS = (
    "kill", "wound", "injure", "explode", "destroy", "burn", "displace", "maim", "burn down", "blow up", "demolish",
    "raze", "torch", "detonate", "set",
)  # fmt: skip
"""Verbs of what accidents do as well."""
_OF_OTHERS = r"(?i)^.*[’']s?\s+|\s(?:of|in|at|on|for|to|with|against|from|over|between)\s.*$"
"""What stands around the head of a phrase and names others: *the government's* proposal, demands *of the rebels*."""
NO_STATE = r"(?i)\bstates? of (?:emergency|siege|alert|war|affairs|mind)\b"
"""Phrases whose state is no power."""
_MACHINES = (
    "aircraft", "plane", "planes", "helicopter", "helicopters", "jet", "jets", "drone", "drones", "pilot", "pilots",
)  # fmt: skip
"""Heads of actors that alone are no power."""
_TRADE = ("buy", "purchase", "sell", "order", "import", "export")
"""Verbs of what companies do as well: an event only where a state is a side."""
_SPANS = 5_000
_FORCE = ("assault", "coerce")
WILLED = ("support", "threaten", "request", "reject", "accuse", "agree", "concede", "aid", "cooperate", "mobilize")
"""Types of what only somebody does."""
_SIDES = ("actor", "recipient")
_SHARED = ("agree", "support", "consult", "cooperate")
"""Types of what takes two."""
_WORDS = (
    r"(?i)\b(?:statement|resolution|report|letter|communiqu[eé]|message|petition|declaration|note|editorial|article"
    r"|it|they|who|which|he|she|we|summit|conference|meeting|decree|law|bill|treaty|agreement|accord|plan|proposal|court|ruling|campaign|group)s?\b"
)
"""What speaks for those who wrote it or who met, or stands for them."""


def settings(sentences: pl.DataFrame) -> pl.DataFrame:
    """Tell of each sentence what it is about, and its document.

    Parameters
    ----------
    sentences
        doc_id, sentence_id, told (its text in lower case).

    Returns
    -------
    pl.DataFrame
        doc_id, sentence_id, is_violence, is_accident, is_leisure, is_business (the sentence); of_politics, of_violence,
        of_leisure, of_business (the document).
    """
    words = dict(lexicon("plover_settings").iter_rows())
    told = sentences.with_columns(
        pl.col("told").str.contains(rf"\b(?:{pattern})").alias(f"is_{setting}") for setting, pattern in words.items()
    )
    share = {
        name: pl.col(f"is_{name}").mean().over("doc_id") for name in ("politics", "violence", "leisure", "business")
    }
    return told.select(
        "doc_id", "sentence_id", "is_violence", "is_accident", "is_leisure", "is_business",
        of_politics=share["politics"] >= _SHARE,
        of_violence=share["violence"] >= _SHARE,
        of_business=(share["business"] >= _SHARE) & (share["business"] > share["politics"]),
        of_leisure=(share["leisure"] >= _SHARE) & (share["leisure"] > share["politics"]),
    )  # fmt: skip


@cache
def _powers() -> tuple[list[str], list[str]]:
    """The nouns that head powers, and the names of powers."""
    heads = lexicon("actor_heads").filter(pl.col("sector").is_in(_SECTORS) & ~pl.col("head").is_in(_MACHINES))
    bodies = lexicon("organizations").filter(~pl.col("sector").is_in(_NO_POWERS).fill_null(False))["name"]
    names = {name for table in _NAMES for name in lexicon(table)["name"]} | set(bodies)
    return heads["head"].to_list(), sorted(names)


@cache
def _companies() -> list[str]:
    """Names of companies."""
    return lexicon("organizations").filter(pl.col("sector") == "bus")["name"].to_list()


def names_power(slot: pl.Expr) -> pl.Expr:
    """Whether a slot names a state, its people, a government, a force, a court, a party or a league of states."""
    heads, names = _powers()
    slot = slot.str.replace_all(NO_STATE, "")
    of_heads, of_names = ("|".join(sorted(map(_escaped, words))) for words in (heads, names))
    # THE SALVADORAN PEOPLE: what is printed in capitals has the names of what is not.
    small = pl.when(slot == slot.str.to_uppercase()).then(slot.str.to_titlecase())
    named = (text.str.contains(rf"\b(?:{of_names})\b").fill_null(False) for text in (slot, small))
    return slot.str.contains(rf"(?i)\b(?:{of_heads})\b").fill_null(False) | pl.any_horizontal(named)


def ends_in_side(slot: pl.Expr) -> pl.Expr:
    """Whether the last word of a slot is a power, or a noun for other people that act: the Salvadoran *people*."""
    last = slot.str.extract(r"(\S+)$")
    return (names_power(last) | last.str.to_lowercase().is_in(lexicon("actor_heads")["head"].implode())).fill_null(
        False
    )


def names_state(slot: pl.Expr) -> pl.Expr:
    """Whether a slot is a state, or is headed by a noun for a part of it: not a company that has its people's name."""
    heads, names = _powers()
    core = slot.str.replace(r"(?i)^(?:the|its|an?)\s+", "").str.replace(r"['’]s?$", "")
    head = core.str.to_lowercase().str.replace(r"\s(?:of|in|for|to|on|from|with|at)\s.*$", "").str.extract(r"(\S+)$")
    return (core.is_in(names) | head.is_in(heads)).fill_null(False)


def _escaped(word: str) -> str:
    return word.replace(".", r"\.")


def kinds(spans: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Find what the head of a span stands for.

    ``spans`` has fact_id, slot, doc_id, sentence_id, start, end. Returns fact_id, slot, kind (phrase_type of the head;
    "name" for a name without one, "pronoun" for a personal pronoun; else NULL).
    """
    # Each span meets every word of its sentence: so many at a time, whatever the batch.
    return pl.concat([_kinds(part, tokens) for part in spans.iter_slices(_SPANS)] or [_kinds(spans, tokens)])


def _kinds(spans: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    within = (
        spans.join(
            tokens.select("doc_id", "sentence_id", "token_id", "char_start", "char_end", "head", "upos", "phrase_type"),
            on=["doc_id", "sentence_id"],
            how="inner",
        )
        .filter((pl.col("char_start") >= pl.col("start")) & (pl.col("char_end") <= pl.col("end")))
        .with_columns(
            first=pl.col("token_id").min().over("fact_id", "slot"),
            last=pl.col("token_id").max().over("fact_id", "slot"),
        )
    )
    return (
        within.filter(~pl.col("head").is_between("first", "last"))
        .sort("fact_id", "slot", "token_id")
        .unique(["fact_id", "slot"], keep="first", maintain_order=True)
        .select(
            "fact_id",
            "slot",
            kind=pl.coalesce(
                "phrase_type",
                pl.col("upos").replace_strict({"PROPN": "name", "PRON": "pronoun"}, default=None),
            ),
        )
    )  # fmt: skip


def is_somebody(slot: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """Whether a slot can act or be acted upon: a person, a group, a place, or a power whatever its type."""
    # A proposal of the government's is none, nor a commitment to the people.
    slot = slot.str.replace_all(NO_STATE, "")
    core = pl.when(kind.is_null()).then(slot).otherwise(slot.str.replace(_OF_OTHERS, ""))
    # The FMLN charges and the Paris accord are not those who make them.
    last = slot.str.replace(_OF_OTHERS, "").str.extract(r"(\S+)$")
    ends_in_name = (slot != slot.str.to_uppercase()) & last.str.contains(r"^\p{Lu}")
    is_open = pl.when(kind.is_null()).then(ends_in_name).otherwise(kind.is_in(_THINGS)).fill_null(False)
    power = names_power(core) & (is_open | names_power(last))
    return (kind.is_in([*_SOMEBODY, "name", "pronoun"]) | power).fill_null(False)


def is_public() -> pl.Expr:
    """Whether a row, with its settings, actor, recipient and claimant, is of politics or violence.

    Deeds of force count whoever does them, but not accidents and not sport. Words count between powers, or by anybody
    in a document about politics; not what just anybody says; where companies are told of, and
    what is bought and sold, only if a state is a side.
    """
    # In capitals, US is the pronoun: such texts print U.S.
    is_us = [
        (pl.col(slot) == "US") & (pl.col("predicate") == pl.col("predicate").str.to_uppercase()) for slot in _SIDES
    ]
    between_powers = pl.any_horizontal(
        names_power(pl.col(slot)) & ~us.fill_null(False) for slot, us in zip(_SIDES, is_us, strict=True)
    )
    is_force = pl.col("event_type").is_in(_FORCE)
    by_will = (
        pl.col("is_violence")
        | (pl.col("of_violence") & ~pl.col("is_accident"))
        | (names_power(pl.col("actor")) & ~pl.col("is_accident"))
    )
    harm = ~pl.col("lemma").is_in(_HARMS) | by_will
    # What is no person, group or place does harm as a weapon, or as a figure of speech.
    acted = pl.col("is_passive") | pl.col("actor").is_not_null() | pl.col("is_violence")
    anybody = pl.col("actor").str.contains(_ANYBODY).fill_null(False)
    at_play = pl.col("is_leisure") | pl.col("of_leisure")
    is_trade = pl.col("is_business") | pl.col("of_business") | pl.col("lemma").is_in(_TRADE)
    # Companies protest against a decision; they do not demonstrate.
    is_formal = (pl.col("event_type") == "protest") & pl.col("actor").is_in(_companies()).fill_null(False)
    is_told_me = pl.col("recipient").str.contains(r"(?i)^(?:me|you)$").fill_null(False)
    is_deal = is_trade & ~pl.any_horizontal(names_state(pl.col(slot)) for slot in ("actor", "recipient"))
    kind = pl.col("event_type")
    # Who asks, threatens, praises … is somebody, or speaks in what somebody wrote; a danger is no threat.
    is_thing = pl.col("actor").is_null() & ~pl.col("is_passive") & pl.col("subject").is_not_null()
    is_thing &= ~names_power(pl.col("subject").str.replace(_OF_OTHERS, ""))
    is_act = ~kind.is_in(WILLED) | ~is_thing | pl.col("subject").str.contains(_WORDS).fill_null(False)
    # What nobody does to nobody tells nothing; of what two do, a noun must name the other.
    is_nominal = pl.col("rule").str.starts_with("nominal")
    is_empty = kind.is_in(WILLED) & (kind != "mobilize") & pl.col("actor").is_null() & ~names_power(pl.col("recipient"))
    is_empty |= (kind == "consult") & pl.col("actor").is_null() & pl.col("recipient").is_null()
    is_empty |= kind.is_in(_SHARED) & is_nominal & pl.col("recipient").is_null()
    is_danger = (
        (kind == "threaten") & is_nominal & (pl.col("actor").is_null() | pl.col("rule").str.contains("name_subject"))
    )
    # Anybody travels; a visit is one of powers. Anybody is arrested; what is closed or banned is so by powers.
    by_power = names_power(pl.col("actor")) | pl.col("of_politics")
    is_private = (kind == "consult") & ~by_power
    is_private |= (
        (kind == "coerce")
        & (pl.col("event_mode") != "arrest").fill_null(True)
        & ~(by_power | pl.col("is_violence") | pl.col("of_violence"))
    )
    return (
        is_act
        & ~is_empty
        & ~is_danger
        & ~is_private
        & (
            pl.when(is_force)
            .then(
                harm & acted & ~pl.col("is_leisure") & (~pl.col("of_leisure") | pl.col("is_violence") & between_powers)
            )
            .otherwise(
                (between_powers | pl.col("of_politics"))
                & ~anybody
                & ~is_told_me
                & ~is_formal
                & ~is_deal
                & (~at_play | between_powers & ~pl.col("is_leisure"))
            )
        )
    )
