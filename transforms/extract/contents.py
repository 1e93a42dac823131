"""Contents: the words that a cue attributes by the grammar, whether or not they stand between marks."""

import numpy as np
import polars as pl

from transforms.extract.asides import asides
from transforms.extract.parse import Parse
from transforms.extract.stretches import remarks, rows_around, rows_below, stretches
from transforms.extract.subjects import NEGATIONS
from transforms.extract.trees import Flags


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
        One row an unbroken stretch of content, in order: cue, first, last (rows), is_clause (whether a clause is part
        of it), preposition (row of the one that belongs to the cue's words, or NULL).
    """
    inside = _dependents(parse, cues)
    cut = remarks(parse, cues)
    around = asides(parse, cues, inside)
    spread = pl.concat([rows_below(parse, inside, cut), rows_around(parse, around, cut), _labelled(parse, cues)])
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
            "relation", "upos", "lower", "phrase_type", cue="head_row", dependent="row", opening="first"
        )
        .join(cues, on="cue", how="inner")
        .join(case.sort("marker").unique("dependent", keep="first"), on="dependent", how="left")
        .join(objects.sort("object").unique("cue", keep="first"), on="cue", how="left")
    )
    behind = pl.col("dependent") > pl.col("cue")
    asked = parse.at(_is_asked(parse), "dependent")
    listed = (
        pl.concat_str(pl.lit("|"), "prepositions", pl.lit("|"))
        .str.contains(pl.concat_str(pl.lit("|"), "marker_word", pl.lit("|")), literal=True)
        .fill_null(False)
    )
    # The preposition of "called for" is the cue's own.
    of_cue = (pl.col("marker") > pl.col("cue")) & (pl.col("marker") <= pl.col("group_last"))
    listed |= (of_cue & (~pl.col("is_addressed") | asked)).fill_null(False)
    listed |= asked & pl.col("marker").is_null() & (pl.col("class") == "ask")
    # Columns, since what follows asks for them again and again.
    dependents = dependents.with_columns(is_listed=listed, is_asked=asked)
    listed, asked = pl.col("is_listed"), pl.col("is_asked")
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
    # "called on Congress to act", "appealed to them for help to rebuild"
    infinitive |= (
        (pl.col("relation") == "advcl")
        & (pl.col("marker_word") == "to")
        & pl.col("class").is_in(["ask", "order", "say"])
        & asked
        & behind
    )
    clause |= _is_question(parse) & (pl.col("kind") != "according")
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
    # "Orel said it had left, Holm added": Holm adds all of it.
    inserted = np.zeros(len(parse.head), dtype=np.bool_)
    inserted[cues.filter(pl.col("is_spoken") & pl.col("speaker_first").is_not_null())["cue"].to_numpy()] = True
    inserted &= parse.lacks("relation", ("ccomp", "obj", "xcomp"))
    told = (pl.col("relation") == "parataxis") & behind & pl.col("is_spoken") & ~parse.at(inserted, "dependent")
    subject = (pl.col("relation").is_in(["nsubj", "csubj"])) & (pl.col("kind") == "passive")
    subject &= (pl.col("has_object") | pl.col("has_infinitive")) & ~pl.col("is_addressed") & (pl.col("lower") != "it")
    clause |= (pl.col("relation") == "csubj") & (pl.col("kind") == "passive")
    # "were found swimming" reports nothing.
    unsaid = pl.col("speaker_first").is_null() & (pl.col("kind") == "passive") & (pl.col("relation") == "xcomp")
    infinitive &= ~(unsaid & (pl.col("upos") == "VERB") & (pl.col("marker_word") != "to").fill_null(True))
    accused = oblique & pl.col("class").is_in(["claim", "criticize"])
    return (
        dependents.with_columns(
            is_clause=clause | infinitive,
            is_subject=subject,
            is_other=noun | oblique | told,
        )
        .filter(pl.any_horizontal("is_clause", "is_subject", "is_other"))
        # Where nobody says so, only a clause that depends on it tells a report ("it is said that …", "fears that …"),
        # or what somebody is accused of.
        .filter(
            pl.col("speaker_first").is_not_null()
            | ((pl.col("kind") == "passive") & (pl.col("is_clause") | accused).any().over("cue"))
            | (of_noun & pl.col("is_clause") & (pl.col("marker_word") == "that"))
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


def _is_asked(parse: Parse) -> Flags:
    """Nominals with a preposition and the infinitive right behind on the same verb: "called on Congress to act"."""
    asked = parse.among("relation", ("obl",))
    asked &= parse.tokens["phrase_type"].is_in(["person", "organization", "place"]).fill_null(False).to_numpy() | (
        parse.among("upos", ("PROPN", "PRON"))
    )
    to = parse.among("lower", ("to",)) & parse.among("relation", ("mark",)) & (parse.head >= 0)
    acts = np.zeros(len(parse.head), dtype=np.bool_)
    acts[parse.head[to]] = True
    acts &= parse.among("relation", ("advcl", "xcomp"))
    behind = np.append(parse.column("last") + 1, -1)
    nominal = np.full(len(parse.head) + 1, -1)
    nominal[behind[:-1][asked]] = np.flatnonzero(asked)
    pair = np.where(acts, nominal[parse.column("first")], -1)
    pair = np.where((pair >= 0) & (parse.head[pair] == parse.head), pair, -1)
    found = np.zeros(len(parse.head), dtype=np.bool_)
    found[pair[pair >= 0]] = True
    return found | (pair >= 0)


def _is_question(parse: Parse) -> pl.Expr:
    """Whether a dependent asks, right behind the cue, what is known or told: "know what they are", "not said when".

    A parse may take such a clause for an adverbial one, or its first word for an object that the rest hangs on. After
    "said" a clause with "when" or "if" tells of a time or a condition, save where nothing was said.
    """
    denied = ~parse.lacks("lower", NEGATIONS)
    asks = parse.at(parse.among("lower", ("whether", "how", "why", "what", "who")), "opening")
    asked_for = parse.at(denied, "cue") & (pl.col("kind") == "active")
    asks |= parse.at(parse.among("lower", ("when", "where", "if")), "opening") & asked_for
    clausal = ~parse.lacks("relation", ("nsubj", "cop", "acl"))
    adverbial = (pl.col("relation") == "advcl") & asks
    fused = (pl.col("relation") == "obj") & pl.col("lower").is_in(["what", "who", "whatever"])
    fused &= parse.at(clausal, "dependent")
    return (pl.col("opening") == pl.col("group_last") + 1) & (adverbial | fused)


def _labelled(parse: Parse, cues: pl.DataFrame) -> pl.DataFrame:
    """The sentence behind each label: cue, row, is_clause, is_top."""
    return (
        cues.filter(pl.col("kind") == "label")
        .select("cue", sentence=parse.at(parse.column("sentence"), "cue"))
        .join(parse.tokens.select("sentence", "row"), on="sentence", how="inner")
        .filter(pl.col("row") > pl.col("cue"))
        .select("cue", "row", is_clause=True, is_top=False)
    )
