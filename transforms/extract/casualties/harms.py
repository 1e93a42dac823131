"""Harms: which words say that people were harmed or moved, and which words name them."""

import numpy as np
import polars as pl

from transforms.extract.objects import objects
from transforms.extract.parse import Parse
from transforms.lexicons import lexicon

_COLUMNS = ("trigger", "reach", "victim", "agent", "harm", "rule", "least")
_COMPLEMENTS = ("xcomp", "obl", "obj", "advmod", "amod", "ccomp", "nmod", "advcl", "compound", "compound:prt")
_COUNTED_BY = ("obl", "obj", "xcomp", "nmod", "obl:unmarked", "advmod")


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
            _states(parse),
            _acts(parse),
            _counts(parse),
            _tolls(parse, clauses),
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
    order = {"verb": 0, "act": 1, "state": 2, "toll": 3, "count": 4, "people": 5}
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
    words = parse.tokens.filter(pl.col("relation").is_in(_COMPLEMENTS)).select(
        head="head_row", reach="row", word=pl.col("lemma").str.to_lowercase(), word_relation="relation"
    )
    below = words.join(words.select(through="head", below="reach", low="word"), left_on="reach", right_on="through")
    near = pl.concat([words.select("head", "reach", "word"), below.select("head", reach="below", word="low")])
    completed = (
        stated.filter(pl.col("with").is_not_null())
        .join(near, on="head", how="inner")
        .filter(pl.col("word").is_in(pl.col("with")))
        .sort("verb", "reach")
        .unique("verb", keep="first", maintain_order=True)
    )
    both = pl.concat([stated.filter(pl.col("with").is_null()).with_columns(reach="head"), completed], how="diagonal")
    is_passive = pl.col("kind") == "passive"
    # "died and as many as 80 were wounded": a number before the verb is its own subject, whatever the parse calls it.
    before = parse.tokens.filter((pl.col("upos") == "NUM") & (pl.col("row") < pl.col("head_row"))).select(
        head="head_row", number="row"
    )
    both = both.join(
        before.unique("head", keep="last", maintain_order=True), on="head", how="left", maintain_order="left"
    ).with_columns(
        subject=pl.when((pl.col("origin") == "shared") & is_passive & (pl.col("number") > pl.col("subject")))
        .then("number")
        .otherwise("subject")
    )
    kind_of_object = pl.col("victim") == "object"
    victim = (
        pl.when(~kind_of_object)
        .then("subject")
        .when(is_passive)
        .then("subject")
        .when(pl.col("kind_of_object") != "clause")
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


def _by(parse: Parse) -> pl.Series:
    """Obliques with "by": who did it, where the parse has no ``obl:agent``."""
    by = np.zeros(len(parse.head), dtype=np.bool_)
    heads = parse.head[parse.among("deprel", ("case",)) & parse.among("lower", ("by",))]
    by[heads[heads >= 0]] = True
    return pl.Series(by & parse.among("relation", ("obl",)))


def _nouns(kind: str) -> pl.DataFrame:
    return lexicon("casualty_nouns").filter(pl.col("kind") == kind).select("lemma", "harm")


def _states(parse: Parse) -> pl.DataFrame:
    """Adjectives and participles: six are missing; no one was hurt; two wounded soldiers."""
    states = _nouns("state")
    lemma = pl.col("form").str.to_lowercase()
    stated = parse.tokens.with_columns(lemma=lemma).join(states, on="lemma", how="inner")
    subjects = parse.tokens.filter(pl.col("relation") == "nsubj").select(trigger="head_row", victim="row")
    # "gunmen killed 22": an active verb says it of its object.
    idle = parse.lacks("relation", ("obj", "ccomp"))
    said = (
        stated.filter(parse.at(idle, "row"))
        .select("harm", trigger="row")
        .join(subjects, on="trigger", how="inner")
        .select("trigger", "harm", victim=parse.at(parse.refers, "victim"))
        .select("trigger", "victim", "harm")
    )
    of_noun = stated.filter(pl.col("deprel").is_in(["amod", "acl"]) & (pl.col("row") < pl.col("head_row"))).select(
        trigger="row", victim="head_row", harm="harm"
    )
    return _whole(pl.concat([said, of_noun]), "state")


def _acts(parse: Parse) -> pl.DataFrame:
    """Nouns of an act, and whom it befell: the murder of a judge, his arrest, the bodies of 12 men."""
    acts = parse.tokens.filter(pl.col("upos") == "NOUN").join(
        _nouns("act"), left_on=pl.col("lemma").str.to_lowercase(), right_on="lemma", how="inner"
    )
    cases = parse.tokens.filter(pl.col("deprel") == "case").select(place="head_row", marker="lower")
    hung = parse.tokens.filter(pl.col("relation").is_in(["nmod"])).select("deprel", place="row", trigger="head_row")
    marked = hung.join(cases, on="place", how="left").with_columns(
        marker=pl.when(pl.col("deprel") == "nmod:poss").then(pl.lit("'s")).otherwise("marker")
    )
    around = acts.select("harm", trigger="row").join(marked, on="trigger", how="inner")
    of = around.filter(pl.col("marker") == "of").select("trigger", "harm", victim="place")
    owner = around.filter(pl.col("marker") == "'s").select("trigger", "harm", owner="place")
    by = around.filter(pl.col("marker") == "by").select("trigger", by="place")
    both = of.join(owner, on=["trigger", "harm"], how="full", coalesce=True)
    agents = by.unique("trigger", keep="first", maintain_order=True)
    told = both.join(agents, on="trigger", how="left").select(
        "trigger",
        "harm",
        victim=pl.coalesce("victim", "owner"),
        agent=pl.coalesce("by", pl.when(pl.col("victim").is_not_null()).then("owner")),
    )
    return told.select(
        "trigger", "victim", "agent", "harm", reach="trigger", rule=pl.lit("act"), least=pl.lit(None, pl.Int64)
    ).select(_COLUMNS)


def _counts(parse: Parse) -> pl.DataFrame:
    """Nouns that count themselves: 36 deaths, six hostages, no injuries."""
    lower = pl.col("lemma").str.to_lowercase()
    form = pl.col("lower")
    tables = []
    for kind in ("count", "people"):
        nouns = _nouns(kind)
        is_nominal = pl.col("upos").is_in(["NOUN", "ADJ", "VERB", "PROPN"]) & ~pl.col("relation").is_in(
            ["amod", "root", "conj", "compound", "acl", "advcl", "ccomp", "xcomp", "aux", "parataxis"]
        )
        nominal = parse.tokens.filter(is_nominal | (pl.col("upos") == "NOUN") | _numbered(parse))
        by_lemma = nominal.join(nouns, left_on=lower, right_on="lemma", how="inner")
        by_form = nominal.filter(lower != form).join(nouns, left_on=form, right_on="lemma", how="inner")
        found = pl.concat([by_lemma, by_form], how="diagonal").unique("row", keep="first", maintain_order=True)
        tables.append(found.select(trigger="row", victim="row", harm="harm").with_columns(rule=pl.lit(kind)))
    rows = pl.concat(tables)
    return _whole(rows.drop("rule"), "").with_columns(rule=rows["rule"])


def _numbered(parse: Parse) -> pl.Series:
    """Words right behind a number that hangs on them, whatever as: about 30 wounded."""
    numbers = np.flatnonzero(parse.among("upos", ("NUM",)))
    next_to = numbers[parse.head[numbers] == numbers + 1] + 1
    numbered = np.zeros(len(parse.head), dtype=np.bool_)
    numbered[next_to] = True
    return pl.Series(numbered & parse.lacks("relation", ("aux", "cop", "obj")))


def _tolls(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """The number that a toll rises to, stands at or is."""
    tolls = parse.tokens.select("row", lemma=pl.col("lemma").str.to_lowercase()).join(
        _nouns("toll"), on="lemma", how="inner"
    )
    verbs = clauses.join(tolls.select("harm", subject="row"), on="subject", how="inner").select(
        "harm", "kind", verb="head", trigger="subject"
    )
    numbers = parse.tokens.filter(pl.col("relation").is_in(_COUNTED_BY)).select(verb="head_row", victim="row")
    last = verbs.join(numbers, on="verb", how="inner").sort("verb", "victim")
    copulas = verbs.filter(pl.col("kind") == "copula").select("trigger", "harm", victim="verb")
    of = parse.tokens.filter(pl.col("relation") == "nmod").select(trigger="head_row", victim="row")
    named = tolls.select("harm", trigger="row").join(of, on="trigger", how="inner").select("trigger", "harm", "victim")
    return _whole(pl.concat([last.select("trigger", "harm", "victim"), copulas, named]), "toll")


def _whole(rows: pl.DataFrame, rule: str) -> pl.DataFrame:
    return rows.select(
        "trigger",
        pl.col("trigger").alias("reach"),
        "victim",
        pl.lit(None, pl.Int64).alias("agent"),
        "harm",
        pl.lit(rule).alias("rule"),
        pl.lit(None, pl.Int64).alias("least"),
    )


def spread(parse: Parse, found: pl.DataFrame, coordinations: pl.DataFrame) -> pl.DataFrame:
    """One row for each of several victims joined by "and"; what a toll and a count are of stands alone."""
    members = (
        coordinations.filter(pl.col("kind") == "member")
        .select(pl.lit(["verb", "act", "state"]).alias("rule"), victim="head", member="member")
        .explode("rule")
    )
    return (
        found.join(members, on=["victim", "rule"], how="left", maintain_order="left_right")
        .with_columns(victim=pl.coalesce("member", "victim"))
        .drop("member")
        .unique(["victim", "harm"], keep="first", maintain_order=True)
    )
