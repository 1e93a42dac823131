"""Types of names as what is said of them tells: what is refloated is a ship, what beats Arsenal 2-1 a club.

A name that a model has not met may be anything; the verb and the nouns that it hangs on say what. Lexicon: name_uses.
"""

from functools import cache

import polars as pl

from transforms.annotate.edges import away, places_among
from transforms.lexicons import lexicon

BESIDE = ("appos", "compound", "flat", "nmod", "dep", "amod")
"""How a common noun and the name before it hang together when they stand for one thing."""
OPPONENTS = ("to", "with", "against", "over")
"""What stands before who was beaten, or who won."""
OWNERS = ("his", "her", "their", "my", "our", "your", "its", "a", "an")
"""What stands before a car: *her* Lincoln."""
SCORE = r"\b\d{1,2}[-–]\d{1,2}\b"
GIVES_WAY = {
    "vehicle": ("place", "person", "organization", "facility", "other", "event", "agreement"),
    "organization": ("place", "person"),
    "agreement": ("place", "other", "event"),
    "facility": ("place", "person", "group", "other", "event"),
}
"""The types that give way to each."""


def used(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Give names the type that the verb or the noun tells which they hang on.

    Parameters
    ----------
    spans
        Names with ``first`` and ``last``, the rows of their words in ``words``, ``entity_type``, and the ``sentence``.
    words
        The words with their tree, as ``contexts.worded`` gives them.
    """
    cues = words.join(_hangers(), on="lemma").rename({"row": "at"})
    is_verb = pl.col("slot").is_in(["subject", "undergoer", "opponent", "side"])
    cues = cues.filter(
        pl.when(is_verb).then(pl.col("upos") == "VERB").otherwise(pl.col("upos").is_in(["NOUN", "PROPN", "ADP"]))
    )
    makes = pl.col("text").str.to_lowercase().is_in(_makes()["lemma"].implode())
    told = pl.lit(words["sentence"]).gather(pl.col("first")).is_in(cues["sentence"].implode()) | makes
    # The few names of sentences in which there is such a word.
    some = spans.with_row_index("nth").filter(told)
    if some.is_empty():
        return spans
    rows = _placed(some, words)
    kinds = pl.concat([_hung(rows, cues), _made(rows)])
    kinds = (
        kinds.join(rows.select("nth", "entity_type", "text", "led", "sentence_text"), on="nth", maintain_order="left")
        .filter(_fits(), _gives_way(places_among(rows["text"])))
        .unique("nth", keep="first", maintain_order=True)
        .select("nth", "told")
    )
    return (
        spans.with_row_index("nth")
        .join(kinds, on="nth", how="left", maintain_order="left")
        .with_columns(entity_type=pl.coalesce("told", "entity_type"))
        .drop("nth", "told")
    )


def _placed(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Give the names their words' ``sentence``, what they hang on (``governor``, a row) and how, and what is before."""
    inside = (
        spans.select("nth", "first", "last", at=pl.int_ranges("first", pl.col("last") + 1))
        .explode("at")
        .with_columns(
            pl.lit(words[name]).gather(pl.col("at")) for name in ("sentence", "token_id", "head", "deprel", "lower")
        )
        .with_columns(governor=pl.col("at") + pl.col("head").cast(pl.Int64) - pl.col("token_id"))
    )
    heads = inside.filter(~pl.col("governor").is_between("first", "last")).unique("nth", keep="first")
    placed = spans.rename({"sentence": "sentence_text"}).join(
        heads.select("nth", "sentence", "governor", "deprel"), on="nth", maintain_order="left"
    )
    before, before2 = (away(words, "lower", "first", -steps).fill_null("") for steps in (1, 2))
    return placed.with_columns(
        led=before == "the",
        case=pl.when(before.is_in(["the", "a", "an"])).then(before2).otherwise(before),
        owned=before.is_in(OWNERS),
        edge=pl.col("first") - 1 - before.is_in(["the", "a", "an"]).cast(pl.Int64),
    )


def _hung(rows: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """The kinds that the words tell which names hang on: nth, told, is_led, needs."""
    deprel, case = pl.col("deprel"), pl.col("case")
    at_governor = {
        "subject": deprel == "nsubj",
        "undergoer": deprel.is_in(["obj", "nsubj:pass"]),
        "opponent": deprel.str.starts_with("obl") & case.is_in(OPPONENTS),
        "side": deprel.str.starts_with("obl") & (case == "for"),
        "of": (deprel == "nmod:poss") | (deprel.str.starts_with("nmod") & (case == "of")),
        "before": deprel.str.extract(r"^(\w+)").is_in(BESIDE) & (pl.col("governor") - pl.col("last")).is_between(1, 2),
    }
    slots = [pl.when(condition).then(pl.lit(slot)) for slot, condition in at_governor.items()]
    at = (
        rows.select("nth", "governor", "edge", slot=pl.concat_list(*slots, pl.lit("behind")))
        .explode("slot")
        .drop_nulls("slot")
        .select("nth", "slot", at=pl.when(pl.col("slot") == "behind").then("edge").otherwise("governor"))
        .with_columns(pl.col("at").cast(pl.UInt32, strict=False))
    )
    told = cues.select("at", "slot", "is_led", "needs", told="entity_type")
    return at.join(told, on=["at", "slot"], maintain_order="left").select("nth", "told", "is_led", "needs")


def _made(rows: pl.DataFrame) -> pl.DataFrame:
    """The cars that are called by their makers, no part of a longer phrase: nth, told, is_led, needs."""
    whole = rows.filter(pl.col("owned") & ~pl.col("deprel").is_in(BESIDE)).select(
        "nth", lemma=pl.col("text").str.to_lowercase()
    )
    return whole.join(_makes(), on="lemma", maintain_order="left").select("nth", "told", "is_led", "needs")


@cache
def _hangers() -> pl.DataFrame:
    """What names hang on, and what it tells: the lexicon without its words and makes."""
    return lexicon("name_uses").filter(~pl.col("slot").is_in(["word", "make"]))


@cache
def _makes() -> pl.DataFrame:
    """Cars that are called by their makers: lemma, told, is_led, needs."""
    makes = lexicon("name_uses").filter(pl.col("slot") == "make")
    return makes.select("lemma", "is_led", "needs", told="entity_type")


@cache
def _words_of(kind: str) -> str:
    """The pattern of the words of which a sentence of a kind has one."""
    of_kind = (pl.col("slot") == "word") & (pl.col("entity_type") == kind)
    return rf"\b(?i:{'|'.join(lexicon('name_uses').filter(of_kind)['lemma'])})\b"


def _fits() -> pl.Expr:
    """Whether the name has its article and the sentence what else it needs."""
    sentence, needs = pl.col("sentence_text"), pl.col("needs")
    return (pl.col("led") | pl.col("is_led").is_null()) & (
        needs.is_null()
        | ((needs == "word") & sentence.str.contains(_words_of("vehicle")))
        | ((needs == "aground") & sentence.str.contains(r"\baground\b"))
        | ((needs == "score") & sentence.str.contains(SCORE))
    )


def _gives_way(places: pl.Series) -> pl.Expr:
    """Whether a name may be of the kind: a club is called by its town, no town is called a prison.

    ``places`` are the names, in small letters, that are known to be places'.
    """
    is_place = pl.col("text").str.to_lowercase().is_in(places.implode())
    kind, told, text, sentence = (pl.col(name) for name in ("entity_type", "told", "text", "sentence_text"))
    gives_way = pl.any_horizontal((told == each) & kind.is_in(types) for each, types in GIVES_WAY.items())
    last = text.str.to_lowercase().str.extract(r"(\p{L}+)$")
    is_known = text.is_in(lexicon("organizations")["name"].implode()) | last.is_in(
        lexicon("organization_cues")["word"].implode()
    )
    is_known |= text.str.contains(r"^[\p{Lu}\d.]+$")
    is_people = text.is_in(lexicon("demonyms")["name"].implode())
    return (
        gives_way
        & ~((told == "vehicle") & (kind == "organization") & is_known)
        # Federer beat Nadal 6-3, 6-4.
        & ~((told == "organization") & (kind == "person") & (~is_place | (sentence.str.count_matches(SCORE) > 1)))
        & ~((told == "facility") & (((kind == "place") & is_place) | is_people))
    )
