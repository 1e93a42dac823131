"""Language: only what is surely not English is kept out."""

from functools import cache

import polars as pl
from py3langid.langid import MODEL_FILE, LanguageIdentifier

# py3langid (BSD; a naive Bayes over byte sequences, after Lui and Baldwin 2012) needs 1 ms for so much text.
SAMPLE = 1000
# Most articles need no model: words that English alone has (in these numbers) settle it, ten times as fast.
ENGLISH_WORDS = r"\b(?:the|and|that|with|from|which|said|their|were|has|had)\b"
LEAST_WORDS, LEAST_SHARE = 5, 0.05
# Short texts are mostly names, and names are of any language.
SHORTEST = 40
# Another language is sure if English is a thousand times less likely.
SURE = 1e-3
# English under other names: Nigerian Pidgin, Scots, Jamaican.
ENGLISHES = frozenset({"en", "pcm", "sco", "jam"})


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def other_language(text: pl.Expr) -> pl.Expr:
    """Name the language (ISO 639) that ``text`` surely is in, NULL where it is or may be English.

    The text is judged in lower case: capitals are rare in what the model was trained on. Where English
    words do not settle it, it is one call of a library an article.
    """
    sample = text.str.head(SAMPLE).str.to_lowercase()
    words = sample.str.count_matches(ENGLISH_WORDS)
    is_english = (words >= LEAST_WORDS) & (words >= LEAST_SHARE * (sample.str.count_matches(" ", literal=True) + 1))
    return pl.when(~is_english).then(sample).map_elements(_other, return_dtype=pl.String, skip_nulls=True)


def _other(text: str) -> str | None:
    if len(text) < SHORTEST:
        return None
    ranked = _identifier().rank(text)
    english = sum(share for language, share in ranked if language in ENGLISHES)
    language, share = ranked[0]
    return str(language) if english < SURE * share else None
