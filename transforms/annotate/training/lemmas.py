"""Lemmas as edit scripts: what to do to a word to get its base form, so that a classifier can learn it.

A script is ``<case>|<cut>|<add>``: take the word as is (``k``), lower-cased (``l``) or with only its
first letter in upper case (``t``), cut that many characters off its end and add those. Where the word and its
lemma share no beginning the script is ``<case>|=|<lemma>``. After Straka (2018), UDPipe 2.0.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from os.path import commonprefix

CASES: dict[str, Callable[[str], str]] = {"l": str.lower, "k": str, "t": str.capitalize}
LONGEST_SUFFIX = 6


def lemma_script(form: str, lemma: str) -> str | None:
    """Give the shortest script that turns ``form`` into ``lemma``; None where none is short enough."""
    scripts = []
    for name, change in CASES.items():
        word = change(form)
        shared = len(commonprefix([word, lemma]))
        cut, add = len(word) - shared, lemma[shared:]
        if shared and cut <= LONGEST_SUFFIX and len(add) <= LONGEST_SUFFIX:
            scripts.append((cut + len(add), f"{name}|{cut}|{add}"))
    if scripts:
        return min(scripts, key=lambda script: script[0])[1]
    return f"l|=|{lemma}" if len(lemma) <= LONGEST_SUFFIX else None


INFLECTED = re.compile(r"[a-z]+(s|ed|ing|er|est|en)")


def known_lemmas(words: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Give the lemmas that the treebanks agree about, as (form, part of speech, lemma), sorted.

    Parameters
    ----------
    words
        (form, part of speech, lemma) of every word. Proper nouns are left out; so are words that are their own lemma,
        unless they look inflected. Out is also a verb's lemma that no text prints where one with an "e" more is
        printed: "freed" is of no "fre".
    """
    seen: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    printed: set[str] = set()
    for form, upos, lemma in words:
        printed.add(form.lower())
        if upos != "PROPN" and form.isalpha():
            seen[form.lower(), upos][lemma] += 1
    return sorted(
        (form, upos, lemma)
        for (form, upos), lemmas in seen.items()
        if len(lemmas) == 1 and (form not in lemmas or INFLECTED.fullmatch(form))
        for lemma in lemmas
        if upos != "VERB" or lemma.lower() in printed or f"{lemma.lower()}e" not in printed
    )
