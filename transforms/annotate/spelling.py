"""Base forms of verbs that no treebank attests: by spelling, "begged" of "beg"; by lexicon, "fled" of "flee"."""

import polars as pl

from transforms.lexicons import lexicon

# What is left of a form without its -ed or -ing, and the letters that the base form has more. An English verb
# of one short syllable doubles its last letter before the ending, so that one which has not done so lost an
# "e"; no verb ends in c, v, u, z or a consonant and l, and s and g seldom stand last after a vowel.
_LOST_E = "|".join(
    (
        r"^[^aeiou]*[^aeiouq][aeiouy][bdfgklmnpst]$",
        r"(?:[cuv]|[^z]z|[^ng]g|[aeilnopr]s|[^o]us)$",
        r"[bcdfgkptz]l$",
        r"[aeiou].*[^aeo](?:[iu]r|at|ak)$",
        r"[^aeou]i[nd]$|[^eo]ad$|[^aou]ud$|[^o]od$|[^aeiou][aiou]k$",
    )
)
_DOUBLED = r"[^aeiou][aeiouy](?:bb|dd|gg|mm|nn|pp|rr|tt)$"


def base_form(form: pl.Expr, lemma: pl.Expr, attested: pl.Series) -> pl.Expr:
    """The lemma of a verb, repaired where it is no base form that its form may have.

    Parameters
    ----------
    form, lemma
        Both in lower case.
    attested
        Base forms of verbs that are known: where one of them explains the form, it is taken.
    """
    stem = form.str.replace(r"ied$", "y").str.replace(r"(?:ed|ing)$", "")
    irregular = lexicon("irregular_verbs").unique("form", keep="first", maintain_order=True)
    told = form.replace_strict(irregular["form"], irregular["lemma"], default=None)
    single = stem.str.head(-1)
    doubled = stem.str.contains(_DOUBLED)
    # "controll-ed" is of "control", as the annotator says; "flea" and "roun" are of nothing.
    undoubled = (lemma == single) & (stem.str.slice(-1) == stem.str.slice(-2, 1))
    regular = form.str.contains(r"[aeiouy].*(?:ed|ing)$") & ~undoubled
    inflected = lemma != form
    known = attested.implode()
    # "deplored" is of no "deploy" where "deplore" is known.
    explains = (lemma == stem) | (lemma == stem + "e") | (lemma == single) | ~regular | told.is_not_null()
    explains |= ~(stem.is_in(known) | (stem + "e").is_in(known))
    return (
        pl.when(lemma.is_in(known) & explains)
        .then(lemma)
        .when(told.is_not_null())
        .then(told)
        # "denies" is of "deny" as no "denie" is a word; "dies" is told by the treebanks.
        .when(inflected & form.str.contains(r"..[^aeiou]ies$"))
        .then(form.str.replace(r"ies$", "y"))
        .when(inflected & form.str.contains(r"(?:ss|sh|ch|x|zz)es$"))
        .then(form.str.replace(r"es$", ""))
        .when(form.str.contains(r"[^s]s$") & form.str.head(-1).is_in(known) & ~form.is_in(known))
        .then(form.str.head(-1))
        # "fills" is of neither "fil" nor "filey".
        .when(inflected & form.str.contains(r"[^s]s$") & (lemma + "es" != form))
        .then(form.str.head(-1))
        .when(~regular)
        .then(lemma)
        .when(stem.is_in(known))
        .then(stem)
        .when((stem + "e").is_in(known))
        .then(stem + "e")
        .when((stem.str.slice(-1) == stem.str.slice(-2, 1)) & single.is_in(known))
        .then(single)
        .when(doubled)
        .then(single)
        .when(stem.str.contains(_LOST_E))
        .then(stem + "e")
        .otherwise(stem)
    )


def known_verbs() -> pl.Series:
    """Base forms of verbs that the lexicons have."""
    return pl.concat(
        [
            lexicon("cue_verbs")["lemma"],
            lexicon("attitude_verbs")["lemma"],
            lexicon("casualty_verbs")["lemma"],
            lexicon("plover_verbs")["lemma"],
            lexicon("clause_governors").filter(pl.col("part") == "VERB")["lemma"],
            lexicon("event_noun_governors").filter(pl.col("part") == "VERB")["lemma"],
        ]
    ).unique()
