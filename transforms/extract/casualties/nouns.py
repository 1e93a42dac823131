"""Nouns and adjectives that say that people were harmed or moved, and the words that name them."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.standing.negation import negated_nominals
from transforms.lexicons import lexicon

_COLUMNS = ("trigger", "reach", "victim", "agent", "harm", "rule", "least")
_COUNTED_BY = ("obl", "obj", "xcomp", "nmod", "obl:unmarked", "advmod")


def _nouns(kind: str) -> pl.DataFrame:
    return lexicon("casualty_nouns").filter(pl.col("kind") == kind).select("lemma", "harm")


def states(parse: Parse) -> pl.DataFrame:
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
    beside = (pl.col("row") < pl.col("head_row")) | (pl.col("upos") == "ADJ")
    of_noun = stated.filter(pl.col("deprel").is_in(["amod", "acl"]) & beside).select(
        trigger="row", victim="head_row", harm="harm"
    )
    # "Among the dead was a girl": one of them.
    among = parse.tokens.filter((pl.col("deprel") == "case") & (pl.col("lower") == "among"))
    among = among.select(trigger="head_row").unique()
    part = said.join(among, on="trigger", how="semi", maintain_order="left")
    whole = said.join(among, on="trigger", how="anti", maintain_order="left")
    return pl.concat([_whole(pl.concat([whole, of_noun]), "state"), _whole(part, "part")])


def included(parse: Parse) -> pl.DataFrame:
    """Whom the harmed included: the dead included two children."""
    harmed = parse.tokens.filter(pl.col("relation") == "nsubj").select("lower", subject="row", verb="head_row")
    people = harmed.join(_nouns("people"), left_on="lower", right_on="lemma", how="inner")
    verbs = parse.tokens.filter(pl.col("lemma") == "include").select(verb="row")
    victims = parse.tokens.filter(pl.col("relation") == "obj").select(victim="row", verb="head_row")
    told = people.join(verbs, on="verb", how="semi").join(victims, on="verb", how="inner")
    return _whole(told.select("harm", "victim", trigger="subject"), "part")


def acts(parse: Parse) -> pl.DataFrame:
    """Nouns of an act, and whom it befell: the murder of a judge, his arrest, the bodies of 12 men."""
    acts = parse.tokens.filter(pl.col("upos") == "NOUN").join(
        _nouns("act"), left_on=pl.col("lemma").str.to_lowercase(), right_on="lemma", how="inner"
    )
    cases = parse.tokens.filter(pl.col("deprel") == "case").select(place="head_row", marker="lower")
    hung = parse.tokens.filter(pl.col("relation") == "nmod").select("deprel", place="row", trigger="head_row")
    # "the killing in the past 72 hours of a judge": times have no victims.
    spans = parse.tokens.filter((pl.col("phrase_type") == "time") & (pl.col("relation") == "nmod"))
    through = hung.join(spans.select(trigger="row", above="head_row"), on="trigger", how="inner")
    hung = pl.concat([hung, through.select("deprel", "place", trigger="above")])
    marked = hung.join(cases, on="place", how="left").with_columns(
        marker=pl.when(pl.col("deprel") == "nmod:poss").then(pl.lit("'s")).otherwise("marker")
    )
    around = acts.select("harm", trigger="row").join(marked, on="trigger", how="inner")
    of = around.filter(pl.col("marker") == "of").select("trigger", "harm", victim="place")
    # "Her body" is mostly alive.
    alive = parse.among("upos", ("PRON",))
    bodily = parse.among("lemma", ("body",))
    owned = (pl.col("marker") == "'s") & ~(parse.at(alive, "place") & parse.at(bodily, "trigger"))
    owner = around.filter(owned).select("trigger", "harm", owner="place")
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


def counts(parse: Parse) -> pl.DataFrame:
    """Nouns that count themselves: 36 deaths, six hostages, no injuries, no casualties."""
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
        tables.append(_gapped(parse, nouns).with_columns(rule=pl.lit(kind)))
    nobody = parse.tokens.filter(pl.Series(negated_nominals(parse))).join(
        _nouns("none"), left_on=lower, right_on="lemma", how="inner"
    )
    tables.append(nobody.select("harm", trigger="row", victim="row", rule=pl.lit("count")).select(tables[0].columns))
    rows = pl.concat(tables).unique(["trigger", "rule"], keep="first", maintain_order=True)
    return _whole(rows.drop("rule"), "").with_columns(rule=rows["rule"])


def _numbered(parse: Parse) -> pl.Series:
    """Words right behind a number that hangs on them, whatever as: about 30 wounded."""
    numbers = np.flatnonzero(parse.among("upos", ("NUM",)))
    next_to = numbers[parse.head[numbers] == numbers + 1] + 1
    numbered = np.zeros(len(parse.head), dtype=np.bool_)
    numbered[next_to] = True
    return pl.Series(numbered & parse.lacks("relation", ("aux", "cop", "obj")))


def _gapped(parse: Parse, nouns: pl.DataFrame) -> pl.DataFrame:
    """Words right behind a coordinated number: left seven people dead and 30 injured."""
    within = parse.tokens.filter(pl.col("token_id") > 1)
    words = within.filter(pl.col("deprel").is_in(["conj", "acl", "amod", "dep"])).join(
        nouns, left_on="lower", right_on="lemma", how="inner"
    )
    numbers = parse.tokens.filter(pl.col("upos") == "NUM").select(victim="row", row=pl.col("row") + 1, by="relation")
    return (
        words.join(numbers.filter(pl.col("by") == "conj"), on="row", how="inner")
        .select("victim", "harm", trigger="row")
        .select("trigger", "victim", "harm")
    )


def tolls(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """The number that a toll, or a number of dead, rises to, is put at or is."""
    lemma = pl.col("lemma").str.to_lowercase()
    tolls = parse.tokens.select("row", lemma=lemma).join(_nouns("toll"), on="lemma", how="inner").select("row", "harm")
    hung = parse.tokens.filter(pl.col("relation") == "nmod").select("lower", lemma=lemma, row="head_row")
    told = pl.concat([_nouns("people"), _nouns("count")])
    harmed = pl.concat(
        [hung.join(told, on="lemma", how="inner"), hung.join(told, left_on="lower", right_on="lemma", how="inner")],
        how="diagonal",
    )
    # "the number of people killed"
    states = parse.tokens.filter(pl.col("deprel").is_in(["acl", "amod"])).join(
        _nouns("state"), left_on="lower", right_on="lemma", how="inner"
    )
    people = parse.tokens.filter(pl.col("relation") == "nmod").select(of="row", row="head_row")
    stated = people.join(states.select("harm", of="head_row"), on="of", how="inner").select("row", "harm")
    sums = (
        parse.tokens.filter(lemma == "number")
        .select("row")
        .join(pl.concat([harmed.select("row", "harm"), stated]), on="row", how="inner")
    )
    tolls = pl.concat([tolls, sums]).unique("row", keep="first", maintain_order=True)
    verbs = clauses.join(tolls.select("harm", subject="row"), on="subject", how="inner").select(
        "harm", "kind", verb="head", trigger="subject"
    )
    objects_of = parse.tokens.filter(pl.col("relation") == "obj").select("row", verb="head_row")
    put = tolls.join(objects_of, on="row", how="inner").select("harm", "verb", kind=pl.lit("object"), trigger="row")
    numbers = parse.tokens.filter(pl.col("relation").is_in(_COUNTED_BY)).select(verb="head_row", victim="row")
    kept = ["trigger", "harm", "victim"]
    last = pl.concat([verbs.drop("kind"), put.select("harm", "verb", "trigger")]).join(numbers, on="verb", how="inner")
    copulas = verbs.filter(pl.col("kind") == "copula").select("trigger", "harm", victim="verb")
    of = parse.tokens.filter(pl.col("relation") == "nmod").select(trigger="head_row", victim="row")
    # "the number of injured at 41": the parse may hang the number on what is numbered.
    under = of.select("trigger", through="victim").join(numbers.rename({"verb": "through"}), on="through", how="inner")
    of = pl.concat([of, under.select(of.columns)])
    named = tolls.select("harm", trigger="row").join(of, on="trigger", how="inner").select(kept)
    return _whole(pl.concat([last.sort("verb", "victim").select(kept), copulas.select(kept), named]), "toll")


def stocks(parse: Parse) -> pl.DataFrame:
    """People whom a country hosts, or is home to, where the sentence speaks of refugees: home to 3 million Syrians."""
    lemma = pl.col("lemma").str.to_lowercase()
    moved = [*_nouns("people").filter(pl.col("harm").is_in(["refugee", "displaced"]))["lemma"], "flee"]
    of_refugees = parse.tokens.filter(lemma.is_in(moved)).select("doc_id", "sentence_id").unique()
    hosts = (
        parse.tokens.with_columns(lemma=lemma)
        .join(_nouns("stock"), on="lemma", how="inner")
        .join(of_refugees, on=["doc_id", "sentence_id"], how="semi")
        .select("harm", "upos", trigger="row")
    )
    to = parse.tokens.filter((pl.col("deprel") == "case") & (pl.col("lower") == "to")).select("head_row").unique()
    others = parse.tokens.filter(~lemma.is_in(moved)).select("relation", trigger="head_row", victim="row")
    under = others.join(hosts, on="trigger", how="inner")
    homes = under.filter(pl.col("relation").is_in(["nmod", "obl"]) & (pl.col("upos") != "VERB")).join(
        to, left_on="victim", right_on="head_row", how="semi"
    )
    hosted = under.filter((pl.col("relation") == "obj") & (pl.col("upos") == "VERB"))
    return _whole(pl.concat([homes, hosted]).sort("trigger", "victim"), "stock")


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
