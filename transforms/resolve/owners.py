"""Owners: whose the nouns for actors are, by a name in the phrase or behind it, else by the rest of the document."""

import polars as pl

from transforms.lexicons import lexicon

SENTENCE = ["doc_id", "sentence_id"]
_BEHIND = ("of", "in", "from", "at", "for")
"""Prepositions between a noun and whose it is: the government *of* Turkey."""
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
_ALONE = 0.8
"""The part of a document's names with a country that must be of one for the document to be about it."""
CRAFT = (
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


def owned(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
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


def of_document(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
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
    own = pl.col("sector").is_in(_STATE) & pl.col("body_id").is_null() & ~pl.col("lower").is_in([*_ANYBODY, *CRAFT])
    # Boeing officials are of no government.
    holders = heads.filter(pl.col("yields") & (pl.col("sector") == "gov"))["head"]
    own &= ~pl.col("lower").is_in(holders.implode()) | ~pl.col("is_of_name") | pl.col("is_told")
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
