"""Stretches: the unbroken runs of words that a content is made of, without what the article adds."""

import numpy as np
import polars as pl

from transforms.extract.asides import apart
from transforms.extract.parse import Parse
from transforms.extract.trees import Rows, inherit
from transforms.lexicons import lexicon

_SHORT = 3  # words


def rows_below(parse: Parse, tops: pl.DataFrame, cut: Rows) -> pl.DataFrame:
    """Each top's subtree: cue, row, is_clause, is_top. A preposition that the cue takes is left out.

    So is, of what is no clause, where it was said: "ruled it out in an interview".
    """
    place, row = _expanded(parse, tops, cut)
    top = tops["top"].to_numpy()[place]
    is_clause = tops["is_clause"].to_numpy()[place]
    marker = tops["preposition"].fill_null(-1).to_numpy()[place]
    place_of_saying = _occasions(parse)[row]
    outside = (place_of_saying >= 0) & ~is_clause & (place_of_saying != top)
    outside &= parse.whole.below(np.maximum(place_of_saying, 0), top)
    return pl.DataFrame(
        {"cue": tops["cue"].to_numpy()[place], "row": row, "is_clause": is_clause, "is_top": row == top}
    ).filter(pl.Series((row != marker) & ~outside))


def rows_around(parse: Parse, tops: pl.DataFrame, cut: Rows) -> pl.DataFrame:
    """Each top's subtree without the cue's, and without the "but" before it: cue, row, is_clause, is_top."""
    place, row = _expanded(parse, tops, cut)
    cue = tops["cue"].to_numpy()[place]
    joins = parse.among("deprel", ("cc",))[row] & (parse.head[row] == tops["top"].to_numpy()[place])
    return pl.DataFrame({"cue": cue, "row": row}).select(
        pl.all(), is_clause=True, is_top=False
    ).filter(pl.Series(~parse.whole.below(row, cue) & ~joins))  # fmt: skip


def _expanded(parse: Parse, tops: pl.DataFrame, cut: Rows) -> tuple[Rows, Rows]:
    """The rows of each top's subtree: its place in ``tops``, and the row."""
    top = tops["top"].to_numpy()
    first, last = parse.column("first")[top], parse.column("last")[top]
    lengths = last - first + 1
    place = np.repeat(np.arange(len(top)), lengths)
    row = np.arange(len(place)) - np.repeat(np.cumsum(lengths) - lengths, lengths) + first[place]
    # Remarks are likely the article's own.
    remark = cut[row]
    # What more is said behind a relative clause is read with it: "Egypt, which backs the army, has offered to help".
    words = np.append(np.flatnonzero(~parse.among("upos", ("PUNCT",))), len(parse.head))
    behind = words[np.searchsorted(words, parse.column("last"), side="right")]
    behind = np.where(behind < len(parse.head), behind, 0)[remark]
    goes_on = parse.among("deprel", ("acl:relcl",))[remark] & parse.whole.below(behind, top[place])
    cue = tops["cue"].to_numpy()[place]
    goes_on &= ~(parse.whole.below(behind, cue) & parse.whole.below(cue, top[place]))
    remark = np.where(goes_on, -1, remark)
    aside = (remark >= 0) & (remark != top[place]) & parse.whole.below(np.maximum(remark, 0), top[place])
    inside = parse.whole.below(row, top[place]) & ~aside
    return place[inside], row[inside]


def remarks(parse: Parse, cues: pl.DataFrame) -> Rows:
    """For each token the head of the nearest remark around it, -1 for none.

    A remark is a relative clause behind a comma or a dash, a participle that is a cue of its own (", adding"), or
    the one whom all of it accords to, or what another says behind an aside.
    """
    mark = parse.among("form", (",", "—", "–", "--", "-"))
    first = parse.column("first")
    said = np.zeros(len(mark), dtype=np.bool_)
    said[cues.filter(pl.col("is_spoken") | (pl.col("class") == "say"))["cue"].to_numpy()] = True
    said &= parse.tokens["lower"].str.ends_with("ing").to_numpy() & parse.among("deprel", ("advcl", "acl", "conj"))
    remark = parse.among("deprel", ("acl:relcl", "advcl:relcl")) | (said & parse.lacks("relation", ("nsubj", "aux")))
    remark &= parse.behind(mark)[first] | mark[first]
    remark[cues.filter(pl.col("kind") == "according")["cue"].to_numpy()] = True
    spoken = cues.filter(pl.col("is_spoken") & pl.col("speaker_first").is_not_null())["cue"].to_numpy()
    beside = spoken[parse.among("deprel", ("parataxis",))[spoken]]
    remark[apart(parse, beside, spoken)] = True
    return inherit(parse.head, np.where(remark, np.arange(len(remark)), -1))


def _occasions(parse: Parse) -> Rows:
    """For each token the head of the interview, statement … in which something is said around it, -1 for none."""
    within = np.zeros(len(parse.head), dtype=np.bool_)
    within[parse.head[parse.among("relation", ("case",)) & parse.among("lower", ("in", "at", "during"))]] = True
    occasion = parse.tokens["lemma"].str.to_lowercase().is_in(lexicon("venue_nouns")["lemma"].to_list()).to_numpy()
    occasion &= within & parse.among("relation", ("nmod", "obl"))
    return inherit(parse.head, np.where(occasion, np.arange(len(occasion)), -1))


def stretches(parse: Parse, kept: pl.DataFrame) -> pl.DataFrame:
    """Unbroken runs of rows, marks at the edges left out: cue, first, last, is_clause.

    A word or three of the cue's ("last year") do not break one. Of what is no clause the run with its head
    counts alone, and a relative pronoun or a conjunction alone is no content.
    """
    word = ~parse.among("upos", ("PUNCT",))
    relative = parse.among("lower", ("which", "who", "that", "whom")) & parse.among("upos", ("PRON", "SCONJ"))
    count = np.append(0, np.cumsum(word))
    words = kept.filter(pl.Series(word[kept["row"].to_numpy()]))
    row = words["row"].to_numpy()
    skipped = np.append(0, count[row[1:]] - count[row[:-1]] - 1) if len(row) else row
    before = pl.col("row").shift(1)
    broken = pl.any_horizontal(
        (pl.col(slot) > before) & (pl.col(slot) < pl.col("row")) for slot in ("group_first", "speaker_first")
    )
    return (
        words.with_columns(skipped=pl.Series(skipped))
        .with_columns(
            begins=pl.col("cue").shift(1).ne_missing(pl.col("cue"))
            | (pl.col("skipped") > _SHORT)
            | ((pl.col("skipped") > 0) & broken.fill_null(False))
        )
        .with_columns(stretch=pl.col("begins").cum_sum())
        .group_by("stretch", maintain_order=True)
        .agg(
            pl.col("cue").first(),
            first=pl.col("row").min(),
            last=pl.col("row").max(),
            counts=pl.any_horizontal("is_clause", "is_top").any(),
            is_clause=pl.col("is_clause").any(),
        )
        .filter(pl.col("counts") & ~((pl.col("first") == pl.col("last")) & parse.at(relative, "first")))
        .select("cue", "first", "last", "is_clause")
    )
