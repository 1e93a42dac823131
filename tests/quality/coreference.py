"""Score coreference: ``python -m tests.quality.coreference [--set gum_train] [--errors]``.

GUM marks which mentions are of the same entity. Scored are its news, interviews, biographies and speeches: mentions of
persons, organizations and countries (places with a chain that has a country's name), in chains of two or more, names,
nouns and pronouns, from raw text on. A mention is known by its head, the word of it that hangs on none of its other
words, as CorefUD's shared tasks count (Žabokrtský and others, 2022): how far a mention reaches to the right is another
question. MUC, B³ and CEAF as in CoNLL-2012, and their mean. ``pronouns`` are those of the third person: one is right
when the nearest mention before it in its chain is of its gold entity; ``asked`` are those that are in a gold chain.
"""

import argparse
import re
from collections import defaultdict

import polars as pl

from tests.quality import treebank
from tests.quality.conll12 import Cluster, Counted, b_cubed, ceaf, muc
from tests.quality.score_annotator import documents
from transforms.annotate import annotate, load_annotator
from transforms.extract import extract
from transforms.lexicons import lexicon
from transforms.resolve import named
from transforms.resolve.chains import chains
from transforms.segment import segment
from warehouse.tables import Documents

GENRES = ("news", "interview", "bio", "speech")
_EDGE = re.compile(r"\((\d+)-(\w+)-[^()]*|(\d+)?\)")
_THIRD = ("he", "him", "his", "she", "her", "it", "its", "they", "them", "their")
Chains = dict[str, dict[object, set[int]]]


def gold_chains(bank: treebank.Treebank) -> Chains:
    """Document, group: where the heads of its mentions begin."""
    countries = set(lexicon("country_names")["name"].str.to_lowercase())
    kept: Chains = {}
    for (doc_id,), own in bank.words.group_by("doc_id", maintain_order=True):
        groups: defaultdict[str, set[int]] = defaultdict(set)
        kinds: defaultdict[str, set[str]] = defaultdict(set)
        opened: list[tuple[str, str, int]] = []
        rows = own.select("sentence_id", "token_id", "head", "char_start", "misc", "form").rows()
        for place, (_, _, _, _, misc, _) in enumerate(rows):
            entity = next((field[7:] for field in misc.split("|") if field.startswith("Entity=")), "")
            for edge in _EDGE.finditer(entity):
                if edge[1]:
                    opened.append((edge[1], edge[2], place))
                    continue
                at = max((i for i, (group, *_) in enumerate(opened) if edge[3] in (None, group)), default=None)
                if at is None:
                    continue
                group, kind, begun = opened.pop(at)
                words = rows[begun : place + 1]
                inside = {token for _, token, *_ in words}
                head = next(word for word in words if word[2] not in inside)
                groups[group].add(head[3])
                kinds[group].add(kind)
                if kind == "place" and head[5].lower() in countries:
                    kinds[group].add("country")
        kept[str(doc_id)] = {
            group: heads
            for group, heads in groups.items()
            if len(heads) > 1 and kinds[group] & {"person", "organization", "country"}
        }
    return kept


def found(bank: treebank.Treebank) -> pl.DataFrame:
    """What the pipeline joins."""
    read = Documents.validate(documents(bank), cast=True)
    sentences = segment(read)
    annotation = annotate(sentences, load_annotator(), 2)
    extraction = extract(read, sentences, annotation.tokens, annotation.names)
    names = named(read, annotation.tokens, extraction.mentions, extraction.facts)
    heads = annotation.tokens.select("doc_id", "sentence_id", "token_id", head_start="char_start")
    joined = chains(annotation.tokens, names, extraction.quotations)
    return joined.join(heads, on=["doc_id", "sentence_id", "token_id"], how="left", maintain_order="left")


def scored(rows: pl.DataFrame) -> pl.DataFrame:
    """Only chains of persons, organizations, peoples and countries, of two or more."""
    kinds = ["person", "organization", "country", "group"]
    mine = (pl.col("entity_type").is_in(kinds).any() | pl.col("entity_type").is_null().all()).over("doc_id", "chain")
    size = pl.col("head_start").n_unique().over("doc_id", "chain")
    return rows.filter(mine & (size > 1))


def score(name: str = "gum_dev", errors: bool = False) -> dict[str, float]:
    """All figures, in per cent, and the number of pronouns."""
    bank = treebank.load(name)
    ids = [doc for doc in bank.documents["doc_id"] if doc.split("_")[1] in GENRES]
    bank = treebank.Treebank(*(frame.filter(pl.col("doc_id").is_in(ids)) for frame in bank))
    gold = gold_chains(bank)
    rows = scored(found(bank))
    totals = {measure.__name__: Counted(0, 0, 0, 0) for measure in (muc, b_cubed, ceaf)}
    asked = resolved = right = mentions = 0
    for doc_id in ids:
        own = rows.filter(pl.col("doc_id") == doc_id)
        given: defaultdict[int, set[int]] = defaultdict(set)
        for chain, head in own.select("chain", "head_start").iter_rows():
            given[chain].add(head)
        sets = [[Cluster(heads) for heads in side.values()] for side in (gold[doc_id], given)]
        for measure in (muc, b_cubed, ceaf):
            totals[measure.__name__] += measure(*sets)
        mentions += sum(map(len, gold[doc_id].values()))
        group_of = {head: group for group, heads in gold[doc_id].items() for head in heads}
        chain_of = {head: chain for chain, heads in given.items() for head in heads}
        words = bank.words.filter((pl.col("doc_id") == doc_id) & pl.col("form").str.to_lowercase().is_in(_THIRD))
        for head, form in words.select("char_start", "form").iter_rows():
            asked += head in group_of
            if head not in chain_of:
                continue
            before = [other for other in given[chain_of[head]] if other < head]
            resolved += bool(before)
            good = bool(before) and head in group_of and group_of.get(max(before)) == group_of[head]
            right += good
            if errors and before and not good:
                text = bank.documents.filter(pl.col("doc_id") == doc_id)["text"][0]
                at = max(before)
                print(f"{doc_id} {form}@{head} -> {text[at : at + 25]!r} | …{text[max(0, head - 150) : head + 20]}")
    figures = {key: total.figures() for key, total in totals.items()}
    return {
        "documents": len(ids),
        "mentions": mentions,
        **{f"{key}_{part}": value for key, parts in figures.items() for part, value in parts.items()},
        "mean_f1": sum(parts["f1"] for parts in figures.values()) / 3,
        "pronouns_asked": asked,
        "pronouns_resolved": resolved,
        "pronouns_right": 100 * right / max(1, resolved),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--set", choices=["gum_dev", "gum_train"], default="gum_dev")
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    for name, value in score(chosen.set, chosen.errors).items():
        print(f"{name}: {value:.1f}" if isinstance(value, float) else f"{name}: {value}")


if __name__ == "__main__":
    main()
