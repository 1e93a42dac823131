"""Frames: which words around a noun of an event are its subject and its object."""

import numpy as np
import polars as pl

from transforms.extract.nominals.threats import threatened
from transforms.extract.parse import Parse
from transforms.extract.trees import Flags, Rows
from transforms.lexicons import lexicon

_COMPLETED = (
    "achieve", "begin", "break off", "call off", "carry out", "commit", "conclude", "conduct", "continue", "end",
    "enter", "execute", "face", "impose", "initiate", "lead", "lift", "lodge", "mount", "negotiate", "open", "perform",
    "provide", "reach", "receive", "resume", "sign", "stage", "start", "suffer", "undertake", "wage", "win",
)  # fmt: skip
"""Verbs whose clause tells all of the event that is their object, besides the light ones."""
_HAPPEN = ("take place", "happen", "occur", "begin", "start", "end", "erupt", "break out", "continue", "come")
"""Verbs whose clause tells all of the event that is their subject."""
_ILLS = ("heart", "panic", "asthma", "titanic", "labor", "class")
"""What makes no political event of an attack, a strike …"""
_ARMED = ("reb", "img", "mil", "crm", "cop", "gov", "uaf", "igo", "spy")
"""Sectors of organizations that use force."""
_ACTORS = ("person", "organization", "country", "group")
_ATTACKED = (
    "agent", "agents", "artillery", "church", "churches", "consulate", "court", "embassy", "ministry", "mosque",
    "parliament", "school", "schools",
)  # fmt: skip
"""Powers that also are what is attacked, or with what: the *embassy* bombing, *artillery* attacks."""


def frames(parse: Parse, clauses: pl.DataFrame, name_heads: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Find nouns of events with what their frames say of the words that hang on them.

    Parameters
    ----------
    name_heads
        row, entity_type: the heads of names.

    Returns
    -------
    tuple[pl.DataFrame, pl.DataFrame]
        head (row of the noun), subject_head, subject_kind, origin, object_head, object_kind, how: one row a noun
        that has a subject or an object. And head, place, kind: what else hangs on these nouns with a preposition or
        as a time.
    """
    nouns = _nouns(parse, clauses)
    parts = _parts(parse, nouns, name_heads, threatened(parse, nouns, clauses))
    subject, object_ = (_filled(parts, slot) for slot in ("subject", "object"))
    found = (
        nouns.select("head")
        .join(subject, on="head", how="left", maintain_order="left")
        .join(object_, on="head", how="left", maintain_order="left")
        .rename({"subject_how": "origin", "object_how": "how"})
        .filter(pl.col("subject_head").is_not_null() | pl.col("object_head").is_not_null())
    )
    filled = pl.concat([found.select("head", place=f"{slot}_head") for slot in ("subject", "object")]).drop_nulls()
    rest = (
        parts.join(found, on="head", how="semi")
        .join(filled, on=["head", "place"], how="anti")
        .filter(pl.col("is_argument"))
        .select("head", "place", kind=pl.lit("group"))
        .sort("head", "place")
    )
    # "their demands" alone says less than it seems to.
    thin = parse.at(parse.among("upos", ("PRON",)), "subject_head") & pl.col("object_head").is_null()
    thin &= ~pl.col("head").is_in(rest["head"].unique().implode())
    return found.filter(~thin.fill_null(False)), rest


def _nouns(parse: Parse, clauses: pl.DataFrame) -> pl.DataFrame:
    """Nouns of the lexicon that are no names and that no verb completes: head, and the columns of the lexicon."""
    verbs = clauses.select(governor_row="head", verb="lemma", voice="kind")
    light = [*_COMPLETED, *lexicon("light_verbs")["lemma"]]
    is_object = (pl.col("relation") == "obj") | (pl.col("deprel") == "nsubj:pass")
    told = (is_object & pl.col("verb").is_in(light)) | ((pl.col("relation") == "nsubj") & pl.col("verb").is_in(_HAPPEN))
    named = pl.Series(parse.name_first != parse.name_last)
    # "to prevent an offensive": a parser may take the noun for the adjective, but not its place.
    is_noun = (pl.col("upos") == "NOUN") | (
        (pl.col("upos") == "ADJ") & pl.col("relation").is_in(["obj", "nsubj", "obl", "nmod"])
    )
    rows = np.arange(len(parse.head))
    copular = ~parse.lacks("deprel", ("cop",))
    ill = np.zeros(len(rows), dtype=np.bool_)
    ills = parse.head[parse.among("lower", _ILLS) & (parse.head >= 0)]
    ill[ills] = True
    return (
        parse.tokens.with_columns(lemma=pl.col("lemma").str.to_lowercase())
        .filter(is_noun & ~named & pl.Series(~copular & ~ill))
        .join(lexicon("event_nouns").with_columns(pl.col("compound").fill_null("")), on="lemma", how="inner")
        .with_columns(governor_row=parse.at(_governors(parse), "row"))
        .join(verbs, on="governor_row", how="left", maintain_order="left")
        .filter(~told.fill_null(False))
        .filter(~pl.col("relation").is_in(["compound", "flat"]))
        .sort("row")
        .select("lemma", "possessor", "of", "compound", "object", head="row")
    )


def _governors(parse: Parse) -> Rows:
    """The row that governs each token; of a conjunct, the one that governs the first."""
    governor = parse.head.copy()
    conjunct = parse.among("deprel", ("conj",)) & (parse.head >= 0)
    return np.where(conjunct, parse.head[np.maximum(governor, 0)], governor)


def _parts(parse: Parse, nouns: pl.DataFrame, name_heads: pl.DataFrame, threats: pl.DataFrame) -> pl.DataFrame:
    """What hangs on each noun: head, place, slot (subject, object or NULL), how, rank, kind, is_argument."""
    markers = (
        parse.tokens.filter(pl.col("relation") == "case")
        .select(place="head_row", marker="lower")
        .unique("place", keep="first", maintain_order=True)
    )
    hanging = parse.tokens.select(
        "relation", "deprel", "lower", "upos", place="row", head="head_row", noun=pl.col("lemma").str.to_lowercase()
    )
    deeds = lexicon("plover_nouns").filter(pl.col("event_type") == "assault")["lemma"].to_list()
    heads = parse.tokens.select(head="row", is_deed=pl.col("lemma").str.to_lowercase().is_in(deeds))
    own = hanging.join(nouns, on="head", how="inner").join(markers, on="place", how="left", maintain_order="left")
    others = (_shared(parse, own, nouns), _blamed(parse, nouns, markers), _other_side(parse, own), threats)
    own = pl.concat([own, *others], how="diagonal").join(heads, on="head", how="left", maintain_order="left")
    times = lexicon("time_nouns")["lemma"].to_list()
    timed = pl.col("noun").is_in(times) | (
        (pl.col("upos") == "NUM") & pl.col("lower").str.contains(r"^(?:1\d|20)\d\d$")
    )
    has_of = ((pl.col("marker") == "of") & (pl.col("of") == "object")).any().over("head")
    power = parse.at(_acts(parse, name_heads), "place")
    # "the Lebanon bombings" were in Lebanon; "U.S. attacks" were not.
    scene = pl.col("is_deed") & parse.at(_scenes(parse) | _unarmed(parse, name_heads), "place")
    of_possessor = pl.when(has_of).then(pl.lit("subject")).otherwise("possessor")
    is_nominal = pl.col("relation").is_in(["nmod", "obl"])
    is_name = pl.col("relation").is_in(["amod", "compound", "nmod"]) & pl.col("marker").is_null() & power
    among = pl.col("object").str.split("|").list.contains(pl.col("marker")).fill_null(False)
    nth = pl.col("object").str.find(pl.col("marker"), literal=True)
    possessive = pl.col("deprel").is_in(["nmod:poss", "det:poss"])
    cases = (
        (pl.col("how") == "blamed", pl.lit("subject"), "blamed", 4),
        (pl.col("how") == "other", pl.lit("object"), "between", 0),
        (pl.col("how") == "threatener", pl.lit("subject"), "threatened", 5),
        (pl.col("how") == "threatened", pl.lit("object"), "threatened", 5),
        (timed, pl.lit("none"), "none", 9),
        (possessive, of_possessor, "possessive", 1),
        (is_nominal & (pl.col("marker") == "by"), pl.lit("subject"), "by", 0),
        (is_nominal & (pl.col("marker") == "between"), pl.lit("subject"), "between", 2),
        (is_nominal & (pl.col("marker") == "of"), pl.col("of"), "of", 1),
        (is_nominal & among, pl.lit("object"), "preposition", 2),
        (is_name & scene, pl.lit("none"), "none", 9),
        # Syria sanctions are against Syria; U.S. sanctions are not.
        (
            is_name & pl.col("lemma").is_in(["sanction", "embargo"]) & parse.at(_scenes(parse), "place"),
            pl.lit("object"),
            "name",
            2,
        ),
        (is_name, pl.when(pl.col("of") == "object").then(pl.lit("subject")).otherwise(of_possessor), "name", 2),
        ((pl.col("relation") == "compound") & (pl.col("compound") != ""), pl.col("compound"), "compound", 3),
    )

    def first(place: int) -> pl.Expr:
        values = [(case[0], case[place]) for case in cases]
        return pl.coalesce(
            pl.when(fits).then(value if isinstance(value, pl.Expr) else pl.lit(value)) for fits, value in values
        )

    return (
        own.with_columns(slot=first(1), found=first(2), rank=first(3))
        .with_columns(
            how="found",
            nth=pl.when(among).then(nth).otherwise(0),
            kind=pl.when(pl.col("found") == "between").then(pl.lit("member")).otherwise(pl.lit("group")),
            is_argument=(pl.col("marker").is_not_null() & is_nominal & ~pl.col("marker").is_in(["of", "'s", "’s"]))
            | (timed & pl.col("relation").is_in(["nmod", "obl"])),
        )
        .select("head", "place", "slot", "how", "rank", "nth", "kind", "is_argument")
    )


def _shared(parse: Parse, own: pl.DataFrame, nouns: pl.DataFrame) -> pl.DataFrame:
    """The possessor of the first of two nouns is that of both: "Washington's objections and concerns"."""
    joined = parse.tokens.filter(pl.col("deprel") == "conj").select(other="row", head="head_row")
    frame = nouns.rename({"head": "other"})
    return (
        own.filter(pl.col("deprel") == "nmod:poss")
        .select("relation", "deprel", "lower", "upos", "place", "noun", "marker", "head")
        .join(joined, on="head", how="inner")
        .filter(pl.col("place") < pl.col("other"))
        .join(frame, on="other", how="inner")
        .drop("head")
        .rename({"other": "head"})
    )


def _blamed(parse: Parse, nouns: pl.DataFrame, markers: pl.DataFrame) -> pl.DataFrame:
    """Whom an event is blamed on, or attributed to."""
    participles = parse.tokens.filter(
        (pl.col("deprel") == "acl") & pl.col("lemma").is_in(["blame", "attribute", "ascribe"])
    ).select(verb="row", head="head_row")
    blamed = parse.tokens.filter(pl.col("relation") == "obl").select(
        "relation", "deprel", "lower", "upos", place="row", verb="head_row", noun=pl.col("lemma").str.to_lowercase()
    )
    return (
        blamed.join(participles, on="verb", how="inner")
        .join(markers, on="place", how="inner")
        .filter(pl.col("marker").is_in(["on", "to"]))
        .join(nouns, on="head", how="inner")
        .drop("verb")
        .with_columns(how=pl.lit("blamed"), marker=pl.lit(None, dtype=pl.String))
    )


def _other_side(parse: Parse, own: pl.DataFrame) -> pl.DataFrame:
    """The second of two between whom something is: between Turkey and *Russia*."""
    second = parse.tokens.filter(pl.col("deprel") == "conj").select(first="head_row", other="row")
    return (
        own.filter(pl.col("marker") == "between")
        .join(second, left_on="place", right_on="first", how="inner")
        .unique("head", keep="first", maintain_order=True)
        .drop("place")
        .rename({"other": "place"})
        .with_columns(how=pl.lit("other"))
    )


def _acts(parse: Parse, name_heads: pl.DataFrame) -> Flags:
    """Words that name who acts where they stand before a noun: US, Turkish, NATO, rebel, police."""
    names = [name for table in ("country_names", "demonyms") for name in lexicon(table)["name"]]
    form, lower = parse.tokens["form"], parse.tokens["lower"]
    # "military aid" is of a kind, "rebel attacks" are the rebels'.
    is_head = lower.is_in(lexicon("actor_heads")["head"].implode()) & (parse.tokens["upos"] != "ADJ")
    opens = parse.tokens["token_id"] == 1
    is_head &= ((form == lower) | opens | (form == form.str.to_uppercase())) & ~lower.is_in(_ATTACKED)
    acts = (form.is_in(names) | is_head).to_numpy().copy()
    acts[name_heads.filter(pl.col("entity_type").is_in(_ACTORS))["row"].to_numpy()] = True
    return np.asarray(acts)


def _unarmed(parse: Parse, name_heads: pl.DataFrame) -> Flags:
    """Names that before a deed may be those whom it befell: the *Fenastras* attack, but Hamas attacks."""
    armed = lexicon("organizations").filter(pl.col("sector").is_in(_ARMED))["name"].str.to_lowercase()
    known = [name.lower() for table in ("country_names", "demonyms") for name in lexicon(table)["name"]]
    known += [word for name in armed for word in (name.split()[0], name.split()[-1])]
    told = parse.tokens["lower"].is_in([*known, *lexicon("actor_heads")["head"]])
    unarmed = np.zeros(len(parse.head), dtype=np.bool_)
    unarmed[name_heads.filter(pl.col("entity_type").is_in(["person", "organization"]))["row"].to_numpy()] = True
    return np.asarray(unarmed & ~told.to_numpy())


def _scenes(parse: Parse) -> Flags:
    """Countries by their whole names, which before a deed say where it was: the *Lebanon* bombings."""
    form = parse.tokens["form"]
    names = lexicon("country_names")["name"]
    whole = form.is_in(names.filter(names.str.contains(r"^\p{Lu}\p{Ll}{3,}$")).implode())
    return np.asarray(whole.to_numpy() & ~form.is_in(lexicon("demonyms")["name"].implode()).to_numpy())


def _filled(parts: pl.DataFrame, slot: str) -> pl.DataFrame:
    """The likeliest filler of a slot: head, <slot>_head, <slot>_kind, <slot>_how; one row a noun."""
    return (
        parts.filter(pl.col("slot") == slot)
        .sort("head", "rank", "nth", "place")
        .unique("head", keep="first", maintain_order=True)
        .select(
            "head",
            pl.col("place").alias(f"{slot}_head"),
            pl.col("kind").alias(f"{slot}_kind"),
            pl.col("how").alias(f"{slot}_how"),
        )
    )
