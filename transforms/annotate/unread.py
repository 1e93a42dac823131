"""Names that the model passed over, as titles, lexicons and the words beside them tell: tags in, tags out.

The model is sure of few names that its corpora lack. Turks are a people whatever it thinks of them, and what follows
President is a person. Lexicons: demonyms, person_titles, person_nouns, given_names, kind_nouns, and the cues of names
that are no persons'.
"""

import polars as pl

from transforms.annotate.edges import ARTICLES, beside, calendar, capital, cues, hyphen, in_prose, numbered, titles
from transforms.annotate.organizations import known, organized
from transforms.annotate.works import works
from transforms.lexicons import lexicon

LONGEST_PERSON = 4
"""Words of a person's name that are taken in after a title."""
AMBIGUOUS = ("Chad", "Dominica", "Georgia")
"""Countries that are given names or states as often."""
LEADERS = ("Lake", "Mount", "Mt.", "Port", "Fort", "Cape", "Gulf")
"""What begins the name of a place: Lake Chad."""
PARTICLES = ("al", "el", "bin", "ibn", "abu", "ben", "van", "von", "der", "den", "de", "del", "da", "di", "la", "le")
"""Words in small letters that hold a person's name together."""


def unread(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give the tokens with tags for the organizations, persons, places and peoples that the model did not see as such.

    Parameters
    ----------
    tokens
        Tokens in the order of the text, with ``tag``: O, B-person, I-person ….
    """
    rows = numbered(tokens).with_columns(lower=pl.col("form").str.to_lowercase().str.strip_chars_end("."))
    for step in (known, organized, works, persons, first_names, called, led, partners, countries, peoples):
        rows = step(rows)
    return rows.select(tokens.columns)


def countries(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark countries of one word that stand alone; what begins a sentence may be the Turkey in the oven."""
    is_title = pl.col("lower").is_in(titles())
    # The U.S. Secretary of State is no longer name.
    alone = pl.all_horizontal(
        ((beside(pl.col("upos"), n) != "PROPN") | (beside(pl.col("tag"), n) != "O") | beside(is_title, n)).fill_null(
            True
        )
        for n in (1, -1)
    )
    is_country = (pl.col("tag") == "O") & pl.col("form").is_in(unambiguous()) & (pl.col("upos") == "PROPN") & alone
    is_country &= ((pl.col("token_id") > 1) | pl.col("form").str.contains(r"^[A-Z.]{2,}$")) & in_prose()
    return rows.with_columns(tag=pl.when(is_country).then(pl.lit("B-country")).otherwise("tag"))


def peoples(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark peoples, where no longer name may go on: Syrian President, but not Norwegian Forest Cat."""
    named = lexicon("demonyms")["name"].str.to_lowercase().implode()
    goes_on = (
        (beside(pl.col("upos"), 1) == "PROPN")
        & (beside(pl.col("tag"), 1) == "O")
        & beside(pl.col("form"), 1).str.contains(r"^\p{Lu}")
        & ~beside(pl.col("lower"), 1).is_in(titles())
    ).fill_null(False)
    # POLES in capitals are mostly made of wood.
    is_people = (pl.col("tag") == "O") & pl.col("form").str.contains(r"^\p{Lu}.*\p{Ll}") & pl.col("lower").is_in(named)
    is_people &= pl.col("upos").is_in(["ADJ", "PROPN", "NOUN"]) & ~goes_on
    return rows.with_columns(tag=pl.when(is_people).then(pl.lit("B-group")).otherwise("tag"))


def persons(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the proper nouns outside names that follow what persons are called by or begin with a given name.

    President *Bashar Assad*, the cleric *Muqtada al-Sadr*, *Samantha Power*. After a common noun and without either,
    one word is too few.
    """
    is_title = pl.col("lower").is_in(titles())
    is_outside = pl.col("tag") == "O"
    is_word = is_outside & (pl.col("upos") == "PROPN") & capital() & ~is_title & ~calendar()
    is_link = is_outside & (hyphen() | pl.col("form").is_in(PARTICLES))
    # The second half of a given name: Hsu Ching-kuang.
    is_half = is_outside & (pl.col("upos") == "PROPN") & pl.col("form").str.contains(r"^\p{Ll}{2,}$")
    is_half &= beside(hyphen(), -1) & beside(is_word, -2)
    rows = rows.with_columns(is_word=is_word, is_half=is_half.fill_null(False))
    rows = rows.with_columns(is_part=pl.col("is_word") | pl.col("is_half") | is_link)
    rows = rows.with_columns(run=pl.struct("sentence", "is_part").rle_id())
    no_person = pl.concat([cues()["word"], lexicon("organization_cues")["word"], lexicon("kind_nouns")["lemma"]])
    is_noun = (pl.col("upos") == "NOUN") & pl.col("lower").is_in(lexicon("person_nouns")["lemma"].implode())
    # Short given names are words as often, but not before an article: Ali al-Rashid.
    given = pl.col("lower").is_in(_given()) & (
        (pl.col("form").str.len_chars() > 3) | beside(pl.col("form"), 1).is_in(ARTICLES)
    )
    runs = (
        rows.with_columns(
            titled=beside(is_title, -1).fill_null(False),
            called=beside(is_noun, -1).fill_null(False),
            joined=beside(pl.col("tag"), 1).fill_null("O") != "O",
            told=pl.col("lower").is_in(no_person.implode()),
            given=given.fill_null(False),
        )
        .filter("is_part")
        .group_by("run")
        .agg(
            pl.first("titled", "called", "given"),
            pl.last("joined"),
            pl.col("told").any(),
            words=pl.col("is_word").sum(),
            whole=pl.first("is_word") & (pl.last("is_word") | pl.last("is_half")),
        )
    )
    several = (pl.col("words") > 1) & (pl.col("given") | pl.col("called"))
    runs = runs.filter(
        "whole", ~pl.col("told") & ~pl.col("joined"), pl.col("words") <= LONGEST_PERSON, pl.col("titled") | several
    )
    is_person = rows["run"].is_in(runs["run"].implode())
    first = pl.col("run") != pl.col("run").shift(1, fill_value=-1)
    return rows.with_columns(
        tag=pl.when(is_person)
        .then(pl.when(first).then(pl.lit("B-person")).otherwise(pl.lit("I-person")))
        .otherwise("tag")
    ).drop("is_word", "is_half", "is_part", "run")


def first_names(rows: pl.DataFrame) -> pl.DataFrame:
    """Take in a given name that begins the sentence and is a word as well: *Will* Marsh will stand; not a question."""
    tag, number = pl.col("tag"), pl.col("token_id")
    goes_on = (tag.shift(-2).str.starts_with("I") & (number.shift(-2) > 1)).fill_null(False)
    after, place = (
        pl.when(goes_on).then(column.shift(-3)).otherwise(column.shift(-2)) for column in (pl.col("upos"), number)
    )
    rows = rows.with_row_index("row")
    # The few sentences that begin so.
    begun = rows.with_columns(after=pl.when(place > 1).then(after)).filter(
        (number == 1) & (tag == "O") & (tag.shift(-1) == "B-person") & (number.shift(-1) == 2)
    )
    sentences = rows.filter(pl.col("sentence").is_in(begun["sentence"].implode())).filter(
        in_prose() & ~(pl.col("form") == "?").any().over("sentence")
    )
    # Behind a question's verb stands another; said Ellis is no name.
    leads = (pl.col("upos") == "PROPN") | ((pl.col("upos") != "VERB") & pl.col("after").is_in(["AUX", "PUNCT"]))
    leads &= pl.col("form").str.contains(r"^\p{Lu}\p{Ll}{2}") & ~pl.col("lower").is_in(titles())
    leads &= pl.col("lower").is_in(_given()) & pl.col("sentence").is_in(sentences["sentence"].unique().implode())
    first = begun.filter(leads)["row"]
    tags = rows["tag"].clone().scatter(first, "B-person").scatter(first + 1, "I-person")
    return rows.with_columns(tag=tags).drop("row")


def called(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark the proper nouns outside names that a common noun before them calls something: the ferry *Estonia*.

    A place has an "of" before it, the state of *Kerala*: the city *Council* is no city.
    """
    kinds = lexicon("kind_nouns")
    is_word = (pl.col("tag") == "O") & (pl.col("upos") == "PROPN") & capital() & ~calendar()
    rows = rows.with_columns(is_word=is_word).with_columns(run=pl.struct("sentence", "is_word").rle_id())
    calls = pl.when((pl.col("upos") == "NOUN") & ~capital()).then(
        pl.col("lemma").replace_strict(kinds["lemma"], kinds["entity_type"], default=None)
    )
    before, after_of = beside(pl.col("calls"), -1), beside(pl.col("calls"), -2)
    kind = pl.coalesce(
        pl.when((beside(pl.col("form"), -1) == "of") & (after_of == "place")).then(after_of),
        pl.when(before != "place").then(before),
    )
    runs = (
        rows.with_columns(calls=calls)
        .with_columns(
            kind=kind,
            # Of the carrier Charles de Gaulle no half is marked.
            alone=(beside(pl.col("tag"), 1).fill_null("O") == "O")
            & ~beside(pl.col("form"), 1).is_in(PARTICLES).fill_null(False),
            titled=pl.col("lower").is_in(titles()),
        )
        .filter("is_word")
        .group_by("run")
        .agg(pl.first("kind", "titled"), pl.last("alone"))
        .filter("alone", ~pl.col("titled"), pl.col("kind").is_not_null())
    )
    first = pl.col("run") != pl.col("run").shift(1, fill_value=-1)
    return (
        rows.join(runs.select("run", "kind"), on="run", how="left", maintain_order="left")
        .with_columns(
            tag=pl.when(pl.col("kind").is_null())
            .then("tag")
            .otherwise(pl.when(first).then(pl.lit("B-")).otherwise(pl.lit("I-")) + pl.col("kind"))
        )
        .drop("is_word", "run", "kind")
    )


def led(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark what Lake, Port or Mount leads as one place, though the model saw a country in it: *Port* Sudan."""
    name = beside(pl.col("tag"), 1)
    leads = pl.col("form").is_in(LEADERS) & pl.col("tag").is_in(["O", "B-place", "B-facility"])
    leads &= name.is_in(["B-country", "B-place"]) | ((name == "O") & (beside(pl.col("upos"), 1) == "PROPN"))
    leads &= beside(pl.col("form"), 1).str.contains(r"^\p{Lu}\p{Ll}") & ~beside(pl.col("tag"), 2).fill_null(
        "O"
    ).str.starts_with("I")
    leads &= (beside(pl.col("upos"), 2) != "PROPN").fill_null(True) & in_prose()
    rows = rows.with_columns(leads=leads.fill_null(False))
    return rows.with_columns(
        tag=pl.when("leads")
        .then(pl.lit("B-place"))
        .when(beside(pl.col("leads"), -1).fill_null(False))
        .then(pl.lit("I-place"))
        .otherwise("tag")
    ).drop("leads")


def partners(rows: pl.DataFrame) -> pl.DataFrame:
    """Mark what an ampersand joins as one company: Johnson *&* Johnson."""
    is_name = pl.col("tag").is_in(["B-person", "B-organization", "B-place"])
    is_name |= (pl.col("tag") == "O") & (pl.col("upos") == "PROPN")
    is_name &= capital()
    seen = beside(pl.col("tag"), -1) + beside(pl.col("tag"), 1) != "OO"
    joins = (pl.col("form") == "&") & (beside(is_name, -1) & beside(is_name, 1) & seen).fill_null(False)
    joins &= ~beside(pl.col("tag"), -1).str.starts_with("I")
    joins &= ~beside(pl.col("tag"), 2).fill_null("O").str.starts_with("I")
    rows = rows.with_columns(joins=joins.fill_null(False))
    return rows.with_columns(
        tag=pl.when(beside(pl.col("joins"), 1).fill_null(False))
        .then(pl.lit("B-organization"))
        .when(pl.col("joins") | beside(pl.col("joins"), -1).fill_null(False))
        .then(pl.lit("I-organization"))
        .otherwise("tag")
    ).drop("joins")


def unambiguous() -> pl.Series:
    """Give the countries of one word that are rarely a person or a state, to be looked in."""
    listed = lexicon("country_names")["name"]
    return listed.filter(~listed.str.contains(" ") & ~listed.is_in(AMBIGUOUS)).implode()


def _given() -> pl.Series:
    return lexicon("given_names")["name"].implode()
