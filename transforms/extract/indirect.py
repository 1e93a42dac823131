"""Indirect and mixed quotations: contents outside quotation marks, and marks within contents, made one."""

import numpy as np
import polars as pl

from transforms.extract.attribution import attributing
from transforms.extract.contents import contents
from transforms.extract.nominal_cues import labels, nominal_cues
from transforms.extract.parse import Parse
from transforms.extract.quote_marks import enclosing
from transforms.extract.standing.negation import negated_nominals
from transforms.extract.trees import Rows

# What somebody declines, wants or hopes to say, he says or does not say: the saying is the cue.
_STANCES = ("reject", "want", "intend", "like", "think")


def with_indirect(
    parse: Parse, clauses: pl.DataFrame, pairs: pl.DataFrame, speech: pl.DataFrame, cues: pl.DataFrame
) -> pl.DataFrame:
    """Add what is attributed without marks to the quotations between marks.

    Parameters
    ----------
    pairs
        Quotation marks, as ``transforms.extract.quote_marks.quoted`` gives them.
    speech
        As ``transforms.extract.quotations.attributed`` gives it.
    cues
        As ``every_cue`` gives them.

    Returns
    -------
    pl.DataFrame
        One row a part, in order: first, last (rows of the content), quotation_type, key (the same for the parts
        of one quotation), class (of the cue), cue_first, cue_last, speaker_first, speaker_last, venue_first,
        venue_last (rows; NULL for none).
    """
    # What nobody says is attributed to none: "no one claimed responsibility".
    said = pl.col("speaker").is_null() | ~parse.at(negated_nominals(parse), "speaker")
    stretches = contents(parse, cues.filter(~pl.col("is_quoted") & said))
    stretches = outermost(parse, cues, stretches, clauses)
    return joined(parse, pairs, speech, cues, stretches)


def every_cue(parse: Parse, clauses: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Verbs, nouns, adjectives and labels that attribute, with the columns of ``attributing``, in order."""
    cues = attributing(parse, clauses, pairs)
    nominal = pl.concat([nominal_cues(parse, clauses), labels(parse)], how="diagonal_relaxed")
    # Of "according to his account" the account is the source.
    nominal = nominal.join(cues.filter(pl.col("kind") == "according"), on="cue", how="anti")
    # "is opposed to" is an attitude of its subject, not what somebody does to it.
    cues = cues.join(nominal, on="cue", how="anti")
    return (
        pl.concat([cues, nominal], how="diagonal_relaxed")
        .with_columns(
            pl.col("is_spoken", "is_addressed", "has_object", "is_quoted").fill_null(False),
            pl.col("has_infinitive").fill_null(True),
        )
        .with_columns(is_quoted=pl.Series(enclosing(pairs, pl.concat([cues["cue"], nominal["cue"]]).to_numpy()) >= 0))
        .sort("cue")
    )


def outermost(parse: Parse, cues: pl.DataFrame, stretches: pl.DataFrame, clauses: pl.DataFrame) -> pl.DataFrame:
    """Drop contents within other contents, and those of a verb that a verb of speaking only completes.

    "declined to say whether …" attributes by "declined to say"; of "said he wants to leave", all that he said
    is one content.

    Parameters
    ----------
    stretches
        As ``transforms.extract.contents.contents`` gives them.
    """
    stanced = cues.filter(pl.col("class").is_in(_STANCES)).select(governor="cue")
    completed = (
        clauses.drop_nulls("governor")
        .join(stanced, on="governor", how="semi")
        .join(cues.filter("is_spoken").select("cue"), left_on="head", right_on="cue", how="semi")
        .join(stretches.select("cue"), left_on="head", right_on="cue", how="semi")
    )
    # "voiced concern about" is one cue, and the verb alone none.
    light = cues.filter(pl.col("kind") == "noun")
    verbs = light.join(stretches, on="cue", how="semi").select(cue="light_verb").drop_nulls()
    kept = stretches.join(completed.select(cue="governor"), on="cue", how="anti").join(verbs, on="cue", how="anti")
    within = _within(parse, kept)
    # Of "…, whether it was …, Holm said, as Royce put it" each would be part of the other: the longer content counts.
    length = (pl.col("last") - pl.col("first") + 1).sum()
    lengths = kept.group_by("cue").agg(length=length)
    mutual = (
        within.join(within, left_on=["cue", "outer"], right_on=["outer", "cue"], how="semi")
        .join(lengths, on="cue", how="left")
        .join(lengths.rename({"cue": "outer", "length": "outer_length"}), on="outer", how="left")
    )
    shorter = mutual.filter(
        (pl.col("length") < pl.col("outer_length"))
        | ((pl.col("length") == pl.col("outer_length")) & (pl.col("outer") < pl.col("cue")))
    ).select("cue")
    inner = within.join(shorter, left_on="outer", right_on="cue", how="anti").select("cue")
    return kept.join(pl.concat([shorter, inner]), on="cue", how="anti")


def _within(parse: Parse, stretches: pl.DataFrame) -> pl.DataFrame:
    """Which cues stand in the content of which others: cue, outer."""
    sentence = parse.column("sentence")
    cues = stretches.select("cue", sentence=parse.at(sentence, "cue")).unique()
    return (
        stretches.select("first", "last", outer="cue", sentence=parse.at(sentence, "first"))
        .join(cues, on="sentence", how="inner")
        .filter(pl.col("cue").is_between("first", "last") & (pl.col("cue") != pl.col("outer")))
        .select("cue", "outer")
        .unique()
    )


def _innermost(stretches: pl.DataFrame, rows: Rows) -> Rows:
    """The place in ``stretches`` of the shortest one that each row stands in, -1 for none."""
    first, last = stretches["first"].to_numpy(), stretches["last"].to_numpy()
    size = int(max(last.max(initial=-1), rows.max(initial=-1))) + 1
    place = np.full(size, -1)
    order = np.argsort(first - last, kind="stable")  # the longest first
    lengths = (last - first + 1)[order]
    inside = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    place[inside + np.repeat(first[order], lengths)] = np.repeat(order, lengths)
    return place[rows]


def joined(
    parse: Parse, pairs: pl.DataFrame, speech: pl.DataFrame, cues: pl.DataFrame, stretches: pl.DataFrame
) -> pl.DataFrame:
    """Join contents outside marks to quotations between them.

    A stretch that lies within a pair of marks is the quotation there; one that holds a pair takes it in, with
    its marks, and is mixed. What a cue attributes in both ways shares a key.

    Parameters
    ----------
    pairs
        Quotation marks, as ``transforms.extract.quote_marks.quoted`` gives them.
    speech
        As ``transforms.extract.quotations.attributed`` gives it.
    cues
        As ``transforms.extract.attribution.attributing`` gives them.
    """
    opening, closing = pairs["opening"].to_numpy(), pairs["closing"].to_numpy()
    ends = {end: enclosing(pairs, stretches[end].to_numpy()) for end in ("first", "last")}
    first, last = stretches["first"].to_numpy(), stretches["last"].to_numpy()
    within = (ends["first"] >= 0) & (ends["first"] == ends["last"])
    if len(opening):
        first = np.where(~within & (ends["first"] >= 0), opening[ends["first"]], first)
        last = np.where(~within & (ends["last"] >= 0), closing[ends["last"]], last)
    last = np.minimum(last, len(parse.head) - 1)
    marks = np.searchsorted(opening, last, side="right") - np.searchsorted(opening, first)
    runs = stretches.with_columns(
        first=pl.Series(first),
        last=pl.Series(last),
        quotation_type=pl.Series(np.where(within | (marks > 0), "mixed", "indirect")),
        key=pl.col("cue"),
    )
    of_speech = _innermost(speech, runs["first"].to_numpy()) if speech.height else np.full(runs.height, -1)
    runs = runs.filter(pl.Series(~within | (of_speech < 0)))
    runs = runs.filter(~_beside(parse, speech, runs))
    # Whole sentences between marks that another cue attributes are not this one's, unless that cue is part of what
    # it attributes: "she recalled thinking: “…”".
    quoted = speech.with_columns(run=pl.Series(_innermost(runs, speech["first"].to_numpy())).replace(-1, None))
    run_key, run_first, run_last = (pl.lit(runs[name]).gather(pl.col("run")) for name in ("key", "first", "last"))
    outside = (run_key != pl.col("key")) & ~pl.col("cue").is_between(run_first, run_last).fill_null(False)
    foreign = quoted.filter((pl.col("quotation_type") == "direct") & outside)["run"].drop_nulls().unique()
    clean = runs.with_columns(run=pl.int_range(pl.len())).join(foreign.to_frame(), on="run", how="anti")
    # Within it the whole sentences of another are his, too: "according to the Herald, Holm said: “…”".
    of_another = (pl.col("quotation_type") == "direct") & pl.col("is_spoken") & (run_key != pl.col("key"))
    of_another &= ~parse.at(parse.among("upos", ("PRON",)), "speaker_last")
    absorbed = quoted.filter(~of_another.fill_null(False)).join(clean.select("run"), on="run", how="semi")
    kept = quoted.join(absorbed.select("first"), on="first", how="anti").drop("run")
    together = pl.concat(
        [
            kept.select("first", "last", "quotation_type", "key", "cue", "speaker_first", "speaker_last"),
            clean.join(cues, on="cue", how="left").select(
                "first", "last", "quotation_type", "key", "cue", "speaker_first", "speaker_last"
            ),
        ]
    )
    # "backs the army", "thanked them for their help": an attitude, and no words of anybody's.
    spoken = pl.concat([clean.filter(pl.col("quotation_type") == "mixed"), kept], how="diagonal")["cue"].drop_nulls()
    told = pl.any_horizontal(pl.col("is_clause").any().over("cue"), pl.col("cue").is_in(spoken.unique().implode()))
    words = (
        cues.select("cue", "class", "attitude", "venue_first", "venue_last", "group_first", "group_last")
        .join(stretches.select("cue", "preposition", told=told).unique("cue"), on="cue", how="left")
        .select(
            "cue",
            pl.when(pl.col("told")).then("class").otherwise(pl.coalesce("attitude", "class")).alias("class"),
            "venue_first",
            "venue_last",
            cue_first="group_first",
            cue_last=pl.max_horizontal("group_last", "preposition"),
        )
    )
    return _with_appositions(parse, together.join(words, on="cue", how="left").sort("first"))


def _with_appositions(parse: Parse, found: pl.DataFrame) -> pl.DataFrame:
    """Draw a speaker out over the apposition that says who he is: "Ana Ruiz, a surgeon in Orel,"."""
    size = len(parse.head)
    appositions = np.flatnonzero(parse.among("deprel", ("appos",)) & (parse.head >= 0))
    begins = np.full(size + 2, -1)
    begins[parse.column("first")[appositions]] = appositions
    last = found["speaker_last"].fill_null(-1).to_numpy()
    first = found["speaker_first"].fill_null(-1).to_numpy()
    comma = parse.among("form", (",",))
    near = np.minimum(last + 1, size - 1)
    at = np.where(comma[near], begins[near], -1)
    at = np.where(at >= 0, at, np.where(comma[near], begins[near + 1], -1))
    head = parse.head[np.maximum(at, 0)]
    described = (last >= 0) & (at >= 0) & (head >= first) & (head <= last)
    ends = np.where(described, parse.core_last[np.maximum(at, 0)], last)
    ends = ends - (parse.among("upos", ("PUNCT",))[ends] & (ends > last))
    return found.with_columns(speaker_last=pl.Series(ends).replace(-1, None))


def _beside(parse: Parse, speech: pl.DataFrame, runs: pl.DataFrame) -> pl.Series:
    """Runs of a cue that a whole quotation between marks stands beside in the same sentence.

    The parse has taken for content what tells of the saying: "“…,” said Holm, leaving the hall". A run is none
    of these that leads from the cue into the quotation, or out of one that no stop ends.
    """
    sentence = parse.column("sentence")
    stops = parse.among("form", (",", ".", "?", "!", "…", "...", "—", "–"))
    direct = speech.filter((pl.col("quotation_type") == "direct") & pl.col("cue").is_not_null())
    first, last, cue = (direct[name].to_numpy() for name in ("first", "last", "cue"))
    spoken = (
        direct.with_columns(open_end=pl.Series(~stops[last] & ~parse.ahead(stops)[last]))
        .filter(pl.Series((sentence[first] == sentence[cue]) | (sentence[last] == sentence[cue])))
        .group_by("cue")
        .agg(spoken_first=pl.col("first").min(), spoken_last=pl.col("last").max(), open_end=pl.col("open_end").all())
    )
    beside = runs.join(spoken, on="cue", how="left", maintain_order="left")
    behind = (pl.col("first") > pl.col("cue")) & (pl.col("last") >= pl.col("spoken_first"))
    leads = behind & (
        (pl.col("first") + 2 < pl.col("spoken_first"))
        | (pl.col("open_end") & (pl.col("last") > pl.col("spoken_last") + 1))
    )
    return beside.select(pl.col("spoken_first").is_not_null() & ~leads).to_series()
