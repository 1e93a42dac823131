"""Harms: which words say that people were harmed or moved, and which words name them."""

import numpy as np
import polars as pl

from transforms.extract.casualties.nouns import acts, counts, included, states, stocks, tolls
from transforms.extract.objects import objects
from transforms.extract.parse import Parse
from transforms.lexicons import lexicon

_MANY = ("many", "several", "others", "dozens", "scores", "hundreds", "thousands")
_EXACTNESS = (
    "more", "than", "at", "least", "about", "around", "some", "nearly", "almost", "over", "up", "to", "as", "many",
    "another",
)  # fmt: skip
_NEAR = 3
"""Words from a number to the noun that it counts."""
_COMPLEMENTS = ("xcomp", "obl", "obj", "advmod", "amod", "ccomp", "nmod", "advcl", "acl", "compound", "compound:prt")


def harms(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Find what says that people were harmed.

    Parameters
    ----------
    clauses
        As ``transforms.extract.clauses.clauses`` gives them.

    Returns
    -------
    pl.DataFrame
        trigger (row of the word that says it), reach (row of the word that completes it: *shot* … *dead*; else the
        trigger), victim (row that heads the victims, or their number), agent (row of who or what did it, NULL if
        nobody is named), harm, rule; one row a trigger and victim, coordinated victims not yet taken apart.
    """
    found = pl.concat(
        [
            _verbs(parse, clauses),
            states(parse),
            included(parse),
            acts(parse),
            counts(parse),
            tolls(parse, clauses),
            stocks(parse),
        ]
    )
    # "nine were killed and about 30 wounded": the second verb has its own number and not the first one's subject.
    numbered = found.filter(pl.col("rule") == "people").select("trigger")
    borrowed = found.filter(pl.col("rule").is_in(["verb", "state"]) & (pl.col("victim") < pl.col("trigger") - 1)).join(
        numbered, on="trigger", how="semi"
    )
    said_twice = found.filter(pl.col("rule") == "state").join(
        found.filter(pl.col("rule") == "verb").select("trigger"), on="trigger", how="semi"
    )
    borrowed = pl.concat([borrowed, said_twice])
    found = found.join(borrowed.select("trigger", "victim", "rule"), on=["trigger", "victim", "rule"], how="anti")
    order = {"verb": 0, "act": 1, "state": 2, "toll": 3, "count": 4, "people": 5, "stock": 6, "part": 7}
    return found.sort("trigger", pl.col("rule").replace_strict(order, return_dtype=pl.Int8), "victim").unique(
        ["victim", "harm"], keep="first", maintain_order=True
    )


def _verbs(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Verbs, with the word that they need beside them: killing five; shot two dead; lost their lives."""
    verbs = lexicon("casualty_verbs").with_columns(pl.col("with").str.split("/"))
    stated = (
        clauses.join(objects(parse, clauses), on="head", how="left", suffix="_of_object", maintain_order="left")
        .with_columns(lemma=pl.col("lemma").str.to_lowercase())
        .join(verbs, on="lemma", how="inner", maintain_order="left")
        .with_row_index("verb")
    )
    # "left four dead", "left four injured": by lemma or as printed; beside the verb or one step below.
    completing = verbs["with"].explode().drop_nulls().unique().to_list()
    hung = parse.tokens.filter(pl.col("relation").is_in(_COMPLEMENTS)).select(
        "lower", lemma=pl.col("lemma").str.to_lowercase(), head="head_row", reach="row"
    )
    words = pl.concat(
        [
            hung.select("head", "reach", word=name).filter(pl.col("word").is_in(completing))
            for name in ("lemma", "lower")
        ]
    ).unique(maintain_order=True)
    between = hung.select(verb_row="head", head="reach")
    below = words.join(between, on="head", how="inner").select("reach", "word", head="verb_row")
    near = pl.concat([words, below.select(words.columns)])
    completed = (
        stated.filter(pl.col("with").is_not_null())
        .join(near, on="head", how="inner")
        .filter(pl.col("word").is_in(pl.col("with")))
        .sort("verb", "reach")
        .unique("verb", keep="first", maintain_order=True)
    )
    # Who was stabbed to death was not wounded.
    alone = stated.filter(pl.col("with").is_null()).join(completed, on="head", how="anti").with_columns(reach="head")
    both = pl.concat([alone, completed], how="diagonal")
    # "A grenade injured nine": without its auxiliary and with an object it is no passive.
    aided = parse.at(~parse.lacks("deprel", ("aux:pass",)), "head")
    is_passive = (pl.col("kind") == "passive") & (aided | pl.col("object").is_null())
    # "died and as many as 80 were wounded": a number before the verb is its own subject, whatever the parse calls it.
    numbers = parse.tokens.filter((pl.col("upos") == "NUM") | pl.col("lower").is_in(_MANY)).select("row", "head_row")
    within = parse.tokens.filter(pl.col("token_id") > 1)
    auxiliaries = within.filter(pl.col("relation") == "aux").select(head="head_row", number=pl.col("row") - 1)
    next_to = within.filter(pl.col("upos") == "VERB").select(head="row", number=pl.col("row") - 1)
    before = pl.concat(
        [
            numbers.filter(pl.col("row") < pl.col("head_row")).select(head="head_row", number="row"),
            auxiliaries.join(numbers, left_on="number", right_on="row", how="semi"),
            next_to.join(numbers, left_on="number", right_on="row", how="semi"),
        ]
    ).sort("head", "number")
    both = both.join(
        before.unique("head", keep="last", maintain_order=True), on="head", how="left", maintain_order="left"
    ).with_columns(
        subject=pl.when((pl.col("origin") == "shared") & is_passive & (pl.col("number") > pl.col("subject")))
        .then("number")
        .otherwise("subject")
    )
    # "wounded more than 60": the number behind the verb is its object, wherever the parse hangs it.
    both = both.join(_numbers_behind(parse), on="head", how="left", maintain_order="left").with_columns(
        object=pl.when(is_passive).then("object").otherwise(pl.coalesce("object", "behind"))
    )
    # "burned to death": whom somebody burned, or else who burned.
    kind_of_object = (pl.col("victim") == "object") | (
        (pl.col("victim") == "theme") & (is_passive | pl.col("object").is_not_null())
    )
    victim = (
        pl.when(~kind_of_object)
        .then("subject")
        .when(is_passive)
        .then("subject")
        .when(pl.col("kind_of_object").fill_null("member") != "clause")
        .then("object")
    )
    agents = parse.tokens.filter(pl.col("deprel").is_in(["obl:agent"]) | _by(parse)).select(head="head_row", by="row")
    with_agent = both.join(agents.unique("head", keep="first", maintain_order=True), on="head", how="left")
    return (
        with_agent.with_columns(
            victim_row=victim,
            agent=pl.when(~kind_of_object).then(None).when(is_passive).then("by").otherwise("subject"),
        )
        .filter(pl.col("victim_row").is_not_null())
        .join(_of_lives(parse), left_on="victim_row", right_on="life", how="left", maintain_order="left")
        .with_columns(victim_row=pl.coalesce("whose", "victim_row"))
        .select(
            trigger="head",
            reach="reach",
            victim="victim_row",
            agent="agent",
            harm="harm",
            rule=pl.lit("verb"),
            least="least",
        )
        .sort("trigger", "victim")
    )


def _numbers_behind(parse: Parse) -> pl.DataFrame:
    """Numbers, or what they count, with no more than how exact they are between them and a verb: head, behind."""
    number = parse.among("upos", ("NUM",)) & ~parse.among("relation", ("compound", "advmod"))
    rows = np.arange(len(parse.head))
    counts = parse.among("relation", ("nummod",)) & (parse.head > rows) & (parse.head - rows <= _NEAR)
    number &= counts | ~parse.among("relation", ("nummod",))
    before = np.maximum.accumulate(np.where(parse.among("lower", _EXACTNESS), -1, rows))
    verb = np.append(-1, before)[:-1]
    sentence = parse.column("sentence")
    found = number & (verb >= 0) & parse.among("upos", ("VERB",))[np.maximum(verb, 0)]
    found &= sentence == sentence[np.maximum(verb, 0)]
    behind = np.where(counts, parse.head, rows)
    return pl.DataFrame({"head": verb[found], "behind": behind[found]}).unique(
        "head", keep="first", maintain_order=True
    )


def _of_lives(parse: Parse) -> pl.DataFrame:
    """Whose lives they were: claimed the lives of 100 people."""
    of = parse.tokens.filter((pl.col("deprel") == "case") & (pl.col("lower") == "of")).select(whose="head_row")
    lives = parse.tokens.filter(pl.col("lower").is_in(["life", "lives"])).select(life="row")
    owners = parse.tokens.filter(pl.col("relation") == "nmod").select(whose="row", life="head_row")
    return lives.join(owners, on="life").join(of, on="whose", how="semi").unique("life", keep="first")


def _by(parse: Parse) -> pl.Series:
    """Obliques with "by": who did it, where the parse has no ``obl:agent``."""
    by = np.zeros(len(parse.head), dtype=np.bool_)
    heads = parse.head[parse.among("deprel", ("case",)) & parse.among("lower", ("by",))]
    by[heads[heads >= 0]] = True
    return pl.Series(by & parse.among("relation", ("obl",)))


def spread(parse: Parse, found: pl.DataFrame, coordinations: pl.DataFrame) -> pl.DataFrame:
    """One row for each of several victims joined by "and"; what a toll and a count are of stands alone."""
    members = (
        coordinations.filter(pl.col("kind") == "member")
        # "left 31 dead and 1,000 injured": the latter have a word of their own.
        .join(found.select(member="victim", taken=True).unique(), on="member", how="left", maintain_order="left")
        .filter(pl.col("taken").is_null() | (pl.col("member") == pl.col("head")))
        .select(pl.lit(["verb", "act", "state", "stock", "part"]).alias("rule"), victim="head", member="member")
        .explode("rule")
    )
    return (
        found.join(members, on=["victim", "rule"], how="left", maintain_order="left_right")
        .with_columns(victim=pl.coalesce("member", "victim"))
        .drop("member")
        .unique(["victim", "harm"], keep="first", maintain_order=True)
    )
