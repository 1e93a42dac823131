"""Pronouns: whom they are of, by who speaks, by who reports, and by what was told of shortly before."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.referring import SENTENCE

REACH = 2
"""Sentences before its own in which a pronoun looks for whom it is of."""
# What speaks for a candidate, in points; chosen on GUM's training documents.
_PLACE = {"nsubj": 2.4, "obj": -2.7, "nmod": 1.1, "obl": 1.1}
_A_SENTENCE_AWAY = -2.3
_SAME_PLACE = 0.9
_SAME_WORD = 1.0
_KNOWN_SEX = 2.6
_NAMED = 0.1
# A bound on what is compared with what, well above what articles have.
_MOST_IN_A_SENTENCE = 60  # words that may refer
_OFTEN, _MARGIN = 3, 2
"""How often, and how many times as often as anybody else, a document tells of whom it is of."""


def by_speaker(told: pl.DataFrame) -> pl.DataFrame:
    """What a speaker calls himself: I, within a quotation; outside of any, whoever writes."""
    own = told.filter(pl.col("gender") == "1")
    # "Turkey's defense minister Hulusi Akar": the last word that may refer is the one that is meant.
    speakers = told.select("doc_id", at="char_start", speaker_end="char_end", to="row")
    quoted = (
        own.filter(pl.col("speaker_start").is_not_null())
        .select("row", "doc_id", "speaker_start", "speaker_end")
        .sort("doc_id", "speaker_end")
        .join_asof(speakers.sort("doc_id", "speaker_end", "to"), on="speaker_end", by="doc_id", check_sortedness=False)
        .filter(pl.col("speaker_start") <= pl.col("at"))
        .select("row", "to")
        .sort("row")
    )
    first = pl.col("row").first().over("doc_id", "gender", "quote")
    again = (
        told.filter(pl.col("gender").is_in(["1", "2", "3"]))
        .with_columns(to=first)
        .filter(pl.col("to") < pl.col("row"))
        .select("row", "to")
    )
    return pl.concat([quoted, again])


def of_reporters(tokens: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The body that reports, for the "it" that does what is reported: Turkey said it wanted no war."""
    spoken = lexicon("cue_verbs").filter("is_spoken")["lemma"].to_list()
    verbs = tokens.filter(pl.col("upos") == "VERB").select(*SENTENCE, "lemma", "deprel", clause="token_id", verb="head")
    subject = told.filter((pl.col("relation") == "nsubj") & (pl.col("gender") == "n"))
    reporting = verbs.filter(pl.col("lemma").is_in(spoken)).select(*SENTENCE, verb="clause")
    body = subject.filter(pl.col("entity_type").is_in(["organization", "country", "place"])).select(
        *SENTENCE, verb="governor", to="row"
    )
    # "Turkey said … but said it might": the second verb has the subject of the first.
    own = tokens.filter(pl.col("deprel").str.starts_with("nsubj")).select(*SENTENCE, clause="head")
    shared = (
        verbs.filter(pl.col("deprel") == "conj")
        .join(own, on=[*SENTENCE, "clause"], how="anti")
        .join(body, on=[*SENTENCE, "verb"], how="inner")
        .select(*SENTENCE, "to", verb="clause")
    )
    return (
        subject.filter(pl.col("lower") == "it")
        .select(*SENTENCE, "row", clause="governor")
        .join(verbs.filter(pl.col("deprel") == "ccomp").drop("lemma"), on=[*SENTENCE, "clause"], how="inner")
        .join(reporting, on=[*SENTENCE, "verb"], how="semi")
        .join(pl.concat([body, shared.select(body.columns)]), on=[*SENTENCE, "verb"], how="inner")
        .filter(pl.col("to") < pl.col("row"))
        .select("row", "to")
        # A verb may be given several subjects: the first is taken, in whatever order they were met.
        .sort("row", "to")
    )


def antecedents(told: pl.DataFrame) -> pl.DataFrame:
    """The likeliest antecedent of each pronoun of the third person."""
    third = pl.col("gender").is_in(["m", "f", "n", "p"])
    # "It" is too often of no body at all.
    is_body = pl.col("lower").is_in(["it", "itself"])
    asked = told.filter((pl.col("mention_type") == "pronoun") & third & ~is_body).select(
        "doc_id", "row", "sentence_id", "gender", "lower", "relation", "governor", "quote", "token_id", "speaker_start",
        "speaker_end",
    )  # fmt: skip
    before = told.filter(third | pl.col("gender").is_null()).select(
        "doc_id", "sentence_id", "mention_type", "entity_type", "chain", "lower", "relation", "governor", "gender",
        "quote", "char_start", to="row", at="token_id",
    )  # fmt: skip
    # No prose has a sentence with so many.
    is_prose = pl.len().over("doc_id", "sentence_id") <= _MOST_IN_A_SENTENCE
    pairs = (
        with_sentences_before(asked.filter(is_prose))
        .join(before.filter(is_prose), on=["doc_id", "sentence_id"], how="inner", suffix="_of")
        .filter(pl.col("to") < pl.col("row"))
    )
    kind = pl.col("entity_type")
    person = pl.col("gender").is_in(["m", "f"])
    acts = pl.col("relation_of") == "nsubj"
    agrees = (
        pl.when(person)
        .then((pl.col("gender_of") == pl.col("gender")) | (pl.col("gender_of").is_null() & (kind == "person")))
        .when(pl.col("gender") == "n")
        .then((pl.col("gender_of") == "n") & kind.is_in(["organization", "country"]) & acts & (pl.col("distance") == 0))
        .otherwise((pl.col("gender_of") == "p") | ((kind == "organization") & acts & (pl.col("lower") != "them")))
    )
    owns = pl.col("lower").is_in(["his", "her", "its", "their", "himself", "herself", "itself", "themselves"])
    # Who acts and whom he acts on are two, unless the pronoun turns back.
    apart = owns | (pl.col("governor") != pl.col("governor_of")) | (pl.col("distance") > 0)
    # Of whom a speaker says "he", it is not himself.
    himself = (pl.col("speaker_start") <= pl.col("char_start")) & (pl.col("char_start") < pl.col("speaker_end"))
    points = (
        pl.col("relation_of").replace_strict(_PLACE, default=0.0, return_dtype=pl.Float64)
        + _A_SENTENCE_AWAY * pl.col("distance")
        + pl.when(pl.col("relation") == pl.col("relation_of")).then(_SAME_PLACE).otherwise(0.0)
        + pl.when((pl.col("mention_type") == "pronoun") & (pl.col("gender") == pl.col("gender_of")))
        .then(_SAME_WORD)
        .otherwise(0.0)
        + pl.when(person & (pl.col("gender_of") == pl.col("gender"))).then(_KNOWN_SEX).otherwise(0.0)
        + pl.when(pl.col("mention_type") == "name").then(_NAMED).otherwise(0.0)
        # Of two in one sentence the nearer to the pronoun, a little.
        + 0.01 * pl.col("to").rank("ordinal").over("row", "distance").cast(pl.Float64)
    )
    ranked = (
        pairs.filter(agrees.fill_null(False) & apart & ~himself.fill_null(False))
        .with_columns(points=points)
        .sort("row", "points", "to", descending=[False, True, True])
    )
    return ranked.unique("row", keep="first", maintain_order=True).select("row", "to")


def with_sentences_before(asked: pl.DataFrame) -> pl.DataFrame:
    """Give each a row for its sentence and each of the REACH before it: distance, and that one's sentence_id."""
    each = asked.with_columns(distance=pl.int_ranges(0, REACH + 1)).explode("distance")
    return each.with_columns(sentence_id=pl.col("sentence_id") - pl.col("distance").cast(pl.Int32))


def by_protagonist(told: pl.DataFrame, near: pl.DataFrame) -> pl.DataFrame:
    """The man or the woman a document is of, for "he" or "she" with nobody near whom it could be of.

    That is whom its names and nouns tell of often, and twice as often as of anybody else who could be meant.
    """
    asked = (
        told.filter((pl.col("mention_type") == "pronoun") & pl.col("gender").is_in(["m", "f"]))
        .join(near, on="row", how="anti")
        .select("doc_id", "row", sex="gender")
    )
    persons = told.filter((pl.col("entity_type") == "person") & (pl.col("mention_type") != "pronoun"))
    ranked = (
        pl.concat(
            persons.filter((pl.col("gender") == sex).fill_null(True)).with_columns(sex=pl.lit(sex))
            for sex in ("m", "f")
        )
        .group_by("doc_id", "sex", "chain")
        .agg(times=pl.len(), to=pl.min("row"))
        .sort("doc_id", "sex", "times", "to", descending=[False, False, True, False])
        .group_by("doc_id", "sex", maintain_order=True)
        .agg(pl.first("to", "times"), second=pl.col("times").get(1, null_on_oob=True).fill_null(0))
        .filter((pl.col("times") >= _OFTEN) & (pl.col("times") >= _MARGIN * pl.col("second")))
    )
    return asked.join(ranked, on=["doc_id", "sex"]).filter(pl.col("to") < pl.col("row")).sort("row").select("row", "to")
