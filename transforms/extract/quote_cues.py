"""Which cue a pair of quotation marks belongs to, by where the two stand and by what governs what."""

import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.trees import Rows

# Fewer words between marks are a term or a title where their cue needs no marks.
SHORTEST_FRAGMENT = 4
_LONGEST_LABEL = 6
_SUBORDINATING = ("when", "while", "after", "before", "where", "who", "which")
_DASHES = ("—", "–", "―", "--", "-")


def before(parse: Parse, pairs: pl.DataFrame, cues: pl.DataFrame, claimed: Rows) -> pl.DataFrame:
    """The nearest cue before each pair, if nothing but its own words stands between.

    A cue that introduces the next sentence, or the next paragraph, ends in a colon. A cue that is no verb of
    speaking ("said she expects “…”"), or whose infinitive only the reporting verb attributes ("said he would
    not talk “…”"), gives way to the one that reports it.

    Returns
    -------
    pl.DataFrame
        opening, cue_before, is_close (only a mark or two stands between).
    """
    candidates = _nearest(parse, pairs, cues, "opening", "backward")
    cue = candidates["cue"].to_numpy()
    governs = parse.whole.below(candidates["first"].to_numpy(), cue) & (
        cue != candidates["speaker"].fill_null(-1).to_numpy()
    )
    adjacent = parse.whole.below(candidates["word_before"].to_numpy(), cue)
    comma = parse.among("form", (",",))
    same = pl.col("cue_sentence") == pl.col("sentence_first")
    introduces = pl.col("cue_sentence") == pl.col("sentence_first") - 1
    # "the rise, she said, would cost …, “…”"
    inserted = parse.at(parse.ahead(comma), "cue_last") & parse.at(parse.behind(comma), "begins") & pl.col("is_spoken")
    infinitive = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Inf").to_numpy()
    yields = ~pl.col("is_spoken") | (parse.at(infinitive, "cue") & ~pl.col("is_introduced"))
    reporting = parse.at(claimed, "cue")
    return (
        candidates.with_columns(governs=pl.Series(governs), adjacent=pl.Series(adjacent))
        .filter(
            (same & pl.col("governs") & (pl.col("is_spoken") | (pl.col("words") >= SHORTEST_FRAGMENT)))
            | (same & pl.col("adjacent") & pl.col("is_introduced") & pl.col("is_spoken"))
            | (same & inserted)
            | (introduces & pl.col("after_colon") & pl.col("begins_sentence"))
        )
        .select(
            "opening",
            cue_before=pl.when(yields & (reporting >= 0)).then(reporting).otherwise("cue"),
            is_close=pl.col("opening") - pl.col("cue_last") <= 2,
        )
    )


def after(parse: Parse, pairs: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """The nearest cue after each pair, if its clause begins there: opening, cue_after."""
    spoken = cues.filter("is_spoken")
    candidates = _nearest(parse, pairs.filter(~pl.col("runs_on")), spoken, "closing", "forward")
    word, cue = candidates["word_after"].to_numpy(), candidates["cue"].to_numpy()
    joins = parse.among("upos", ("CCONJ", "SCONJ")) | parse.among("lower", _SUBORDINATING)
    begins = parse.whole.below(word, cue) & ~joins[word]
    content = ~parse.lacks("deprel", ("ccomp",))
    alone = parse.at(parse.ahead(parse.among("upos", ("PUNCT",))), "cue_last")
    same = pl.col("cue_sentence") == pl.col("sentence_last")
    # "“Why?” he asked" may have been taken for two sentences.
    next_one = (pl.col("cue_sentence") == pl.col("sentence_last") + 1) & pl.col("is_asked")
    next_one &= ~parse.at(content, "cue") | alone
    # "“…” Those were the words of X."
    points = parse.at(parse.among("upos", ("NOUN",)), "cue") & (pl.col("cue") != pl.col("speaker"))
    next_one |= points & (pl.col("cue_sentence") == pl.col("sentence_last") + 1)
    return candidates.filter(
        (pl.Series(begins) | (pl.col("follows") == pl.col("closing")).fill_null(False))
        & (pl.col("is_stopped") | points)
        & (same | next_one)
        & (pl.col("cue_paragraph") == pl.col("paragraph_id"))
        & (pl.col("word_after") >= 0)
    ).select("opening", cue_after="cue")


def reported(parse: Parse, pairs: pl.DataFrame, cues: pl.DataFrame) -> pl.DataFrame:
    """The cue of the sentence before, which says in other words what the pair then quotes: opening, cue_reported.

    "He would appeal, Royce said. “We think that …”": the cue heads that sentence or is an aside in it.
    """
    outer = parse.at(parse.among("deprel", ("root", "parataxis")), "cue")
    named = cues.filter(pl.col("is_spoken") & pl.col("speaker_first").is_not_null() & outer)
    candidates = _nearest(parse, pairs, named, "opening", "backward")
    return candidates.filter(
        pl.col("is_sentence")
        & (pl.col("words") >= SHORTEST_FRAGMENT)
        & (pl.col("cue_sentence") == pl.col("sentence_first") - 1)
        & (pl.col("cue_paragraph") == pl.col("paragraph_id"))
    ).select("opening", cue_reported="cue")


def labels(parse: Parse, pairs: pl.DataFrame) -> pl.DataFrame:
    """Names that stand for a cue of their own: "Ana Ruiz: “…”", "“RUIZ: …”" and "“…” — Ana Ruiz".

    Returns
    -------
    pl.DataFrame
        opening, label_first, label_last (rows), is_label (it stands before the pair, and no other cue counts).
    """
    name = pl.col("upos") == "PROPN"
    position = ["doc_id", "sentence"]
    words = parse.tokens.select(
        *position,
        "row",
        "form",
        "upos",
        is_name=name,
        starts=pl.col("row").min().over(position),
        ends=pl.col("row").max().over(position),
        run=(name != name.shift(1).over(position)).fill_null(True).cum_sum(),
    )
    runs = words.filter("is_name").group_by("run").agg(
        pl.col("starts", "ends").first(), first=pl.col("row").min(), last=pl.col("row").max()
    )  # fmt: skip
    short = pl.col("last") - pl.col("first") < _LONGEST_LABEL
    marks = parse.among("upos", ("PUNCT",))
    dash = parse.among("form", _DASHES)
    introducing = (
        pairs.filter("after_colon")
        .with_columns(last=pl.col("opening") - 2)
        .join(runs.filter(short), on="last", how="inner", maintain_order="left", suffix="_run")
        # A dash, or nothing, stands before the name: "A mild winter — Ana Ruiz: “…”".
        .with_columns(preceding=pl.max_horizontal(pl.col("first_run") - 1, pl.lit(0)))
        .filter((pl.col("first_run") == pl.col("starts")) | parse.at(dash, "preceding"))
        .select("opening", label_first="first_run", label_last="last", is_label=True)
    )
    colon = parse.among("form", (":",))
    last_row = len(parse.head) - 1
    # A transcript: "“HOLM: We won. …”".
    within = (
        pairs.join(runs.filter(short), on="first", how="inner", maintain_order="left", suffix="_run")
        .with_columns(behind=pl.min_horizontal(pl.col("last_run") + 1, pl.lit(last_row)))
        .filter(parse.at(colon, "behind") & (pl.col("behind") < pl.col("last")))
        .select("opening", label_first="first", label_last="last_run", is_label=True)
    )
    signing = (
        pairs.filter(~pl.col("runs_on") & (pl.col("closing") + 2 <= last_row))
        .filter(parse.at(dash, "follower"))
        .with_columns(first=pl.col("follower") + 1)
        .join(runs.filter(short), on="first", how="inner", maintain_order="left", suffix="_run")
        .with_columns(rest=pl.min_horizontal(pl.col("last_run") + 1, pl.lit(last_row)))
        .filter((pl.col("last_run") == pl.col("ends")) | parse.at(marks, "rest"))
        .select("opening", label_first="first", label_last="last_run", is_label=False)
    )
    return pl.concat([within, introducing, signing]).unique("opening", keep="first", maintain_order=True)


def _nearest(parse: Parse, pairs: pl.DataFrame, cues: pl.DataFrame, mark: str, strategy: str) -> pl.DataFrame:
    """Each pair with the cue nearest to one of its marks in its document."""
    placed = cues.select(
        "cue", "cue_last", "speaker", "is_spoken", "follows",
        cue_sentence=parse.at(parse.column("sentence"), "cue"),
        cue_paragraph=parse.at(parse.column("paragraph_id"), "cue"),
        doc_id=pl.lit(parse.tokens["doc_id"]).gather(pl.col("cue")),
        begins=pl.min_horizontal("speaker_first", "cue_first"),
    )  # fmt: skip
    return pairs.join_asof(
        placed.sort("cue"),
        left_on=mark,
        right_on="cue",
        by="doc_id",
        strategy="backward" if strategy == "backward" else "forward",
        check_sortedness=False,
    ).filter(pl.col("cue").is_not_null())
