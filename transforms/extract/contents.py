"""Contents: the words that a cue attributes by the grammar, whether or not they stand between marks."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows, inherit

# What a clause is part of, on the way up to the one that carries an aside.
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
    spread = pl.concat([_rows_below(parse, inside), _rows_around(parse, _asides(parse, cues, inside))])
    own = cues.select("cue", "group_first", "group_last", "speaker_first", "speaker_last")
    kept = (
        spread.unique(["cue", "row"])
        .join(own, on="cue", how="left")
        .filter(
            ~pl.col("row").is_between("group_first", "group_last")
            & ~pl.col("row").is_between("speaker_first", "speaker_last").fill_null(False)
        )
        .sort("cue", "row")
    )
    return (
        _stretches(parse, kept)
        .join(inside.drop_nulls("preposition").select("cue", "preposition").unique("cue"), on="cue", how="left")
        .sort("cue", "first")
    )


def _dependents(parse: Parse, cues: pl.DataFrame) -> pl.DataFrame:
    """The cue's dependents that hold content: cue, top (row of each), preposition (row, where the cue takes it)."""
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
    infinitive = (pl.col("relation") == "xcomp") & pl.col("has_infinitive")
    # "urged Congress to act", which a parse may take for a purpose.
    infinitive |= (
        (pl.col("relation") == "advcl")
        & (pl.col("marker_word") == "to")
        & pl.col("is_addressed")
        & pl.col("object").is_not_null()
    )
    named = pl.col("is_addressed") & is_person
    noun = pl.col("relation").is_in(["obj"]) & pl.col("has_object") & ~named.fill_null(False) & ~is_time
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
            top="dependent",
            preposition=pl.when((pl.col("relation") == "obl") & (pl.col("marker") == pl.col("group_last") + 1)).then(
                "marker"
            ),
        )
    )


def _asides(parse: Parse, cues: pl.DataFrame, inside: pl.DataFrame) -> pl.DataFrame:
    """Cues that are asides, with the top of the clause that carries them: cue, top."""
    up = np.where(parse.among("relation", _WITHIN_CLAUSE), parse.head, -1)
    top = inherit(up, np.where(up < 0, np.arange(len(up)), -1))
    aside = (parse.at(parse.among("deprel", ("parataxis",)), "cue") & pl.col("is_spoken")) | (
        pl.col("kind") == "according"
    )
    return (
        cues.filter(aside)
        .join(inside, on="cue", how="anti")
        .select("cue", carrier=parse.at(parse.head, "cue"))
        .filter(pl.col("carrier") >= 0)
        .select("cue", top=parse.at(top, "carrier"))
    )


def _rows_below(parse: Parse, tops: pl.DataFrame) -> pl.DataFrame:
    """Each top's subtree: cue, row. A preposition that the cue takes is left out."""
    cue, row, place = _expanded(parse, tops)
    marker = tops["preposition"].fill_null(-1).to_numpy()[place]
    return pl.DataFrame({"cue": cue, "row": row}).filter(pl.Series(row != marker))


def _rows_around(parse: Parse, tops: pl.DataFrame) -> pl.DataFrame:
    """Each top's subtree without that of the cue: cue, row."""
    cue, row, _ = _expanded(parse, tops)
    return pl.DataFrame({"cue": cue, "row": row}).filter(pl.Series(~parse.whole.below(row, cue)))


def _expanded(parse: Parse, tops: pl.DataFrame) -> tuple[Rows, Rows, Rows]:
    """For each row of each top's subtree the cue, the row, and the top's place in ``tops``."""
    top = tops["top"].to_numpy().astype(np.int64)
    first, last = parse.column("first")[top], parse.column("last")[top]
    lengths = last - first + 1
    place = np.repeat(np.arange(len(top)), lengths)
    row = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + first[place]
    # Relative clauses behind a comma or a dash are likely the article's own.
    remark = _remarks(parse)[row]
    aside = (remark >= 0) & (remark != top[place]) & parse.whole.below(np.maximum(remark, 0), top[place])
    inside = parse.whole.below(row, top[place]) & ~aside
    place, row = place[inside], row[inside]
    return tops["cue"].to_numpy().astype(np.int64)[place], row, place


def _remarks(parse: Parse) -> Rows:
    """For each token the head of the nearest relative clause behind a comma or a dash around it, -1 for none."""
    mark = parse.among("form", (",", "—", "–", "--", "-"))
    before = np.maximum(parse.column("first") - 1, 0)
    remark = parse.among("deprel", ("acl:relcl", "advcl:relcl")) & (mark[before] | mark[parse.column("first")])
    return inherit(parse.head, np.where(remark, np.arange(len(remark)), -1))


def _stretches(parse: Parse, kept: pl.DataFrame) -> pl.DataFrame:
    """Unbroken runs of rows, marks at the edges left out: cue, first, last."""
    word = ~parse.among("upos", ("PUNCT",))
    count = np.append(0, np.cumsum(word))
    words = kept.filter(pl.Series(word[kept["row"].to_numpy()]))
    row = words["row"].to_numpy()
    # Nothing but marks stands between two words of a stretch.
    skipped = np.append(0, count[row[1:]] - count[row[:-1]] - 1) if len(row) else row
    return (
        words.with_columns(skipped=pl.Series(skipped))
        .with_columns(begins=(pl.col("cue").shift(1).ne_missing(pl.col("cue"))) | (pl.col("skipped") != 0))
        .with_columns(stretch=pl.col("begins").cum_sum())
        .group_by("stretch", maintain_order=True)
        .agg(pl.col("cue").first(), first=pl.col("row").min(), last=pl.col("row").max())
        .drop("stretch")
    )
