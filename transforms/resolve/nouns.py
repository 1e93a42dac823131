"""Nouns for actors: Syrian rebels, an American destroyer, regime forces: whose they are, and of what sector."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.owners import CRAFT, SENTENCE, of_document, owned
from transforms.resolve.sectors import sector_of

_AHEAD = ("det", "amod", "nummod", "compound", "nmod", "flat", "advmod", "case")
_WORDS = 5
"""Words before a head that are looked at."""
_BEFORE_DEEDS = (
    "regime",
    "government",
    "army",
    "military",
    "navy",
    "police",
    "rebel",
    "militia",
    "guerrilla",
    "opposition",
)
"""Nouns that stand for an actor before the noun of a deed."""


def actor_nouns(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Find the nouns that stand for an actor, wherever they stand.

    Whose they are tells a name in the phrase (the last of several), or behind "of", "in" or "from"; else the same
    noun, or what modifies it, elsewhere in the document (the Syrian *regime* … *regime* forces); else the one country
    that the document is about. An organization that has a sector gives it to what is its own: *Hamas* gunmen, *UN*
    soldiers.

    Parameters
    ----------
    tokens
        The table.
    names
        Names with their entities: doc_id, sentence_id, char_start, char_end, entity_id, entity_type, country_code,
        sector, after.

    Returns
    -------
    pl.DataFrame
        doc_id, sentence_id, char_start, char_end (of the words up to the head), sector, country_code, body_id (the
        organization that they are of), entity_type; in the order of the text.
    """
    rows = _phrases(tokens, names)
    known = owned(rows, names).with_columns(sector=pl.coalesce("body_sector", "sector"))
    is_army = pl.col("country_code").is_not_null() | pl.col("body_id").is_not_null() | pl.col("is_told")
    known = known.filter(pl.col("sector").is_not_null() & (is_army | ~pl.col("lower").is_in(CRAFT)))
    return (
        of_document(known, names)
        .sort("doc_id", "char_start", "char_end")
        .select(*SENTENCE, "char_start", "char_end", "sector", "country_code", "body_id", "entity_type")
    )


def _at(place: int, column: str) -> pl.Expr:
    """A column of the word so many places on in the sentence; NULL where it has none."""
    same = pl.col("token_id").shift(-place) == pl.col("token_id") + place
    return pl.when(same).then(pl.col(column).shift(-place))


def _phrases(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Heads of the lexicon that are no part of a name, with the words before them."""
    heads = pl.concat([lexicon("actor_heads")["head"].str.extract(r"(\S+)$"), lexicon("actor_heads")["head"]]).unique()
    lower = pl.col("form").str.to_lowercase()
    ordered = tokens.with_columns(lower=lower)
    before = [_at(-place, "lower").alias(f"before_{place}") for place in range(1, _WORDS + 1)]
    behind = [_at(place, "lower").alias(f"behind_{place}") for place in (1, 2, 3)]
    nouns = ordered.with_columns(
        *before, *behind, next_start=_at(2, "char_start"), third_start=_at(3, "char_start"),
        fourth_start=_at(4, "char_start"), next_upos=_at(1, "upos"),
        upos_before=_at(-1, "upos"),
    ).filter(pl.col("upos").is_in(["NOUN", "PROPN", "ADJ"]) & pl.col("lower").is_in(heads.implode()))  # fmt: skip
    # "police" in "police officers" heads nothing, "regime" in "a regime offensive" does.
    nouns = nouns.filter(~pl.col("deprel").is_in(["amod", "nmod:desc", "flat"]) & (pl.col("upos") != "ADJ"))
    inner = nouns.filter(pl.col("deprel") == "compound").join(
        nouns.select(*SENTENCE, head="token_id").with_columns(is_inner=True), on=[*SENTENCE, "head"], how="left"
    )
    inner = inner.filter(pl.col("is_inner") | ~pl.col("lower").is_in(_BEFORE_DEEDS))
    nouns = nouns.join(inner, on=[*SENTENCE, "token_id"], how="anti", maintain_order="left")
    spans = names.filter(pl.col("entity_type") != "group").select("doc_id", "char_start", name_end="char_end")
    outside = (
        nouns.sort("doc_id", "char_start")
        .join_asof(spans.sort("doc_id", "char_start"), on="char_start", by="doc_id", check_sortedness=False)
        .filter(pl.col("name_end").is_null() | (pl.col("name_end") <= pl.col("char_start")))
        .drop("name_end")
    )
    relation = pl.col("deprel").str.extract(r"^([^:]+)")
    under = tokens.filter(relation.is_in(_AHEAD)).select(
        *SENTENCE, under="token_id", token_id="head", from_char="char_start", relation=relation
    )
    ahead = under.filter(pl.col("under") < pl.col("token_id"))
    children = ahead.filter(pl.col("relation") != "case").select(*SENTENCE, "token_id", "from_char", child="under")
    lower_ones = children.join(
        ahead.select(*SENTENCE, child="token_id", low="from_char"), on=[*SENTENCE, "child"], how="inner"
    ).select(*SENTENCE, "token_id", from_char="low")
    keys = [*SENTENCE, "token_id"]
    wanted = outside.select(keys)
    first = (
        pl.concat([children.drop("child"), lower_ones])
        .join(wanted, on=keys, how="semi")
        .group_by(keys)
        .agg(pl.min("from_char"))
    )
    start_of = tokens.select(*SENTENCE, from_char="char_start", first_token="token_id")
    phrased = (
        outside.join(first, on=keys, how="left", maintain_order="left")
        .with_columns(from_char=pl.min_horizontal(pl.coalesce("from_char", "char_start"), "char_start"))
        .join(start_of, on=[*SENTENCE, "from_char"], how="left", maintain_order="left")
    )
    room = pl.col("token_id") - pl.col("first_token")
    words = pl.concat_str(
        [pl.when(room >= place).then(pl.col(f"before_{place}")).otherwise(pl.lit("")) for place in range(_WORDS, 0, -1)]
        + [pl.col("lower")],
        separator=" ",
    ).str.strip_chars()
    phrased = phrased.with_columns(words=words.str.replace_all(r"\s+['’]s?\s+", " "))
    modifier = pl.when(room >= 1).then("before_1")
    return phrased.with_columns(sector=sector_of(pl.col("words")), modifier=modifier).select(
        *SENTENCE, "token_id", "char_end", "words", "sector", "lower", "modifier", "feats", "phrase_type",
        "behind_1", "behind_2", "next_start", "third_start", "fourth_start", head_start="char_start",
        char_start="from_char", is_inner=pl.col("deprel") == "compound",
        is_of_name=((room >= 1) & (pl.col("upos_before") == "PROPN") & (pl.col("upos") == "NOUN")).fill_null(False),
        is_told=pl.col("before_1").is_in(lexicon("actor_modifiers")["modifier"].implode()).fill_null(False),
    )  # fmt: skip
