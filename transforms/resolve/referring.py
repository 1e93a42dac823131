"""Referring words: the names, nouns and pronouns of a batch that may be of the same person, body or country."""

import polars as pl

from transforms.lexicons import lexicon

SENTENCE = ["doc_id", "sentence_id"]
# Personal pronouns and whom they may be of: one man (m), one woman (f), one thing or body (n), several (p).
PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "1"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "2"),
    **dict.fromkeys(("you", "your", "yours", "yourself"), "3"),
}
_DEFINITE = ("the", "this", "that", "these", "those", "such")
_BEFORE = ("det", "amod", "nummod", "compound", "nmod", "flat", "advmod", "case")
_BODIES = ("organization", "country", "group")


def referring(tokens: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Find what may refer.

    Parameters
    ----------
    tokens
        The table; sentence by sentence.
    names
        Names with their entities: doc_id, char_start, char_end, entity_id, entity_type.

    Returns
    -------
    pl.DataFrame
        One row a name, noun or pronoun, in the order of the text: doc_id, sentence_id, token_id (of its head),
        char_start, char_end (of its words up to the head), mention_type, noun (the head's lemma in lower case), core
        (the words without determiners, in lower case), entity_id (of names), entity_type (person, organization,
        country, group; NULL for pronouns), gender (as in ``PRONOUNS``; NULL where open), is_plural, is_definite,
        owner (token_id of the word that owns it, or NULL), relation (of the head, without subtype), governor
        (token_id of what the head hangs on), beside (token_id of the word to which it is an apposition or that it is
        said to be).
    """
    rows = tokens.select(
        *SENTENCE,
        "token_id",
        "char_start",
        "char_end",
        "upos",
        "phrase_type",
        "head",
        "deprel",
        lower=pl.col("form").str.to_lowercase(),
        noun=pl.col("lemma").str.to_lowercase(),
        relation=pl.col("deprel").str.extract(r"^([^:]+)"),
        feats=pl.col("feats").fill_null(""),
    )
    headed = _heads_of_names(rows, names)
    kind = pl.col("phrase_type")
    # "Defense Minister Hulusi Akar" is one who is told of, not two.
    is_noun = (pl.col("upos") == "NOUN") & (pl.col("deprel") != "nmod:desc")
    nouns = rows.filter(is_noun & kind.is_in(["person", "organization", "place"])).join(
        headed, on=[*SENTENCE, "token_id"], how="anti"
    )
    # A word is told of once: where a name is made of a pronoun ("It"), as the name.
    spoken = rows.filter((pl.col("upos") == "PRON") & pl.col("lower").is_in(list(PRONOUNS))).join(
        headed, on=[*SENTENCE, "token_id"], how="anti"
    )
    told = pl.concat(
        [
            rows.join(headed, on=[*SENTENCE, "token_id"], how="inner").with_columns(mention_type=pl.lit("name")),
            nouns.with_columns(mention_type=pl.lit("nominal"), entity_type="phrase_type"),
            spoken.with_columns(mention_type=pl.lit("pronoun")),
        ],
        how="diagonal",
    )
    return _with_sex(_with_words(told, rows)).sort(*SENTENCE, "token_id")


def _heads_of_names(rows: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """The word of each name that the others of it hang on; with where the name begins and ends, and its entity."""
    within = (
        rows.sort("doc_id", "char_start")
        .join_asof(
            names.select(
                "doc_id", "char_start", "entity_id", "entity_type", name_start="char_start", name_end="char_end"
            ).sort("doc_id", "char_start"),
            on="char_start",
            by="doc_id",
            check_sortedness=False,
        )
        .filter(pl.col("char_end") <= pl.col("name_end"))
        .select(*SENTENCE, "token_id", "head", "name_start", "name_end", "entity_id", "entity_type")
    )
    inner = within.select(*SENTENCE, "name_start", head="token_id")
    return (
        within.join(inner, on=[*SENTENCE, "name_start", "head"], how="anti")
        .sort(*SENTENCE, "token_id")
        .unique([*SENTENCE, "name_start"], keep="first", maintain_order=True)
        .select(*SENTENCE, "token_id", "name_start", "name_end", "entity_id", "entity_type")
    )


def _with_words(told: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The words before each noun that belong to it, and what they and its place in the clause say."""
    under = rows.select(
        *SENTENCE, "relation", "deprel", "lower", under="token_id", token_id="head", from_char="char_start"
    )
    ahead = under.filter((pl.col("under") < pl.col("token_id")) & pl.col("relation").is_in(_BEFORE))
    lowest = ahead.select(*SENTENCE, token_id="under", head="token_id").join(
        ahead.select(*SENTENCE, "token_id", "from_char"), on=[*SENTENCE, "token_id"], how="inner"
    )
    left = pl.concat(
        [
            ahead.filter(pl.col("relation") != "case").select(*SENTENCE, "token_id", "from_char"),
            lowest.select(*SENTENCE, pl.col("head").alias("token_id"), "from_char"),
        ]
    )
    owners = ahead.filter(pl.col("deprel") == "nmod:poss").select(*SENTENCE, "token_id", owner="under")
    copulas = under.filter(pl.col("relation") == "cop").select(*SENTENCE, "token_id", is_said=pl.lit(True))
    subjects = under.filter(pl.col("relation") == "nsubj").select(*SENTENCE, "token_id", of="under")
    gathered = ahead.group_by(*SENTENCE, "token_id").agg(
        is_definite=pl.col("lower").is_in(_DEFINITE).any(),
        words=pl.col("lower").filter(~pl.col("relation").is_in(["det", "case"])),
    )
    keys = [*SENTENCE, "token_id"]
    joined = told
    for table in (
        gathered,
        left.group_by(keys).agg(pl.min("from_char")),
        owners.unique(keys, keep="first"),
        copulas.unique(keys),
        subjects.unique(keys, keep="first"),
    ):
        joined = joined.join(table, on=keys, how="left", maintain_order="left")
    is_noun = pl.col("mention_type") == "nominal"
    beside = pl.when(pl.col("relation") == "appos").then("head").when("is_said").then("of")
    return joined.with_columns(
        char_start=pl.when(is_noun)
        .then(pl.min_horizontal("char_start", "from_char"))
        .otherwise(pl.coalesce("name_start", "char_start")),
        char_end=pl.coalesce("name_end", "char_end"),
        core=pl.concat_str(
            pl.col("words").list.join(" ").fill_null(""),
            pl.when(is_noun).then("noun").otherwise("lower"),
            separator=" ",
        ).str.strip_chars(),
        is_definite=pl.col("is_definite").fill_null(False) | pl.col("owner").is_not_null(),
        is_plural=pl.col("feats").str.contains("Number=Plur"),
        governor="head",
        beside=beside,
    ).select(
        *keys, "char_start", "char_end", "mention_type", "noun", "core", "lower", "entity_id", "entity_type",
        "is_plural", "is_definite", "owner", "relation", "governor", "beside",
    )  # fmt: skip


def _with_sex(told: pl.DataFrame) -> pl.DataFrame:
    """Whether each is of a man, a woman, a thing or body, or several; NULL where the words do not tell."""
    given = lexicon("given_names").select(noun="name", of_name="gender")
    nouns = lexicon("person_nouns").select(noun=pl.col("lemma"), of_noun="gender").drop_nulls()
    kind = pl.col("entity_type")
    is_name = pl.col("mention_type") == "name"
    titled = (
        pl.when(pl.col("core").str.contains(r"^mr\b"))
        .then(pl.lit("m"))
        .when(pl.col("core").str.contains(r"^(?:mrs|ms|miss)\b"))
        .then(pl.lit("f"))
    )
    return (
        told.join(given.rename({"noun": "lower"}), on="lower", how="left", maintain_order="left")
        .join(nouns, on="noun", how="left", maintain_order="left")
        .with_columns(
            gender=pl.when(pl.col("mention_type") == "pronoun")
            .then(pl.col("lower").replace_strict(PRONOUNS, default=None, return_dtype=pl.String))
            .when(kind.is_in(_BODIES) & is_name)
            .then(pl.lit("n"))
            .when(pl.col("is_plural"))
            .then(pl.lit("p"))
            .when(kind == "person")
            .then(pl.coalesce(titled, pl.when(is_name).then("of_name").otherwise("of_noun")))
            .otherwise(pl.lit("n"))
        )
        .drop("of_name", "of_noun")
    )
