"""Contents: the words that a cue attributes by the grammar, whether or not they stand between marks."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.stretches import remarks, rows_around, rows_below, stretches
from transforms.extract.trees import inherit

# What a clause is part of, on the way up to the one that carries an aside.
_WITHIN_SENTENCE = ("advcl", "acl:relcl", "advcl:relcl", "parataxis")
_WITHIN_CLAUSE = ("xcomp", "obl", "nmod", "obj", "amod", "appos", "advmod", "acl", "compound", "conj")


def contents(parse: Parse, cues: pl.DataFrame) -> pl.DataFrame:
    """Find what each cue attributes.

    A clause that completes the cue; where the cue is an aside ("…, he said", "according to …") the clause that
    carries it; and what the lexicon lets the verb say in other ways: an infinitive, an object, a noun behind a
    preposition, the subject of a passive. Who is told is no content.

    Parameters
    ----------
    cues
        cue (row), group_first, group_last (rows of the cue's words), speaker_first, speaker_last, kind (active,
        passive or according), is_addressed, is_spoken, has_object, has_infinitive, prepositions.

    Returns
    -------
    pl.DataFrame
        One row an unbroken stretch of content, in order: cue, first, last (rows), preposition (row of the one
        that belongs to the cue's words, or NULL).
    """
    inside = _dependents(parse, cues)
    cut = remarks(parse, cues)
    asides = _asides(parse, cues, inside)
    spread = pl.concat([rows_below(parse, inside, cut), rows_around(parse, asides, cut), _labelled(parse, cues)])
    own = cues.select("cue", "group_first", "group_last", "speaker_first", "speaker_last")
    kept = (
        spread.group_by("cue", "row")
        .agg(pl.col("is_clause", "is_top").any())
        .join(own, on="cue", how="left")
        .filter(
            ~pl.col("row").is_between("group_first", "group_last").fill_null(False)
            & ~pl.col("row").is_between("speaker_first", "speaker_last").fill_null(False)
        )
        .sort("cue", "row")
    )
    return (
        stretches(parse, kept)
        .join(inside.drop_nulls("preposition").select("cue", "preposition").unique("cue"), on="cue", how="left")
        .sort("cue", "first")
    )


def _dependents(parse: Parse, cues: pl.DataFrame) -> pl.DataFrame:
    """The cue's dependents that hold content: cue, top (row), is_clause, preposition (row, where the cue takes it)."""
    case = parse.tokens.filter(pl.col("deprel").is_in(["case", "mark"])).select(
        dependent="head_row", marker="row", marker_word="lower"
    )
    objects = parse.tokens.filter(pl.col("relation").is_in(["obj", "iobj"])).select(cue="head_row", object="row")
    dependents = (
        parse.tokens.select(
            "relation", "deprel", "upos", "lower", "phrase_type", "feats", cue="head_row", dependent="row"
        )
        .join(cues, on="cue", how="inner")
        .join(case.sort("marker").unique("dependent", keep="first"), on="dependent", how="left")
        .join(objects.sort("object").unique("cue", keep="first"), on="cue", how="left")
    )
    behind = pl.col("dependent") > pl.col("cue")
    listed = (
        pl.concat_str(pl.lit("|"), "prepositions", pl.lit("|"))
        .str.contains(pl.concat_str(pl.lit("|"), "marker_word", pl.lit("|")), literal=True)
        .fill_null(False)
    )
    is_time = (pl.col("phrase_type") == "time").fill_null(False)
    is_person = pl.col("phrase_type").is_in(["person", "organization"]) | pl.col("upos").is_in(["PROPN", "PRON"])
    clause = (pl.col("relation") == "ccomp") & (pl.col("kind") != "according")
    infinitive = (pl.col("relation") == "xcomp") & pl.col("has_infinitive") & (pl.col("kind") != "according")
    # "urged Congress to act", which a parse may take for a purpose.
    infinitive |= (
        (pl.col("relation") == "advcl")
        & (pl.col("marker_word") == "to")
        & pl.col("is_addressed")
        & pl.col("object").is_not_null()
    )
    named = pl.col("is_addressed") & is_person
    noun = (pl.col("relation") == "obj") & pl.col("has_object") & ~named.fill_null(False) & ~is_time
    # Who shall act, and who is seen as what, is part of what is asked or thought.
    completed = (
        (infinitive | ((pl.col("relation") == "obl") & listed & (pl.col("marker_word") == "as"))).any().over("cue")
    )
    acting = ~pl.col("is_addressed") | pl.col("class").is_in(["ask", "order"])
    noun |= pl.col("relation").is_in(["obj", "iobj"]) & completed & acting
    noun &= behind | pl.col("lower").is_in(["what", "which", "that", "whom"])
    oblique = pl.col("relation").is_in(["obl", "advcl"]) & behind & listed & ~is_time
    of_noun = pl.col("kind") == "noun"
    clause |= of_noun & (pl.col("relation") == "acl") & pl.col("marker_word").is_in(["that", "to", "whether"])
    oblique |= of_noun & (pl.col("relation") == "nmod") & behind & listed & ~is_time
    told = (pl.col("relation") == "parataxis") & behind & pl.col("is_spoken")
    subject = (pl.col("relation").is_in(["nsubj", "csubj"])) & (pl.col("kind") == "passive")
    subject &= (pl.col("has_object") | pl.col("has_infinitive")) & ~pl.col("is_addressed") & (pl.col("lower") != "it")
    subject |= (pl.col("relation") == "csubj") & (pl.col("kind") == "passive")
    return (
        dependents.with_columns(
            is_clause=clause | infinitive,
            is_subject=subject,
            is_other=noun | oblique | told,
        )
        .filter(pl.any_horizontal("is_clause", "is_subject", "is_other"))
        # Where nobody says so, only a clause that depends on it tells a report ("it is said that …").
        .filter(
            pl.col("speaker_first").is_not_null()
            | ((pl.col("kind") == "passive") & pl.col("is_clause").any().over("cue"))
        )
        .select(
            "cue",
            "is_clause",
            top="dependent",
            preposition=pl.when(
                pl.col("is_other")
                & pl.col("relation").is_in(["obl", "nmod", "advcl"])
                & (pl.col("marker") == pl.col("group_last") + 1)
            ).then("marker"),
        )
    )


def _labelled(parse: Parse, cues: pl.DataFrame) -> pl.DataFrame:
    """The sentence behind each label: cue, row, is_clause, is_top."""
    return (
        cues.filter(pl.col("kind") == "label")
        .select("cue", sentence=parse.at(parse.column("sentence"), "cue"))
        .join(parse.tokens.select("sentence", "row"), on="sentence", how="inner")
        .filter(pl.col("row") > pl.col("cue"))
        .select("cue", "row", is_clause=True, is_top=False)
    )


def _asides(parse: Parse, cues: pl.DataFrame, inside: pl.DataFrame) -> pl.DataFrame:
    """Cues that are asides, with the top of what they are said of: cue, top.

    That is the clause that carries the aside or, where a sentence ends in the aside, the whole sentence.
    """
    sentence = parse.column("sentence")
    words = np.flatnonzero(~parse.among("upos", ("PUNCT",)))
    final = np.full(len(parse.texts), -1)
    final[sentence[words]] = words
    up = np.where(parse.among("relation", _WITHIN_CLAUSE), parse.head, -1)
    further = np.where(parse.among("relation", (*_WITHIN_CLAUSE, *_WITHIN_SENTENCE)), parse.head, -1)
    clause, whole = (inherit(one, np.where(one < 0, np.arange(len(one)), -1)) for one in (up, further))
    # "…, disclosures revealed", which a parse may hang on as any clause.
    last_said = pl.col("speaker_last").is_between(pl.col("cue_first") - 2, pl.col("cue_first"))
    comma = parse.among("form", (",",))
    bare = parse.lacks("relation", ("mark",))
    appended = parse.at(parse.among("deprel", ("advcl", "acl")), "cue") & last_said
    appended &= ~parse.at(parse.lacks("relation", ("nsubj",)), "cue")
    appended &= parse.at(comma, "before") & parse.at(bare, "cue")
    # Behind a colon stands a clause of its own: "it never came: the buyer refused".
    afresh = parse.at(parse.among("form", (":", ";")), "before")
    inserted = parse.at(parse.among("deprel", ("parataxis",)), "cue") & ~afresh
    aside = (inserted | appended) & pl.col("is_spoken") | (pl.col("kind") == "according")
    return (
        cues.with_columns(before=pl.max_horizontal(pl.min_horizontal("speaker_first", "cue_first"), 1) - 1)
        .filter(aside)
        .join(inside, on="cue", how="anti")
        .select(
            "cue",
            carrier=parse.at(parse.head, "cue"),
            ends=parse.at(parse.column("last") >= final[sentence], "cue"),
        )
        .filter(pl.col("carrier") >= 0)
        .select("cue", top=pl.when("ends").then(parse.at(whole, "carrier")).otherwise(parse.at(clause, "carrier")))
    )
