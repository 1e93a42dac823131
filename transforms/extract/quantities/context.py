"""Context: the tokens of numbers, what they count, and which numbers are no quantities."""

import polars as pl

_STRONG = ("strong", "odd")
_COUNTING = ("nummod", "compound", "amod", "det", "nmod", "dep", "advmod", "obl", "appos")
_NOMINAL = ("NOUN", "PROPN", "ADJ")
_PRONOUNS = ("them", "those", "these", "us")
_SKIPPED = ("DET", "NUM", "PUNCT", "SYM")
# What an item is no longer than, in words before its head.
_LONGEST = 6
_NO_ONE = r"(?i)\b(?:no|the|any|every|this|that|which|each|another|some|only|last|next|big|number|such|own)[\s-]+$"
_ADDRESS = r"^ (?:[A-Z][\w.’'-]* ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Boulevard|Blvd|Drive|Lane|Square|Way|Terrace)\b"
_HALF_OF_GAME = (
    r"(?i)\b(?:first|second|other|latter|former|top|bottom|better|lower|upper|northern|southern|eastern|western)[\s-]$"
)


def with_tokens(numbers: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add the rows of the tokens that numbers stand in, and of the token that heads each of them.

    Parameters
    ----------
    tokens
        As ``rows`` gives them.

    Returns
    -------
    pl.DataFrame
        first, last, top: rows; top is the last token of the number whose head stands outside; counted_by: the
        row of top's head, NULL at a root.
    """
    places = tokens.select("doc_id", "char_start", "row").sort("doc_id", "char_start", "row")
    placed = numbers.with_row_index("number").with_columns(
        begins=(pl.col("sentence_start") + pl.col("start")).cast(pl.Int64),
        ends=(pl.col("sentence_start") + pl.col("end") - 1).cast(pl.Int64),
    )
    for name, edge in (("first", "begins"), ("last", "ends")):
        found = (
            placed.select("number", "doc_id", char_start=edge)
            .sort("doc_id", "char_start")
            .join_asof(places, on="char_start", by="doc_id", check_sortedness=False)
            .select("number", pl.col("row").alias(name))
        )
        placed = placed.join(found, on="number", how="left", maintain_order="left")
    tops = (
        placed.select("number", "first", "last", row=pl.int_ranges("first", pl.col("last") + 1))
        .drop_nulls("first")
        .explode("row")
        .join(tokens.select("row", "head_row", "upos"), on="row", how="inner", maintain_order="left")
        .filter(
            (~pl.col("head_row").is_between("first", "last")).fill_null(True) & ~pl.col("upos").is_in(["PUNCT", "ADP"])
        )
        .group_by("number", maintain_order=True)
        .agg(top=pl.col("row").last(), counted_by=pl.col("head_row").last())
    )
    return placed.join(tops, on="number", how="left", maintain_order="left").drop("number", "begins", "ends")


def rows(tokens: pl.DataFrame) -> pl.DataFrame:
    """Tokens with row, their place in the batch, and head_row, NULL at a root."""
    size = pl.col("token_id").max().over("doc_id", "sentence_id")
    return (
        tokens.sort("doc_id", "sentence_id", "token_id")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .with_columns(
            head_row=pl.when(pl.col("head").is_between(1, size)).then(
                pl.col("row") - pl.col("token_id") + pl.col("head")
            ),
            lower=pl.col("form").str.to_lowercase(),
        )
    )


def with_items(numbers: pl.DataFrame, tokens: pl.DataFrame) -> pl.DataFrame:
    """Add item_first and item_last, the rows of what is counted (NULL where nothing is), and top's upos and deprel."""

    def at(column: str, row: pl.Expr) -> pl.Expr:
        """The column of tokens at rows; NULL outside the batch."""
        inside = pl.when(row.is_between(0, len(tokens) - 1)).then(row)
        return pl.lit(tokens[column]).gather(inside)

    last, top = pl.col("last"), pl.col("top")
    found = numbers.with_columns(
        upos=at("upos", top),
        deprel=at("deprel", top),
        sentence_last=at("sentence_last", top),
        next_1=at("lower", last + 1),
        next_2=at("lower", last + 2),
    )
    hyphen = pl.col("next_1").is_in(["-", "–"])
    strong = hyphen & pl.col("next_2").is_in(_STRONG)
    compound = hyphen & ~strong & (at("upos", last + 2) == "NOUN") & pl.col("unit").is_null()
    of = (
        pl.when(pl.col("next_1") == "of")
        .then(last + 1)
        .when(pl.col("next_1").is_in(["worth", "more"]) & (pl.col("next_2") == "of"))
        .then(last + 2)
    )
    into = pl.when((pl.col("next_1") == "in") & (pl.col("kind") == "money")).then(last + 1)
    of_head, in_head = at("head_row", of), at("head_row", into)
    in_head = pl.when((at("upos", in_head) == "NOUN") & (at("upos", into + 1) != "DET")).then(in_head)
    counted = pl.when(
        pl.col("deprel").str.split(":").list.first().is_in(_COUNTING) & (pl.col("counted_by") > last)
    ).then("counted_by")
    start = (
        pl.when(strong)
        .then(last + 3)
        .when(compound)
        .then(last + 2)
        .when(of.is_not_null())
        .then(of + 1)
        .when(in_head.is_not_null())
        .then(into + 1)
        .otherwise(last + 1)
    )
    item = (
        pl.when(compound).then(last + 2).when(of.is_not_null()).then(of_head).otherwise(pl.coalesce(in_head, counted))
    )
    found = found.with_columns(item_first=start, item_last=item)
    # "of the 15 members", "100 more people".
    for _ in range(3):
        skip = at("upos", pl.col("item_first")).is_in(_SKIPPED) | at("lower", pl.col("item_first")).is_in(
            ["more", "other", "additional", "further", "his", "her", "its", "their", "our", "’s", "'s"]
        )
        found = found.with_columns(
            item_first=pl.when(skip & (pl.col("item_first") < pl.col("item_last")))
            .then(pl.col("item_first") + 1)
            .otherwise("item_first")
        )
    # "400 meters long": an adjective is an item where it stands for its bearers ("two dead").
    adjective = (at("upos", pl.col("item_last")) == "ADJ") & ~(
        pl.col("deprel").str.starts_with("nummod") | of.is_not_null()
    )
    whole = (
        pl.col("item_last").is_between(pl.col("item_first"), pl.col("item_first") + _LONGEST)
        & (pl.col("item_last") <= pl.col("sentence_last"))
        & ~adjective
        & (at("lower", pl.col("item_last")) != "own")
        & (at("upos", pl.col("item_last")).is_in(_NOMINAL) | at("lower", pl.col("item_last")).is_in(_PRONOUNS))
        & ~(
            at("upos", pl.col("item_first")).is_in(["ADV", "VERB", "ADP"])
            & at("deprel", pl.col("item_first")).is_in(["case", "mark"])
        )
    ).fill_null(False)
    return found.with_columns(
        item_first=pl.when(whole).then("item_first"),
        item_last=pl.when(whole).then("item_last"),
        # "Resolution 2254": a number behind the noun that it hangs on tells which, not how many.
        labels=pl.when(
            (pl.col("counted_by") == pl.col("first") - 1)
            & pl.col("deprel").is_in(["nummod", "dep", "nmod:desc", "nmod:unmarked", "compound", "flat"])
            & at("upos", pl.col("counted_by")).is_in(["NOUN", "PROPN"])
            & ~at("feats", pl.col("counted_by")).str.contains("Number=Plur").fill_null(False)
        ).then(at("upos", pl.col("counted_by"))),
    ).drop("next_1", "next_2", "sentence_last")


def quantities_alone(numbers: pl.DataFrame, names: pl.DataFrame, times: pl.DataFrame) -> pl.DataFrame:
    """Leave out numbers in names, times, models, addresses, hours, labels of lists, and words that only look so."""
    text, before, after = pl.col("text").str.to_lowercase(), pl.col("before"), pl.col("after")
    bare = pl.col("unit").is_null()
    figure = text.str.contains("^[0-9.]")
    glued = before.str.contains(r"[A-Za-z0-9_@#&][-–.’']?$|[0-9][,:/-]$|[A-Za-z]/$") & ~before.str.contains(r"#$")
    trails = after.str.contains(r"^[A-Za-z_&]") | after.str.contains(r"^-[A-Z]{2}|^[/:][0-9A-Za-z]")
    is_one = (
        (text == "one")
        & bare
        & (
            before.str.contains(_NO_ONE)
            | after.str.contains(r"(?i)^(?:-| another\b| day\b)")
            | ~pl.col("upos").is_in(["NUM", "NOUN"]).fill_null(True)
            | (
                after.str.contains("^ of")
                & ~pl.col("deprel").str.contains("^(?:nsubj|obj|obl|conj|root|nummod)").fill_null(True)
            )
        )
    )
    ordinal = (pl.col("shape") == "ordinal") & (
        ((pl.col("upos") == "ADV").fill_null(False) & (text == "first"))
        | before.str.contains(r"(?i)\b(?:at|from the)\s$")
        | after.str.contains(r"(?i)^-| of all\b| place\b| name\b| lady\b")
    )
    half = (text == "half") & (before.str.contains(_HALF_OF_GAME) | after.str.contains("^-"))
    needs_of = text.str.contains(r"^(?:scores|tens|a handful|a couple)$") & ~after.str.contains("^ of")
    year = text.str.contains(r"^(?:19|20)[0-9]{2}$") & bare & pl.col("item_last").is_null()
    hour = after.str.contains(r"(?i)^ ?(?:[ap]\.?m\b|o’?'?clock)")
    label = (before.str.contains(r"^[\s(\[]*$") & after.str.contains(r"^[.)\]]\s") & figure) | (
        before.str.contains(r"\[$") & after.str.contains(r"^\]")
    )
    of_name = (pl.col("labels") == "PROPN").fill_null(False) & bare & figure
    # "half past nine", "a week or two": times that say no more than a number.
    of_time = before.str.contains(
        r"(?i)\b(?:past|(?:minute|hour|day|night|week|month|year)s? or)\s$"
    ) | after.str.contains(r"^ past\b")
    # "the First Circuit": an ordinal in capitals is part of a name.
    capital = (
        (pl.col("shape") == "ordinal")
        & pl.col("text").str.contains("^[A-Z][a-z]")
        & (pl.col("start") > 0)
        & after.str.contains("^ [A-Z]")
    )
    wrong = (
        pl.col("amount").is_null()
        | (glued & pl.col("kind").is_null())
        | (trails & bare)
        | is_one
        | ordinal
        | half
        | needs_of
        | year
        | hour
        | label
        | of_name
        | of_time
        | capital
        | after.str.contains(_ADDRESS)
    )
    outside_names = _outside(numbers.filter(~wrong.fill_null(False)), names, contained=True)
    age = pl.col("kind") == "age"
    return pl.concat(
        [outside_names.filter(age), _outside(outside_names.filter(~age.fill_null(False)), times, contained=False)]
    ).sort("doc_id", "sentence_id", "start")


def _outside(numbers: pl.DataFrame, spans: pl.DataFrame, *, contained: bool) -> pl.DataFrame:
    """The numbers that no span overlaps or, where ``contained``, holds whole."""
    edge = "char_start" if contained else "char_end"
    begins = (pl.col("sentence_start") + pl.col("number_start")).cast(pl.Int64)
    ends = (pl.col("sentence_start") + pl.col("number_end")).cast(pl.Int64)
    taken = spans.select("doc_id", span_start=pl.col("char_start").cast(pl.Int64), span_end="char_end")
    placed = (
        numbers.with_columns(begins=begins, ends=ends)
        .with_columns(edge=pl.col("begins") if edge == "char_start" else pl.col("ends") - 1)
        .sort("doc_id", "edge")
        .join_asof(
            taken.sort("doc_id", "span_start"),
            left_on="edge",
            right_on="span_start",
            by="doc_id",
            check_sortedness=False,
        )
    )
    hit = pl.col("span_end") >= pl.col("ends") if contained else pl.col("span_end") > pl.col("begins")
    return placed.filter(~hit.fill_null(False)).drop("begins", "ends", "edge", "span_start", "span_end")
