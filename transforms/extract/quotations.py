"""Quotations: words between quotation marks, given to the one who said them."""

import dataframely as dy
import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.quote_cues import SHORTEST_FRAGMENT, after, before, labels, reported
from transforms.extract.slots import CLOSING
from transforms.extract.trees import Flags, Rows
from transforms.identity import with_ids
from transforms.passages import passages
from warehouse.tables import Documents, Facts, Quotations

_TITLE_WORDS = 3


def attributed(parse: Parse, pairs: pl.DataFrame, cues: pl.DataFrame, claimed: Rows) -> pl.DataFrame:
    """Give each pair of quotation marks its cue, and drop the pairs that quote nobody.

    In this order: a cue right before ("he said: “…”"), a cue right after ("“…,” he said"), the cue of the
    sentence before, the pair before in the same paragraph whose speaker goes on, the paragraph before that
    runs on, a name that stands for a cue. Words without a verb need a cue and some length ("mixed"); without
    a cue only whole sentences are a quotation.

    Parameters
    ----------
    claimed
        For each token the row of the cue that reports it or -1 (``transforms.extract.attribution.claims``).

    Returns
    -------
    pl.DataFrame
        One row a pair: first, last (rows of the content), quotation_type, key (the same for the parts of
        one quotation), and the columns of ``cues``, NULL without cue.
    """
    pairs = _described(parse, pairs)
    outside = cues.filter(~pl.col("is_quoted"))
    found = pairs
    for candidates in (
        before(parse, pairs, outside, claimed),
        after(parse, pairs, outside),
        reported(parse, pairs, outside),
        labels(parse, pairs),
    ):
        found = found.join(candidates, on="opening", how="left", maintain_order="left")
    # What reports the clause that the words are part of: "according to Smith, they did “nothing …”".
    over = parse.at(claimed, "first").replace(-1, None)
    close = pl.when("is_close").then("cue_before")
    other = pl.coalesce(close, "cue_after", "cue_before", pl.when(~pl.col("is_sentence")).then(over))
    found = found.with_columns(cue=pl.when(~pl.col("is_label").fill_null(False)).then(other))
    # A sentence that is all quotation goes on with the paragraph's last speaker.
    goes_on = pl.col("cue").is_null() & pl.col("is_sentence") & pl.col("label_first").is_null()
    own_label = pl.col("label_first") == pl.col("first")
    # What runs on runs on within its document, whatever the batch has next.
    opens_document = pl.col("doc_id") != pl.col("doc_id").shift(1)
    runs_on = pl.col("runs_on").shift(1, fill_value=False) & ~opens_document.fill_null(True)
    chain = (~runs_on | own_label.fill_null(False)).cum_sum()
    resumed = pl.col("cue").forward_fill().over("doc_id", "paragraph_id")
    found = (
        found.with_columns(cue=pl.when(goes_on).then(pl.coalesce("cue_reported", resumed)).otherwise("cue"))
        .with_columns(cue=pl.coalesce("cue", pl.col("cue").drop_nulls().first().over(chain)))
        .with_columns(key=pl.coalesce("cue", -1 - pl.col("opening").first().over(chain)))
    )
    is_given = pl.col("cue").is_not_null() | pl.col("label_first").is_not_null()
    fragment = (pl.col("words") >= SHORTEST_FRAGMENT) & is_given
    # "The crowd had one answer: “We stay.”" is said by somebody, whom no cue names.
    stands = pl.col("has_verb") & (is_given | pl.col("is_sentence") | (pl.col("after_colon") & pl.col("is_statement")))
    # "Holm asked, “With what?”", "“Never!” said Holm": a word or two may be all that was said.
    introduced = pl.col("is_close").fill_null(False) & pl.col("is_introduced") & pl.col("cue_before").is_not_null()
    begun = pl.col("begins_sentence") & pl.col("is_stopped") & pl.col("cue_after").is_not_null()
    utterance = (introduced | begun) & pl.col("is_capitalised") & pl.col("is_given")
    # In his book “Make Your Child a Millionaire,” Holm suggested …
    title = pl.col("is_title") & ~pl.col("is_close").fill_null(False) & ~pl.col("begins_sentence")
    return (
        found.with_columns(is_given=is_given)
        .with_columns(is_statement=pl.col("is_statement") | utterance)
        .filter((stands | fragment | utterance) & ~title)
        .with_columns(
            quotation_type=pl.when("is_statement").then(pl.lit("direct")).otherwise(pl.lit("mixed")),
            label_first=pl.col("label_first").first().over("key", order_by="opening"),
            label_last=pl.col("label_last").first().over("key", order_by="opening"),
        )
        # What stands in the marks begins behind the name and the colon there.
        .with_columns(first=pl.when(own_label).then(pl.col("label_last") + 2).otherwise("first"))
        .select("first", "last", "quotation_type", "key", "cue", "label_first", "label_last")
        .join(cues, on="cue", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("cue").is_null()).then(f"label_{end}").otherwise(f"speaker_{end}").alias(f"speaker_{end}")
            for end in ("first", "last")
        )
        .drop("label_first", "label_last")
    )


def _described(parse: Parse, pairs: pl.DataFrame) -> pl.DataFrame:
    """What a pair holds and what stands around it."""
    finite = parse.tokens["feats"].fill_null("").str.contains("VerbForm=Fin").to_numpy()
    verbs = np.append(0, np.cumsum(finite & parse.among("upos", ("VERB", "AUX"))))
    words = np.append(0, np.cumsum(~parse.among("upos", ("PUNCT", "SYM"))))
    first, last = pairs["first"].to_numpy(), pairs["last"].to_numpy()
    comma = parse.among("form", (",",))
    last = np.where(comma[last] & (last > first), last - 1, last)
    size = len(parse.head)
    sentence = parse.column("sentence")
    closing = np.where(pairs["runs_on"], pairs["last"], pairs["closing"])
    opening = pairs["opening"].to_numpy()
    mark = parse.among("upos", ("PUNCT",))
    # The nearest word before the pair and after it, within reach of the marks that may stand between.
    words_at = np.flatnonzero(~mark)
    left = np.searchsorted(words_at, opening) - 1
    right = np.searchsorted(words_at, closing, side="right")
    word_before = np.where(left >= 0, words_at[np.maximum(left, 0)], -1) if len(words_at) else opening * 0 - 1
    word_after = np.where(right < len(words_at), words_at[np.minimum(right, len(words_at) - 1)], -1)
    stop = parse.among("form", (",", ".", "?", "!", "…", "...", "—", "–", "--", ";"))
    final = pairs["last"].to_numpy()
    inner_mark = parse.among("form", (*CLOSING, "'"))[final]
    is_stopped = stop[final] | parse.ahead(comma)[closing] | (inner_mark & stop[np.maximum(final - 1, 0)])
    capitalised = parse.tokens["form"].gather(first).str.contains(r"^\p{Lu}").to_numpy()
    begins_anew = capitalised & (verbs[last + 1] > verbs[first])
    document = parse.tokens["doc_id"].rle_id().to_numpy()
    following = np.minimum(closing + 1, size - 1)
    following = np.where(document[following] == document[closing], following, closing)
    previous = np.where(opening > 0, opening - 1, 0)
    previous = np.where(document[previous] == document[opening], previous, opening)
    starts = np.append(True, sentence[1:] != sentence[:-1])
    ends = np.append(starts[1:], True)
    return pairs.with_columns(
        last=pl.Series(last),
        doc_id=parse.tokens["doc_id"].gather(opening),
        paragraph_id=parse.tokens["paragraph_id"].gather(opening),
        sentence_first=pl.Series(sentence[first]),
        sentence_last=pl.Series(sentence[closing]),
        has_verb=pl.Series(verbs[last + 1] > verbs[first]),
        words=pl.Series(words[last + 1] - words[first]),
        word_before=pl.Series(word_before),
        word_after=pl.Series(word_after),
        follower=pl.Series(following),
        is_introduced=pl.Series(parse.among("form", (":", ","))[previous]),
        after_colon=pl.Series(parse.among("form", (":",))[previous]),
        is_stopped=pl.Series(is_stopped),
        is_capitalised=pl.Series(capitalised),
        begins_sentence=pl.Series(starts[opening]),
        is_asked=pl.Series(parse.among("form", ("?", "!"))[pairs["last"].to_numpy()]),
        is_statement=pl.Series(
            _holds_clause(parse, first, last) | (is_stopped & begins_anew) | (sentence[first] != sentence[last])
        ),
        is_sentence=pl.Series(starts[opening] & (ends[closing] | (ends[following] & mark[following]))),
        is_title=pl.Series(_in_title_case(parse, first, last)),
    )


def _in_title_case(parse: Parse, first: Rows, last: Rows) -> Flags:
    """Whether each stretch has capitals as titles have them, in a sentence that has not."""
    form = parse.tokens["form"]
    long = form.str.contains(r"^\p{L}{4}").to_numpy()
    titled = long & form.str.contains(r"^\p{Lu}.*\p{Ll}").to_numpy()
    small = long & form.str.contains(r"^\p{Ll}").to_numpy()
    titled_before, small_before = (np.append(0, np.cumsum(flags)) for flags in (titled, small))
    of_sentence = np.bincount(parse.column("sentence"), weights=small, minlength=len(parse.texts))
    alike = small_before[last + 1] == small_before[first]
    longest = titled_before[last + 1] - titled_before[first] >= _TITLE_WORDS
    return np.asarray(alike & longest & (of_sentence[parse.column("sentence")[first]] > 0))


def _holds_clause(parse: Parse, first: Rows, last: Rows) -> Flags:
    """Whether each stretch holds a clause with its subject: "we are reviewing it", not "reviewing it"."""
    if not len(first):
        return np.zeros(0, dtype=np.bool_)
    subjects = np.flatnonzero(parse.among("relation", ("nsubj", "csubj", "expl")) & (parse.head >= 0))
    place = np.searchsorted(first, subjects, side="right") - 1
    inside = np.maximum(place, 0)
    head = parse.head[subjects]
    holds = (place >= 0) & (subjects <= last[inside]) & (first[inside] <= head) & (head <= last[inside])
    top = parse.head[head]
    # The clause is what the words are about, not one that tells which ("every traitor who eats").
    holds &= (top < first[inside]) | (top > last[inside]) | parse.among("relation", ("parataxis", "ccomp"))[head]
    return np.bincount(inside[holds], minlength=len(first)) > 0


def quotations(
    parse: Parse, documents: dy.DataFrame[Documents], found: pl.DataFrame
) -> tuple[dy.DataFrame[Quotations], pl.DataFrame]:
    """Make rows of ``found`` (see ``with_indirect``); the second frame has its key, and quotation_id."""
    spans = found.with_columns(
        doc_id=pl.lit(parse.tokens["doc_id"]).gather(pl.col("first")),
        sentence_id=pl.lit(parse.tokens["sentence_id"]).gather(pl.col("first")),
        char_start=parse.at(parse.column("char_start"), "first"),
        char_end=parse.at(parse.column("char_end"), "last"),
        cue_start=parse.at(parse.column("char_start"), "cue_first"),
        cue_end=parse.at(parse.column("char_end"), "cue_last"),
        speaker_start=parse.at(parse.column("char_start"), "speaker_first"),
        speaker_end=parse.at(parse.column("char_end"), "speaker_last"),
        cue=parse.printed(found["cue_first"], found["cue_last"]),
        speaker=parse.printed(found["speaker_first"], found["speaker_last"]),
        venue=parse.printed(found["venue_first"], found["venue_last"]),
        cue_class="class",
        part=pl.int_range(pl.len()).over("key", order_by="first"),
    )
    ids = with_ids(
        spans.filter(pl.col("part") == 0).select("doc_id", "key", "char_start"), "quotation_id", "q", by=["char_start"]
    ).select("key", "quotation_id")
    text = passages(documents, spans, pl.col("char_start"), pl.col("char_end"))
    rows = (
        spans.with_columns(text=text, speaker_entity_id=pl.lit(None, dtype=pl.String))
        .join(ids, on="key", how="left", maintain_order="left")
        .sort("doc_id", "char_start")
    )
    return Quotations.validate(rows.select(Quotations.column_names()), cast=True), ids


def with_quotations(facts: dy.DataFrame[Facts], quotations: dy.DataFrame[Quotations]) -> dy.DataFrame[Facts]:
    """Give each fact that has none yet the quotation_id of the content that its predicate stands in."""
    sentence = ["doc_id", "sentence_id"]
    contents = quotations.select(*sentence, "char_start", "char_end", found="quotation_id")
    inside = (
        facts.select("fact_id", *sentence, "predicate_start")
        .join(contents, on=sentence, how="inner")
        .filter(pl.col("predicate_start").is_between("char_start", "char_end", closed="left"))
        # Of contents within contents the inner one.
        .sort("fact_id", pl.col("char_end") - pl.col("char_start"), "found")
        .unique("fact_id", keep="first", maintain_order=True)
    )
    filled = facts.join(inside.select("fact_id", "found"), on="fact_id", how="left", maintain_order="left")
    return Facts.validate(
        filled.with_columns(quotation_id=pl.coalesce("quotation_id", "found")).select(Facts.column_names())
    )
