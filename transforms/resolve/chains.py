"""Chains: which names, nouns and pronouns of a document are of the same person, body or country.

Sieves from the sure to the less sure, each a join over what may refer (Raghunathan and others, 2010): names are joined
by their entity; a noun with the name that it stands beside; a noun with the role or the last word of a name, or with
the same noun before it; a pronoun with the likeliest of what was told of shortly before it, by agreement, place in the
clause and distance (Lappin and Leass, 1994). What is doubtful stays alone.
"""

import numpy as np
import polars as pl

from transforms.lexicons import lexicon
from transforms.resolve.pronouns import (
    antecedents,
    by_protagonist,
    by_speaker,
    of_reporters,
    with_sentences_before,
)
from transforms.resolve.referring import SENTENCE, referring

NOUN_REACH = 20
"""Sentences before its own in which a noun looks for the same noun."""
_OF_STATES = ("gov", "mil", "cop", "jud", "leg", "spy")
"""Sectors whose bodies are a state's."""
_KEYS = [*SENTENCE, "token_id"]
# Bounds on what is compared with what, well above what articles have.
_WAYS = 30  # to call one body or person by a noun


def chains(tokens: pl.DataFrame, names: pl.DataFrame, quotations: pl.DataFrame) -> pl.DataFrame:
    """Say which words of a document are of the same.

    Parameters
    ----------
    tokens, quotations
        The tables.
    names
        Names with entity_id, entity_type and role, as ``roles.with_roles`` gives them.

    Returns
    -------
    pl.DataFrame
        The columns of ``referring.referring``, for what is in a chain of two or more: chain, a number of its own, and
        chain_number, which counts the chains of the document; entity_id for all of a chain that has a name.
    """
    told = _with_quotes(referring(tokens, names), quotations).with_row_index("row").cast({"row": pl.Int64})
    links = pl.concat([_by_name(told), _beside(told), _by_role(told, names), _by_noun(told), _by_kind(told)])
    settled = _with_sex_of_chain(_joined(told, links))
    near = pl.concat([by_speaker(settled), of_reporters(tokens, settled), antecedents(settled)])
    links = pl.concat([links, near, by_protagonist(settled, near)])
    settled = _joined(settled, links)
    return _named(_joined(settled, pl.concat([links, _by_owner(settled)])))


def _with_quotes(told: pl.DataFrame, quotations: pl.DataFrame) -> pl.DataFrame:
    """Which direct quotation each stands in, and whose it is: quote, speaker_start, speaker_end."""
    direct = quotations.filter(pl.col("quotation_type") != "indirect").select(
        "doc_id", "char_start", "speaker_start", "speaker_end", quote="quotation_id", quote_end="char_end"
    )
    return (
        told.sort("doc_id", "char_start")
        .join_asof(direct.sort("doc_id", "char_start"), on="char_start", by="doc_id", check_sortedness=False)
        .with_columns(
            pl.when(pl.col("char_end") <= pl.col("quote_end")).then(name).alias(name)
            for name in ("quote", "speaker_start", "speaker_end")
        )
        .drop("quote_end")
        .sort(_KEYS)
    )


def _with_sex_of_chain(told: pl.DataFrame) -> pl.DataFrame:
    """Give persons the sex that any word of their chain tells, if all that tell one agree."""
    tells = pl.col("gender").is_in(["m", "f"])
    sex = told.filter(tells).group_by("doc_id", "chain").agg(sex=pl.col("gender").unique())
    one = sex.filter(pl.col("sex").list.len() == 1).with_columns(pl.col("sex").list.first())
    open_ = pl.col("gender").is_null() & (pl.col("entity_type") == "person")
    return (
        told.join(one, on=["doc_id", "chain"], how="left", maintain_order="left")
        .with_columns(gender=pl.when(open_).then("sex").otherwise("gender"))
        .drop("sex")
    )


def _by_name(told: pl.DataFrame) -> pl.DataFrame:
    # "Syrian" in "Syrian rebels" refers to nobody.
    named = told.filter(
        pl.col("entity_id").is_not_null()
        & ~(pl.col("relation").is_in(["amod", "compound"]) & (pl.col("entity_type") == "group"))
    )
    return (
        named.with_columns(to=pl.col("row").first().over("doc_id", "entity_id"))
        .filter(pl.col("to") < pl.col("row"))
        .select("row", "to")
    )


def _beside(told: pl.DataFrame) -> pl.DataFrame:
    """Appositions and predicates: Akar, the minister; the minister, Akar; he is the minister; I am Akar."""
    places = told.select(*SENTENCE, "mention_type", "is_plural", "entity_type", "gender", beside="token_id", to="row")
    described = (
        told.filter(pl.col("mention_type") == "nominal")
        .join(places, on=[*SENTENCE, "beside"], how="inner")
        .filter((pl.col("is_plural") == pl.col("is_plural_right")) & (pl.col("relation") != "conj"))
        .filter((pl.col("entity_type") == pl.col("entity_type_right")) | pl.col("entity_type_right").is_null())
        .select("row", "to")
    )
    # A name behind what it names: the noun or the pronoun is linked to it.
    named = (
        told.filter((pl.col("mention_type") == "name") & (pl.col("relation") != "conj"))
        .join(places.filter(pl.col("mention_type") != "name"), on=[*SENTENCE, "beside"], how="inner")
        .filter(pl.col("is_plural") == pl.col("is_plural_right"))
        .filter(
            (pl.col("entity_type") == pl.col("entity_type_right"))
            | ((pl.col("mention_type_right") == "pronoun") & (pl.col("entity_type") == "person") & _is_person())
        )
        .select(row="to", to="row")
    )
    return pl.concat([described, named]).sort("row")


def _is_person() -> pl.Expr:
    """Whether a pronoun stands for somebody: "I am Akar", not "it is Akar"."""
    return pl.col("gender_right").ne_missing("n") & pl.col("gender_right").ne_missing("p")


def _by_role(told: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Nouns that a name's role or its own last word tells of: the minister, of Defense Minister Akar; the council."""
    last_word = pl.col("text").str.to_lowercase().str.extract(r"\s(\p{L}+)$")
    is_body = pl.col("entity_type").is_in(["organization", "facility", "agreement"])
    kept = ["doc_id", "sentence_id", "char_start", "entity_id"]
    # "the church", of the Church of Scientology
    before_of = pl.col("text").str.to_lowercase().str.extract(r"^(?:the\s)?(?:[\p{L}’'-]+\s)*?(\p{L}+)\sof\s")
    called = pl.concat(
        [
            names.filter(is_body).select(*kept, noun=before_of),
            names.filter(pl.col("role").is_not_null()).select(
                *kept, noun=pl.col("role").str.to_lowercase().str.extract(r"(\p{L}+)$")
            ),
            # "The army" is the state's, not the National Liberation Army.
            names.filter(is_body)
            .with_columns(noun=last_word)
            .join(
                lexicon("actor_heads").select(noun="head", of_state=pl.col("sector").is_in(_OF_STATES)),
                on="noun",
                how="left",
                maintain_order="left",
            )
            .filter(~pl.col("of_state").fill_null(False) | pl.col("sector").is_in(_OF_STATES))
            .select(*kept, "noun"),
        ]
    ).drop_nulls(["noun", "entity_id"])
    first = told.filter(pl.col("mention_type") == "name").select(
        "doc_id", "entity_id", to="row", at="char_start", in_sentence="sentence_id"
    )
    asked = told.filter(
        (pl.col("mention_type") == "nominal")
        & pl.col("is_definite")
        & ~pl.col("is_plural")
        & pl.col("beside").is_null()
        & (pl.col("core") == pl.col("noun"))
        & pl.col("owner").is_null()
    ).select("doc_id", "sentence_id", "row", "noun", "char_start")
    ways = called.select("doc_id", "entity_id", "noun").unique(maintain_order=True)
    ways = ways.filter(pl.int_range(pl.len()).over("doc_id", "entity_id") < _WAYS)
    # Where two ministers are named the nearer is meant only if he is the last who was told of.
    return (
        asked.sort("doc_id", "char_start")
        .join_asof(
            ways.join(first, on=["doc_id", "entity_id"], how="inner").sort("doc_id", "at"),
            left_on="char_start",
            right_on="at",
            by=["doc_id", "noun"],
            allow_exact_matches=False,
            check_sortedness=False,
        )
        .filter(pl.col("sentence_id") - pl.col("in_sentence") <= NOUN_REACH)
        .select("row", "to")
        .sort("row")
    )


def _by_noun(told: pl.DataFrame) -> pl.DataFrame:
    """The same noun again, with no word more than before: Syrian rebels … the rebels."""
    same = ["doc_id", "noun", "is_plural"]
    in_words = [*same, "core"]
    nouns = told.filter(pl.col("mention_type") == "nominal").with_columns(
        any_before=pl.col("row").shift(1).over(same),
        any_in=pl.col("sentence_id").shift(1).over(same),
        same_before=pl.col("row").shift(1).over(in_words),
        same_in=pl.col("sentence_id").shift(1).over(in_words),
    )
    asks = (pl.col("is_definite") | pl.col("is_plural")) & pl.col("owner").is_null()
    is_bare = (pl.col("core") == pl.col("noun")) & pl.col("is_definite")
    near_any = is_bare & (pl.col("sentence_id") - pl.col("any_in") <= NOUN_REACH)
    near_same = pl.col("sentence_id") - pl.col("same_in") <= NOUN_REACH
    return (
        nouns.filter(asks)
        .select("row", to=pl.when(near_any).then("any_before").when(near_same).then("same_before"))
        .drop_nulls("to")
    )


def _by_kind(told: pl.DataFrame) -> pl.DataFrame:
    """A general noun for the only name of its kind shortly before: the company; the country."""
    asked = (
        told.filter(
            (pl.col("mention_type") == "nominal") & pl.col("is_definite") & ~pl.col("is_plural")
            & pl.col("owner").is_null() & pl.col("beside").is_null() & (pl.col("core") == pl.col("noun"))
        )
        .select("doc_id", "sentence_id", "row", "noun")
        .join(lexicon("general_nouns"), on="noun", how="inner")
    )  # fmt: skip
    named = told.filter((pl.col("mention_type") == "name") & (pl.col("relation") != "amod")).select(
        "doc_id", "sentence_id", "entity_type", "entity_id", to="row"
    )
    return (
        with_sentences_before(asked)
        .join(named, on=["doc_id", "sentence_id", "entity_type"], how="inner")
        .filter(pl.col("to") < pl.col("row"))
        .group_by("row")
        .agg(pl.max("to"), readings=pl.col("entity_id").n_unique())
        .filter(pl.col("readings") == 1)
        .select("row", "to")
        .sort("row")
    )


def _by_owner(told: pl.DataFrame) -> pl.DataFrame:
    """The same noun of the same owner: his mother … his mother."""
    owners = told.select(*SENTENCE, owner="token_id", of="chain")
    owned = (
        told.filter((pl.col("mention_type") == "nominal") & ~pl.col("is_plural") & pl.col("beside").is_null())
        .join(owners, on=[*SENTENCE, "owner"], how="inner")
        .sort("row")
    )
    return (
        owned.with_columns(to=pl.col("row").first().over("doc_id", "noun", "of"))
        .filter(pl.col("to") < pl.col("row"))
        .select("row", "to")
    )


def _joined(told: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Number the chains that links make: each word has the number of the first that links lead to."""
    # Of several links of a word the first sieve's is taken.
    one = links.unique("row", keep="first", maintain_order=True)
    row, to = one["row"].to_numpy(), one["to"].to_numpy()
    first = np.arange(told.height)
    while True:
        least = np.minimum(first[row], first[to])
        before = first.copy()
        np.minimum.at(first, row, least)
        np.minimum.at(first, to, least)
        first = first[first]
        if (first == before).all():
            return told.drop("chain", strict=False).with_columns(chain=pl.Series(first))


def _named(told: pl.DataFrame) -> pl.DataFrame:
    """Give all of a chain the entity of its names, where they have one."""
    entity = told.filter(pl.col("entity_id").is_not_null()).group_by("doc_id", "chain").agg(
        meant=pl.col("entity_id").first()
    )  # fmt: skip
    size = pl.len().over("doc_id", "chain")
    # "It rained. It was late": of nothing that was named.
    is_told = (
        ((pl.col("mention_type") != "pronoun") | ~pl.col("gender").is_in(["n", "p"])).any().over("doc_id", "chain")
    )
    return (
        told.filter((size > 1) & is_told)
        .with_columns(chain_number=pl.col("chain").rank("dense").over("doc_id") - 1)
        .join(entity, on=["doc_id", "chain"], how="left", maintain_order="left")
        .with_columns(entity_id=pl.coalesce("entity_id", "meant"))
        .drop("meant", "row")
    )
