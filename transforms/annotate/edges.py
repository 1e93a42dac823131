"""Where a name begins and ends, mended over the model's tags before they become names."""

from functools import cache

import polars as pl

from transforms.lexicons import lexicon

SENTENCE = ["doc_id", "sentence_id"]
BEFORE = (
    *("hurricane", "typhoon", "cyclone", "storm", "operation", "camp", "hotel", "boeing", "airbus", "radio"),
    *("hms", "uss", "usns", "hmas", "hmcs", "ins", "brp", "rms", "mv", "roks"),
)
"""Cues that stand before what they name."""
LINKS = ("on", "upon", "sur", "au", "aux", "en", "am", "e", "i", "le", "la", "les", "de", "del")
"""What stands between hyphens in places' names."""
OFFICERS = (
    *("minister", "secretary", "general", "ceo", "cfo", "coo", "vp", "svp"),
    *("representative", "commissioner", "director", "commander", "officer"),
)
"""Titles that are nobody's name without one."""
RANKS = (
    "vice",
    "deputy",
    "prime",
    "shadow",
    "acting",
    "assistant",
    "crown",
    "home",
    "foreign",
    "former",
    "interim",
    "emeritus",
)
"""What stands before a title and is no name's: *Shadow Home* Secretary Yvette Cooper."""
BORNE = (*("major", "judge", "marshal", "dean", "rabbi", "bishop", "cardinal", "sultan", "emir", "imam", "premier"),)
"""Titles that are given or family names as well."""
COMPANIES = r"^(?i:inc|ltd|corp|co|bros)$"
"""Short words for a company, which have a stop."""
OWNERS = ("US", "U.S.", "UK", "U.K.", "UN", "U.N.", "EU", "FBI", "CIA", "House", "Senate")
"""Whose a title is, as it stands before it: House Speaker, CIA Director."""
ARTICLES = ("al", "Al", "el", "El", "ul", "ad", "an", "ar", "as", "ash", "at", "az")
"""What Arabic names print before a hyphen; in names alone, so that no English word is meant."""


def real(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take back names that are none: plain nouns in small letters, and offices alone; cut off what is no part of one.

    A name ends before a common noun in small letters (Coca-Cola *corporation*) and begins after its article (*the*
    Pentagon); works keep theirs. A person's begins after the title (*U.S. President* Barack Obama).
    """
    tag, form, lower = pl.col("tag"), pl.col("form"), pl.col("form").str.to_lowercase().str.strip_chars_end(".")
    # The words of names alone: one in ten.
    rows = tokens.with_row_index("row").filter(tag != "O").with_columns(run=tag.str.starts_with("B").cum_sum())
    is_plain = (pl.col("upos") == "NOUN") & ~form.str.contains(r"[\p{Lu}\d]") & ~form.is_in(ARTICLES)
    # What "over" looks at is a column: a list to look things up in would be copied to every row.
    # The President goes by that name in an article; of ministers there are several. Ramadan is a time.
    rows = rows.with_columns(
        is_title=lower.is_in(OFFICERS),
        is_rank=lower.is_in(RANKS),
        is_holiday=lower.is_in(_holidays()),
        is_plain=is_plain,
    )
    is_plain, is_title = pl.col("is_plain"), pl.col("is_title")
    is_office = (is_title | pl.col("is_rank")).all() & is_title.any()
    is_holiday = pl.col("is_holiday").all() & (pl.len() == 1)
    none = (is_plain.all() | is_office | is_holiday).over("run")
    is_work = tag.str.ends_with("other")
    article = (lower == "the") & tag.str.starts_with("B") & (tag.shift(-1).str.starts_with("I")) & ~is_work
    # The Hague is called so, and The Australian is a newspaper.
    article &= ~form.shift(-1).is_in(pl.concat([pl.Series(["Hague"]), lexicon("demonyms")["name"]]).implode())
    # Common nouns at the end, as many as there are: no word with a capital follows in the name.
    later = (~is_plain).cast(pl.Int32).cum_sum(reverse=True).over("run")
    has_capital = form.str.contains(r"^\p{Lu}").any().over("run")
    trailing = is_plain & (later == 0) & ~is_work & has_capital
    rows = rows.with_columns(tag=pl.when(none | article | trailing).then(pl.lit("O")).otherwise(tag), article=article)
    begins = pl.col("article").shift(1, fill_value=False) & tag.str.starts_with("I")
    rows = rows.with_columns(tag=pl.when(begins).then("B-" + tag.str.slice(2)).otherwise(tag))
    mended = untitled(rows)
    return tokens.with_columns(tag=tokens["tag"].clone().scatter(mended["row"], mended["tag"]))


def untitled(rows: pl.DataFrame) -> pl.DataFrame:
    """Cut the titles off persons' names, with whose they are: *US President* Barack Obama, *Ambassador* Mohib.

    A place whose they are is a name of its own: MEDELLIN | *MAYOR* | JUAN GOMEZ. And *Home Secretary* Suella Braverman.
    ``rows`` have ``run``, the number of the name that a word belongs to.
    """
    tag, lower = pl.col("tag"), pl.col("form").str.to_lowercase().str.strip_chars_end(".")
    is_person = tag.str.ends_with("person")
    is_title = lower.is_in(titles()) & ~lower.is_in(BORNE)
    owners = pl.concat([lexicon("demonyms")["name"], pl.Series(OWNERS)]).implode()
    leads = is_person & (is_title | pl.col("form").is_in(owners) | lower.is_in(RANKS))
    rows = rows.with_columns(is_title=is_title & is_person, leads=leads.cast(pl.Int8))
    titled = rows.filter(pl.col("run").is_in(rows.filter("is_title")["run"].unique().implode())).select(
        "run",
        "form",
        ahead=pl.col("is_title").cum_sum().over("run") == 0,
        hung=pl.col("deprel").str.starts_with("flat") & (pl.col("head") == pl.col("token_id").first().over("run")),
    )
    # Where all hangs on the place, the tree knows no name but it.
    titled = titled.filter(~pl.col("hung").any().over("run"), "ahead")
    heads = titled.group_by("run", maintain_order=True).agg(place=pl.col("form").str.join(" ").str.to_lowercase())
    # Vice is a town, but a rank here.
    places = places_among(heads["place"].filter(~heads["place"].is_in(RANKS)))
    seats = heads.filter(pl.col("place").is_in(places.implode()))["run"]
    is_seat = pl.col("run").is_in(seats.implode()) & (pl.col("is_title").cum_sum().over("run") == 0)
    if seats.len():
        rows = rows.with_columns(is_seat=is_seat).with_columns(leads=pl.when("is_seat").then(1).otherwise("leads"))
    else:
        rows = rows.with_columns(is_seat=pl.lit(False))
    # From the name's first word on, as long as nothing else stands between, up to the last title, if a name is left.
    rows = rows.with_columns(leading=pl.col("leads").cum_min().over("run") == 1)
    last = pl.col("leading") & (pl.col("is_title") & pl.col("leading")).cum_sum(reverse=True).over("run").gt(0)
    rows = rows.with_columns(cut=last & ~last.all().over("run"))
    first = ~pl.col("cut") & pl.col("cut").shift(1, fill_value=False) & tag.str.starts_with("I")
    seat = tag.str.slice(0, 2) + "place"
    cut = pl.when(pl.col("cut") & pl.col("is_seat")).then(seat).when("cut").then(pl.lit("O"))
    return rows.with_columns(tag=cut.when(first).then(pl.lit("B-person")).otherwise(tag))


def joined(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in what hyphens join to a name: Ali al*-Rashid*, Hsu Ching*-kuang*, Rostov*-on-Don*, Chandrayaan*-3*."""
    tag, form, number = pl.col("tag"), pl.col("form"), r"^\d+[A-Z]?$"
    touches = pl.col("char_start") == pl.col("char_end").shift(1)
    sentence = pl.col("sentence")
    hyphen = form.is_in(["-", "‑", "–"])
    capital = r"^\p{Lu}"
    # The word before the hyphens, and what may follow it.
    article = form.shift(2).is_in(ARTICLES) & form.str.contains(capital)
    with_number = tag.shift(2).str.contains("other|vehicle|weapon") & form.str.contains(number)
    # The second half of a given name; but Putin-backed.
    second = (tag.shift(2) == "I-person") & form.str.contains(r"^\p{L}{2,}$") & (pl.col("upos") == "PROPN")
    two = (tag.shift(2) != "O") & hyphen.shift(1) & touches & touches.shift(1) & (article | with_number | second)
    link = form.shift(2).is_in(LINKS) & hyphen.shift(1) & hyphen.shift(3) & form.str.contains(capital)
    four = tag.shift(4).str.ends_with("place") & link
    for steps in range(4):
        four &= touches.shift(steps)
    outside = tag == "O"
    two &= outside & outside.shift(1) & (sentence == sentence.shift(2))
    four &= pl.all_horizontal(outside.shift(steps) for steps in range(4)) & (sentence == sentence.shift(4))
    flagged = numbered(tokens).with_columns(two=two.fill_null(False), four=four.fill_null(False))
    kind = pl.coalesce(
        pl.when(pl.col(name).shift(-ahead)).then("I-" + tag.shift(size - ahead).str.slice(2))
        for name, size in (("two", 2), ("four", 4))
        for ahead in range(size)
    )
    return flagged.with_columns(tag=pl.coalesce(kind, "tag")).select(tokens.columns)


def stopped(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in the stop that ends the short word for a company inside a sentence: Visakha Gases Ltd*.*, a supplier."""
    form, number = pl.col("form"), pl.col("token_id")
    is_company = form.str.contains(COMPANIES) & pl.col("tag").str.ends_with("organization")
    stop = (form == ".") & (pl.col("tag") == "O") & is_company.shift(1) & (number > 1) & (number.shift(-1) > 1)
    stop &= pl.col("char_start") == pl.col("char_end").shift(1)
    return tokens.with_columns(tag=pl.when(stop).then(pl.lit("I-organization")).otherwise("tag"))


def widened(tokens: pl.DataFrame) -> pl.DataFrame:
    """Take in a cue left out at a name's edge: Paris *Agreement*, *Hurricane* Maria, *Treaty of* Rome."""
    tag, form = pl.col("tag"), pl.col("form")
    rows = numbered(tokens).with_columns(
        row=pl.int_range(pl.len()),
        tag_before=beside(tag, -1),
        next_tag=beside(tag, 1).fill_null("O"),
        after_next=beside(tag, 2).fill_null("O"),
        next_form=beside(form, 1),
        next_upos=beside(pl.col("upos"), 1),
    )
    named = cues().select(lower="word", told="entity_type", is_decisive="is_decisive")
    found = (
        rows.filter(tag == "O", capital())
        .with_columns(lower=form.str.to_lowercase())
        .join(named, on="lower", maintain_order="left")
    )
    told, next_tag, after_next = pl.col("told"), pl.col("next_tag"), pl.col("after_next")
    is_treaty = (told == "agreement") & (pl.col("is_decisive") == "yes") & form.str.contains(r"^\p{Lu}\p{Ll}")
    # A Security Council Resolution is no council, but the cue is too weak to make it the resolution's name.
    weak = pl.col("tag_before").str.ends_with("organization") & (told == "agreement") & pl.col("is_decisive").is_null()
    follows = (
        (pl.col("tag_before") != "O").fill_null(False)
        & ~weak.fill_null(False)
        & ((pl.col("upos") == "PROPN") | is_treaty.fill_null(False))
    )
    leads_of = (pl.col("next_form") == "of").fill_null(False) & after_next.str.starts_with("B-")
    # What stands after Hurricane or Operation is its name, even where the model saw none.
    unseen = (next_tag == "O") & (pl.col("next_upos") == "PROPN") & pl.col("next_form").str.contains(r"^\p{Lu}")
    unseen = unseen.fill_null(False)
    leads = (pl.col("lower").is_in(BEFORE) & (next_tag.str.starts_with("B-") | unseen)) | leads_of
    kind = pl.when(leads_of).then(after_next).when(unseen).then("B-" + told).otherwise(next_tag).str.slice(2)
    edges = found.select("row", follows=follows, begins=~follows & leads, of=~follows & leads_of, kind=kind)
    flagged = rows.join(edges, on="row", how="left", maintain_order="left")
    began = beside(pl.col("begins"), -1).fill_null(False)
    inside = pl.when(tag != "O").then(tag.str.slice(2)).otherwise(pl.col("kind").shift(1))
    return flagged.with_columns(
        tag=pl.when(pl.col("follows"))
        .then("I-" + tag.shift(1).str.slice(2))
        .when(pl.col("begins"))
        .then("B-" + pl.col("kind"))
        .when(began)
        .then("I-" + inside)
        .when(beside(pl.col("of"), -2).fill_null(False))
        .then("I-" + tag.str.slice(2))
        .otherwise(tag)
    ).select(tokens.columns)


def numbered(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give words, in the order of the text, the number of their ``sentence``."""
    return tokens.with_columns(sentence=pl.struct(SENTENCE).rle_id())


def beside(column: pl.Expr, steps: int) -> pl.Expr:
    """Give the value so many words on, or back, in rows with the number of their ``sentence``; NULL past its end."""
    sentence = pl.col("sentence")
    return pl.when(sentence.shift(-steps) == sentence).then(column.shift(-steps))


def away(rows: pl.DataFrame, column: str, edge: str, steps: int) -> pl.Expr:
    """Give the value of ``column`` so many words from the row numbered in ``edge``; NULL past the sentence's end.

    It is worked out on another frame, one that has ``sentence`` too: ``rows`` are all the words, in their order.
    """
    at = pl.col(edge).cast(pl.Int64) + steps
    kept = at.clip(0, max(0, rows.height - 1))
    same = (pl.lit(rows["sentence"]).gather(kept) == pl.col("sentence")) & (kept == at)
    return pl.when(same).then(pl.lit(rows[column]).gather(kept))


def capital() -> pl.Expr:
    """Whether a word is printed with a capital."""
    return pl.col("form").str.contains(r"^\p{Lu}")


def hyphen() -> pl.Expr:
    """Whether a hyphen touches the words on both sides."""
    touches = (pl.col("char_start") == pl.col("char_end").shift(1)) & (
        pl.col("char_end") == pl.col("char_start").shift(-1)
    )
    return pl.col("form").is_in(["-", "‑", "–"]) & touches


def titles() -> pl.Series:
    """Give the titles that stand before persons' names, to be looked in: in small letters, without their stops."""
    return lexicon("person_titles")["title"].implode()


def calendar() -> pl.Expr:
    """Whether a word is a day's or a month's name."""
    return pl.col("lower").is_in(lexicon("capitalised_words").filter(pl.col("kind") == "calendar")["word"].implode())


@cache
def _holidays() -> pl.Series:
    """Holidays of one word that are nobody's name, in small letters, to be looked in."""
    return lexicon("capitalised_words").filter(pl.col("kind") == "holiday")["word"].implode()


def places_among(names: pl.Series) -> pl.Series:
    """Give those of a few names, in small letters, that are known to be places' and countries'."""
    known = _known_places()
    return known.filter(known.is_in(names.str.to_lowercase().implode()))


@cache
def _known_places() -> pl.Series:
    """Towns, regions, provinces, states, capitals and countries, in small letters."""
    lexicons = ("towns", "capitals", "regions", "provinces", "us_states", "country_names")
    return pl.concat([lexicon(name)["name"] for name in lexicons]).str.to_lowercase().unique(maintain_order=True)


def in_prose() -> pl.Expr:
    """Whether a longer word of the sentence is printed small: in headlines all words look like names."""
    return (pl.col("form").str.contains(r"^\p{Ll}{4}") & (pl.col("upos") != "ADP")).any().over("sentence")


@cache
def cues() -> pl.DataFrame:
    """Words that tell what a name names: word, entity_type, is_decisive."""
    return lexicon("name_cues").unique("word", keep="first", maintain_order=True)
