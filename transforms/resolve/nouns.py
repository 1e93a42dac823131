"""Nouns for actors: Syrian rebels, an American destroyer, regime forces: whose they are, and of what sector."""

import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.sectors import sector_of

SENTENCE = ["doc_id", "sentence_id"]
_AHEAD = ("det", "amod", "nummod", "compound", "nmod", "flat", "advmod", "case")
_WORDS = 5
"""Words before a head that are looked at."""
_BEHIND = ("of", "in", "from", "at", "for")
"""Prepositions between a noun and whose it is: the government *of* Turkey."""
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
_MADE = r"^\s*-?(?:backed|led|made|born|trained|brokered|sponsored|supported|occupied|controlled|held|built|funded)\b"
"""What follows a name that does not own what comes next: US-backed Syrian rebels."""
_OWNERS = ("country", "group", "place", "organization", "facility")
_STATE = ("gov", "mil", "cop", "jud", "leg", "spy", "reb", "opp", "prm", "cvl")
"""Sectors whose nouns, alone, are of the country that the document is about."""
_ANYBODY = (
    "people",
    "person",
    "man",
    "men",
    "woman",
    "women",
    "child",
    "children",
    "girl",
    "girls",
    "boy",
    "boys",
    "family",
)
"""Nouns that alone are of no country."""
_CRAFT = (
    "aircraft",
    "plane",
    "planes",
    "helicopter",
    "helicopters",
    "jet",
    "jets",
    "pilot",
    "pilots",
    "drone",
    "drones",
)
"""Nouns that are of an army only where its country, or a word before them, says so."""
_ALONE = 0.8
"""The part of a document's names with a country that must be of one for the document to be about it."""


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
    owned = _owned(rows, names).with_columns(sector=pl.coalesce("body_sector", "sector"))
    is_army = pl.col("country_code").is_not_null() | pl.col("body_id").is_not_null() | pl.col("is_told")
    owned = owned.filter(pl.col("sector").is_not_null() & (is_army | ~pl.col("lower").is_in(_CRAFT)))
    return (
        _of_document(owned, names)
        .sort("doc_id", "char_start", "char_end")
        .select(*SENTENCE, "char_start", "char_end", "sector", "country_code", "body_id", "entity_type")
    )


def _phrases(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Heads of the lexicon that are no part of a name, with the words before them."""
    heads = pl.concat([lexicon("actor_heads")["head"].str.extract(r"(\S+)$"), lexicon("actor_heads")["head"]]).unique()
    lower = pl.col("form").str.to_lowercase()
    ordered = tokens.with_columns(lower=lower)
    before = [pl.col("lower").shift(place).alias(f"before_{place}") for place in range(1, _WORDS + 1)]
    behind = [pl.col("lower").shift(-place).alias(f"behind_{place}") for place in (1, 2, 3)]
    nouns = ordered.with_columns(
        *before, *behind, next_start=pl.col("char_start").shift(-2), third_start=pl.col("char_start").shift(-3),
        fourth_start=pl.col("char_start").shift(-4), next_upos=pl.col("upos").shift(-1),
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
        is_told=pl.col("before_1").is_in(lexicon("actor_modifiers")["modifier"].implode()).fill_null(False),
    )  # fmt: skip


def _owned(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Whose each noun is: country_code, body_id and body_sector."""
    owners = names.filter(
        pl.col("entity_type").is_in(_OWNERS) & (pl.col("country_code").is_not_null() | pl.col("sector").is_not_null())
    ).select(
        *SENTENCE, "entity_id", "entity_type", "country_code", owner_start="char_start", owner_end="char_end",
        owner_sector="sector", is_maker=pl.col("after").str.contains(_MADE),
    )  # fmt: skip
    keyed = rows.with_row_index("row")
    pairs = keyed.join(owners, on=SENTENCE, how="inner")
    # Of a noun before a noun the words before it hang on the other: the *Syrian* regime offensive.
    start = pl.when(pl.col("owner_end") + 1 == pl.col("char_start")).then("owner_start").otherwise("char_start")
    pairs = pairs.with_columns(wider=pl.when("is_inner").then(start).otherwise("char_start"))
    within = pairs.filter(
        (pl.col("owner_start") >= pl.col("wider"))
        & (pl.col("owner_end") <= pl.col("head_start"))
        & ~pl.col("is_maker").fill_null(False)
    ).with_columns(rank=0)
    behind = pairs.filter(
        pl.col("behind_1").is_in(_BEHIND)
        & (
            (pl.col("owner_start") == pl.col("next_start"))
            | (pl.col("owner_start") == pl.col("third_start"))
            | ((pl.col("owner_start") == pl.col("fourth_start")) & (pl.col("behind_2") == "the"))
        )
    ).with_columns(rank=1)
    best = (
        pl.concat([within, behind])
        .sort("row", "rank", "owner_start", descending=[False, False, True])
        .unique("row", keep="first", maintain_order=True)
    )
    is_body = best["entity_type"].is_in(["organization", "group", "facility"]) & best["owner_sector"].is_not_null()
    bodies = best.with_columns(is_body=is_body).select(
        "row",
        "country_code",
        "wider",
        body_id=pl.when("is_body").then("entity_id"),
        body_sector=pl.when("is_body").then("owner_sector"),
    )
    return keyed.join(bodies, on="row", how="left", maintain_order="left").with_columns(
        char_start=pl.coalesce("wider", "char_start")
    )


def _of_document(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Whose nouns are that say it nowhere themselves.

    Of the country that the document is about is one man alone only if the document names it more than once.
    """
    told = rows.filter(pl.col("country_code").is_not_null() & pl.col("body_id").is_null())
    by_word = (
        pl.concat(
            [
                told.select("doc_id", "country_code", word="lower"),
                told.select("doc_id", "country_code", word="modifier"),
            ]
        )
        .drop_nulls()
        .group_by("doc_id", "word")
        .agg(pl.first("country_code"), owners=pl.col("country_code").n_unique())
        .filter(pl.col("owners") == 1)
        .drop("owners")
    )
    about = (
        names.filter(pl.col("country_code").is_not_null())
        .group_by("doc_id", "country_code")
        .len()
        .with_columns(share=pl.col("len") / pl.col("len").sum().over("doc_id"))
        .filter(pl.col("share") >= _ALONE)
        .select("doc_id", scene="country_code", scene_names="len")
    )
    is_plural = pl.col("feats").fill_null("").str.contains("Number=Plur")
    kind = pl.col("phrase_type")
    is_one_man = (kind == "person").fill_null(False) & ~is_plural
    heads = lexicon("actor_heads")
    modifies = pl.col("modifier").is_in(pl.concat([heads["head"], lexicon("actor_modifiers")["modifier"]]).implode())
    own = pl.col("sector").is_in(_STATE) & pl.col("body_id").is_null() & ~pl.col("lower").is_in([*_ANYBODY, *_CRAFT])
    settled = (
        rows.join(
            by_word.rename({"word": "modifier", "country_code": "of_modifier"}),
            on=["doc_id", "modifier"],
            how="left",
            maintain_order="left",
        )
        .join(
            by_word.rename({"word": "lower", "country_code": "of_noun"}),
            on=["doc_id", "lower"],
            how="left",
            maintain_order="left",
        )
        .join(about, on="doc_id", how="left", maintain_order="left")
        .with_columns(
            country_code=pl.coalesce(
                "country_code",
                pl.when(own).then(
                    pl.coalesce(
                        "of_modifier",
                        pl.when(~modifies.fill_null(False)).then("of_noun"),
                        pl.when(~is_one_man | (pl.col("scene_names") > 1)).then("scene"),
                    )
                ),
            )
        )
    )
    return settled.with_columns(
        entity_type=pl.when(is_one_man).then(pl.lit("person")).otherwise(pl.lit("group")),
    )
