"""Arguments: the slots of a clause besides subject and object, with their marker and role."""

import numpy as np
import polars as pl

from transforms.extract.markers import markers, roles
from transforms.extract.objects import raised
from transforms.extract.parse import Parse
from transforms.extract.slots import slots
from transforms.extract.trees import Rows
from transforms.lexicons import lexicon


def arguments(
    parse: Parse, clauses: pl.DataFrame, name_heads: pl.DataFrame, beside_nouns: pl.DataFrame
) -> pl.DataFrame:
    """Find each clause's obliques, indirect objects and adverbial clauses.

    Parameters
    ----------
    clauses
        As ``transforms.extract.clauses.clauses`` gives them.
    name_heads
        row, entity_type: the heads of names.
    beside_nouns
        head, place, kind: what hangs on the nouns of events.

    Returns
    -------
    pl.DataFrame
        head (of the clause), slot (row of the argument's head), first, last, char_start, char_end of the
        words without their marker, marker_start, marker_end (NULL without marker), role.
    """
    parts = (_of_predicates, _loose, _complements, _predicatives, _infinitives, _of_adjectives, _relative_adverbs)
    found = pl.concat([*(part(parse, clauses) for part in parts), beside_nouns])
    found = _with_fronted(parse, clauses, found).with_columns(slot=parse.at(_antecedents(parse), "place"))
    # The antecedent of a relative pronoun is measured where it stands, its marker where the pronoun does.
    measured = slots(parse, found.select("kind", head="slot")).rename({"head": "slot"})
    marked = markers(parse, found.select("place", "kind").unique())
    return (
        found.join(measured, on=["slot", "kind"], how="inner", maintain_order="left")
        .join(marked, on=["place", "kind"], how="left", maintain_order="left")
        .join(roles(parse, found, name_heads, marked), on=["place", "kind"], how="left", maintain_order="left")
        # "when he left": the adverb that marks a clause stands inside it.
        .with_columns(
            first=pl.when((pl.col("place") == pl.col("slot")) & (pl.col("marker_last") < pl.col("slot")))
            .then(pl.max_horizontal("first", pl.col("marker_last") + 1))
            .otherwise("first")
        )
        .filter((pl.col("first") <= pl.col("last")) & (~pl.col("is_fronted") | _is_still_open()))
        .with_columns(char_start=parse.at(parse.column("char_start"), "first"))
        .unique(["head", "first", "last"], keep="first", maintain_order=True)
        .select(
            "head",
            "slot",
            "first",
            "last",
            "char_start",
            "char_end",
            "marker_first",
            "marker_last",
            "marker_start",
            "marker_end",
            "role",
        )
    )


def _of_predicates(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Dependents of the predicate, or of one that it completes: "asked on Monday to leave"."""
    chain = _chains(clauses)
    adverbs = [*lexicon("time_nouns")["lemma"].to_list(), "here", "there", "abroad", "home", "overseas"]
    relation, deprel = pl.col("relation"), pl.col("deprel")
    has_object = ~parse.lacks("deprel", ("obj",))
    marked = pl.Series(~parse.lacks("relation", ("mark",)) | ~parse.lacks("deprel", ("advmod",)))
    cased = pl.Series(~parse.lacks("relation", ("case",)))
    # Of what a copula says, only what lies outside of it will be kept.
    copular = ~parse.lacks("deprel", ("cop",))
    of_verb = parse.at(parse.among("upos", ("VERB",)) | copular, "head_row").fill_null(False)
    wanted = parse.tokens.select(
        head="head_row",
        place="row",
        kind=pl.when(relation.is_in(["obl", "iobj"]) | ((deprel == "nmod") & cased & of_verb))
        .then(pl.lit("group"))
        .when((relation == "advmod") & pl.col("lemma").is_in(adverbs))
        .then(pl.lit("group"))
        # "pushed them back": what stands beside its verb is in the predicate.
        .when((deprel == "compound:prt") & (pl.col("row") > pl.col("head_row") + 1))
        .then(pl.lit("group"))
        .when((deprel == "advcl") & marked)
        .then(pl.lit("clause")),
        keeps=(relation != "iobj") | parse.at(has_object, "head_row").fill_null(False),
    ).filter(pl.col("kind").is_not_null() & pl.col("keeps"))
    return (
        chain.join(wanted, on="head", how="inner")
        .select("place", "kind", head="target")
        .sort("head", "place")
        .select("head", "place", "kind")
    )


def _chains(clauses: pl.DataFrame) -> pl.DataFrame:
    """What hangs on any verb of a chain belongs to the chain's last one: head, target."""
    final = clauses.filter(~pl.col("is_merged")).select("top", target="head")
    return clauses.select("top", "head").join(final, on="top").select("head", "target")


def _with_fronted(parse: Parse, clauses: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Add to clauses that share a subject what stands before it: "In 1970 he left and …"; with is_fronted."""
    subjects = parse.tokens.filter(pl.col("relation") == "nsubj").select("head_row", subject="row")
    joined = clauses.filter(pl.col("origin") == "shared").select(head="head")
    first = parse.tokens.filter(pl.col("deprel") == "conj").select("head_row", head="row")
    fronted = (
        joined.join(first, on="head", how="inner", maintain_order="left")
        .join(subjects, on="head_row", how="inner", maintain_order="left")
        .join(found.filter(pl.col("kind") == "group").rename({"head": "head_row"}), on="head_row", how="inner")
        .filter(pl.col("place") < pl.col("subject"))
        .select("head", "place", "kind", is_fronted=True)
    )
    return pl.concat([found.with_columns(is_fronted=False), fronted])


def _is_still_open() -> pl.Expr:
    """Whether a fronted time or place is the only one that a clause has of its role."""
    return pl.col("role").is_in(["time", "place"]) & ~(~pl.col("is_fronted")).any().over("head", "role")


def _loose(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Places and times that hang on the object but tell of the whole clause: "has posts in Idlib"."""
    tokens = parse.tokens.filter(pl.Series(parse.loose)).select(place="row", holder="head_row", kind=pl.lit("group"))
    holders = parse.tokens.select(holder="row", head="head_row")
    return (
        tokens.join(holders, on="holder", how="inner")
        .join(_chains(clauses), on="head", how="inner")
        .select("place", "kind", head="target")
        .sort("head", "place")
        .select("head", "place", "kind")
    )


def _complements(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """What a copula says with a preposition: "is in Ankara"."""
    marked = ~parse.lacks("deprel", ("case",))
    return clauses.filter(
        (pl.col("kind") == "copula") & parse.at(marked, "head"),
    ).select("head", place="head", kind=pl.lit("complement"))


def _predicatives(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """What a verb makes of its object: "called her *an inventor*"."""
    has_object = ~parse.lacks("deprel", ("obj",))
    return (
        parse.tokens.filter((pl.col("deprel") == "xcomp") & pl.col("upos").is_in(["NOUN", "PROPN", "ADJ", "NUM"]))
        .select("row", head="head_row", place="row", kind=pl.lit("complement"))
        .join(clauses.select(row="head"), on="row", how="anti", maintain_order="left")
        .filter(parse.at(has_object, "head"))
        .select("head", "place", "kind")
    )


def _infinitives(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """What a verb has its object do: "forced villagers *to leave*"."""
    told = raised(parse, clauses).select(place="object")
    completes = clauses.filter(pl.col("governor").is_null() & ~pl.col("is_merged"))
    objects = parse.tokens.filter(pl.col("deprel").is_in(["obj", "iobj"])).select("head_row", object="row")
    return (
        parse.tokens.filter(pl.col("deprel") == "xcomp")
        .select("head_row", place="row", kind=pl.lit("clause"))
        .join(completes.select(place="head"), on="place", how="semi", maintain_order="left")
        .join(told, on="place", how="anti", maintain_order="left")
        .join(objects, on="head_row", how="inner", maintain_order="left")
        .filter((pl.col("head_row") < pl.col("object")) & (pl.col("object") < pl.col("place")))
        .select("place", "kind", head="head_row")
        .join(clauses.select("head"), on="head", how="semi", maintain_order="left")
        .select("head", "place", "kind")
    )


def _of_adjectives(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """The clause that completes an adjective: "is confident *that they will come*", "make sure *that …*"."""
    adjectives = parse.tokens.filter(pl.col("upos") == "ADJ").select("deprel", "head_row", adjective="row")
    of = pl.when(pl.col("deprel") == "xcomp").then("head_row").otherwise("adjective")
    return (
        parse.tokens.filter(pl.col("deprel") == "ccomp")
        .select(adjective="head_row", place="row")
        .join(adjectives, on="adjective", how="inner", maintain_order="left")
        .select("place", head=of, kind=pl.lit("clause"))
        .join(clauses.select("head"), on="head", how="semi", maintain_order="left")
        .select("head", "place", "kind")
    )


def _relative_adverbs(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Where and when, in a clause that tells of a place or a time: "Sochi, *where* they met"."""
    stands_in = pl.Series(_antecedents(parse) != parse.refers)
    return (
        parse.tokens.filter(stands_in)
        .select("row", head="head_row", place="row", kind=pl.lit("group"))
        .join(clauses.select("head"), on="head", how="semi", maintain_order="left")
        .select("head", "place", "kind")
    )


def _antecedents(parse: Parse) -> Rows:
    """What each token stands for, relative adverbs too."""
    adverb = parse.among("lower", ("where", "when")) & parse.among("deprel", ("advmod",)) & (parse.head >= 0)
    clause = np.maximum(parse.head, 0)
    adverb &= parse.among("deprel", ("acl:relcl", "advcl:relcl"))[clause] & (parse.head[clause] >= 0)
    antecedent = np.maximum(parse.head[clause], 0)
    nominal = parse.among("upos", ("NOUN", "PROPN", "NUM"))[antecedent]
    # "A hardening when one is slapped" is no time.
    timed = (parse.tokens["phrase_type"] == "time").fill_null(False).to_numpy()[antecedent]
    timed |= parse.behind(parse.among("form", (",",)))
    return np.where(adverb & nominal & (timed | parse.among("lower", ("where",))), antecedent, parse.refers)
