"""Objects: what a clause says its subject did something to, or is."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.lexicons import lexicon


def objects(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Find the object of each clause that has one.

    In this order: a clause whose subject the parse makes an object ("expects Russia to leave"), a direct object (of a
    relative clause: its antecedent), an indirect one, an object that stands behind a coordination and belongs to both
    verbs, the antecedent that fills the gap of a relative clause without pronoun, a nominal or adjectival complement,
    a clause.

    Returns
    -------
    pl.DataFrame
        head (of the clause), object (row), kind (of slot: member, complement or clause), how (own,
        relative, shared, gap, complement or clause), opening (row of the subject with which a clause as object opens;
        NULL for other objects); one row a clause.
    """
    own = _dependents(parse, ("obj", "iobj"))
    direct = own.sort("head", pl.col("deprel") == "iobj", "place", maintain_order=True)
    refers = parse.refers[direct["place"].to_numpy()]
    direct = direct.select(
        "head",
        object=pl.Series(refers),
        kind=pl.lit("member"),
        how=pl.when(pl.Series(refers) != pl.col("place")).then(pl.lit("relative")).otherwise(pl.lit("own")),
    )
    parts = [direct, _shared(parse), _gaps(parse, clauses), _complements(parse, clauses), _clausal(parse, clauses)]
    found = pl.concat([raised(parse, clauses), *parts], how="diagonal_relaxed")
    return (
        found.with_columns(pl.col("head", "object", "opening").cast(pl.Int64))
        .join(clauses.filter(~pl.col("is_merged")).select("head"), on="head", how="semi", maintain_order="left")
        .unique("head", keep="first", maintain_order=True)
    )


def raised(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Clauses that a verb speaks of with their subject: "expects *Russia to leave*"; columns as of ``objects``."""
    verbs = parse.tokens.filter(pl.col("lemma").is_in(lexicon("raising_verbs")["lemma"].to_list())).select(head="row")
    places = _dependents(parse, ("obj",)).select("head", opening="place")
    return (
        _dependents(parse, ("xcomp",))
        .join(clauses.select(place="head"), on="place", how="semi", maintain_order="left")
        .join(verbs, on="head", how="semi", maintain_order="left")
        .join(places, on="head", how="inner", maintain_order="left")
        .filter((pl.col("head") < pl.col("opening")) & (pl.col("opening") < pl.col("place")))
        .select("head", "opening", object="place", kind=pl.lit("clause"), how=pl.lit("clause"))
    )


def _dependents(parse: Parse, deprels: tuple[str, ...]) -> pl.DataFrame:
    return parse.tokens.filter(pl.col("deprel").is_in(deprels)).select("deprel", head="head_row", place="row")


def _shared(parse: Parse) -> pl.DataFrame:
    """ "bought and sold shares": the object hangs on the first verb, but stands behind the second."""
    conjuncts = parse.tokens.filter((pl.col("deprel") == "conj") & (pl.col("upos") == "VERB")).select(
        head="row", first_verb="head_row"
    )
    places = _dependents(parse, ("obj",)).select("place", first_verb="head")
    return (
        conjuncts.join(places, on="first_verb", how="inner", maintain_order="left")
        .filter(pl.col("place") > pl.col("head"))
        .select("head", object="place", kind=pl.lit("member"), how=pl.lit("shared"))
    )


def _gaps(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """ "the missiles Turkey bought": a relative clause with its own subject and nothing in its object's place."""
    complete = parse.among("deprel", ("obj", "ccomp", "xcomp", "aux:pass", "cop"))
    adverb = parse.among("relation", ("advmod", "obl")) & (
        parse.among("upos", ("ADP",))
        | parse.among("lower", ("where", "when", "why", "how"))
        | (parse.refers != np.arange(len(parse.refers)))
    )
    closed = np.zeros(len(parse.head), dtype=np.bool_)
    closed[parse.head[(complete | adverb) & (parse.head >= 0)]] = True
    owned = parse.head[parse.among("lower", ("whose",)) & (parse.head >= 0)]
    closed[parse.head[owned[parse.head[owned] >= 0]]] = True
    times = [*lexicon("time_nouns")["lemma"].to_list(), "way", "reason", "place"]
    timeless = ~parse.tokens["lemma"].str.to_lowercase().is_in(times).to_numpy()
    return (
        clauses.filter((pl.col("origin") == "own") & (pl.col("kind") == "active"))
        .join(
            parse.tokens.filter(pl.col("deprel") == "acl:relcl").select(head="row", object="head_row"),
            on="head",
            how="inner",
            maintain_order="left",
        )
        .filter(~parse.at(closed, "head") & parse.at(timeless, "object"))
        .select("head", "object", kind=pl.lit("member"), how=pl.lit("gap"))
    )


def _complements(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """What a copula says of its subject, and what a verb makes of it: "became president".

    A preposition before it stands in the predicate, or there is no such object: "is *in* Ankara".
    """
    unmarked = parse.lacks("deprel", ("case",))
    inside = parse.among("deprel", ("case", "fixed"))
    copular = clauses.filter(
        (pl.col("kind") == "copula") & (parse.at(unmarked, "head") | parse.at(inside, "predicate_last"))
    ).select("head", object="head")
    predicative = (
        parse.tokens.filter(
            (pl.col("deprel") == "xcomp") & pl.col("upos").is_in(["NOUN", "PROPN", "ADJ", "NUM", "PRON"])
        )
        .join(clauses.select(row="head"), on="row", how="anti", maintain_order="left")
        .select(head="head_row", object="row")
        .filter(parse.at(unmarked, "object"))
    )
    return pl.concat([copular, predicative]).select(
        "head", "object", kind=pl.lit("complement"), how=pl.lit("complement")
    )


def _clausal(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """ "said that …", "wanted … to …": a clause in the object's place."""
    merged = clauses.filter(pl.col("governor").is_not_null()).select(place="head")
    return (
        _dependents(parse, ("ccomp", "xcomp"))
        .join(clauses.select(place="head"), on="place", how="semi", maintain_order="left")
        .join(merged, on="place", how="anti", maintain_order="left")
        .select("head", object="place", kind=pl.lit("clause"), how=pl.lit("clause"))
    )
