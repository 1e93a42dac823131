"""The parse of a batch as every rule sees it: tokens in rows, heads joined, subtrees measured, once."""

from typing import NamedTuple

import dataframely as dy
import numpy as np
import polars as pl
from numpy.typing import NDArray

from transforms.extract.content_mends import due
from transforms.extract.cuts import is_aside, is_glued, is_loose
from transforms.extract.mends import mended
from transforms.extract.relations import renamed
from transforms.extract.report_clauses import reported
from transforms.extract.trees import Flags, Rows, Tour, ahead, behind, depths, extents, inherit, tour
from warehouse.tables import Names, Sentences, Tokens

# Facts are multiplied out over coordinated subjects and objects; a longer list is no coordination of actors.
LONGEST_COORDINATION = 12
_RELATIVE_PRONOUNS = ("who", "whom", "which", "that")


class Parse(NamedTuple):
    """Tokens and trees of a batch.

    ``tokens`` has the columns of Tokens and:

    row: its place in the batch; every ``*_row`` and every array of this module counts in these.
    head_row: row of its head; NULL at a root.
    relation: ``deprel`` without its subtype.
    lower: the form in lower case.
    first, last: the rows in which its subtree begins and ends.

    ``head`` is head_row as an array, -1 at a root; ``whole`` numbers the trees as they are, ``core`` the
    trees without relative clauses, appositions between commas, participles and asides, in which
    ``core_first`` and ``core_last`` bound each subtree. ``refers`` gives for each token the row of what it
    stands for: its antecedent for a relative pronoun, itself for any other. ``loose`` are places and times that
    hang on an object but belong to its clause ("has 12 posts in Idlib"): they too are cut from ``core``.
    ``glued`` are hyphens within a word.
    ``texts`` and ``offsets`` are the sentences and where they begin; the column ``sentence`` counts in them.
    ``name_first`` and ``name_last`` bound the name that each token is part of, or the token where it is none.
    ``codes`` holds the columns that rules test, each as places in its vocabulary, and the place of each word there.
    """

    tokens: pl.DataFrame
    head: Rows
    whole: Tour
    core: Tour
    core_first: Rows
    core_last: Rows
    refers: Rows
    loose: Flags
    glued: Flags
    texts: pl.Series
    offsets: Rows
    name_first: Rows
    name_last: Rows
    codes: dict[str, tuple[NDArray[np.uint32], dict[str, int]]]

    def heading(self, flags: Flags) -> Flags:
        """Which words one hangs on of which ``flags`` holds."""
        heads = np.zeros(len(self.head), dtype=np.bool_)
        heads[self.heads_of(flags)] = True
        return heads

    def behind(self, flags: Flags) -> Flags:
        """Which words stand right behind one of which ``flags`` holds, in the same sentence."""
        return behind(flags, self.column("sentence"))

    def ahead(self, flags: Flags) -> Flags:
        """Which words stand right before one of which ``flags`` holds, in the same sentence."""
        return ahead(flags, self.column("sentence"))

    def printed(self, first: pl.Series, last: pl.Series) -> pl.Series:
        """The words from each row of ``first`` to that of ``last``, of the same sentence; NULL for NULL."""
        spans = pl.DataFrame({"first": first, "last": last}).with_columns(
            sentence=self.at(self.column("sentence"), "first")
        )
        start = self.at(self.column("char_start"), "first")
        return spans.select(
            pl.lit(self.texts)
            .gather(pl.col("sentence"))
            .str.slice(start - self.at(self.offsets, "sentence"), self.at(self.column("char_end"), "last") - start)
        ).to_series()

    def at(self, values: Rows | Flags, rows: str) -> pl.Expr:
        """The entries of an array over all tokens at the rows that a column holds; NULL where it is NULL."""
        return pl.lit(pl.Series(values)).gather(pl.col(rows))

    def column(self, name: str) -> Rows:
        """A column of ``tokens`` as an array."""
        return self.tokens.get_column(name).to_numpy()

    def among(self, name: str, values: tuple[str, ...]) -> Flags:
        """Where a column of ``tokens`` holds one of ``values``."""
        codes, places = self.codes[name]
        held = np.zeros(len(places), dtype=np.bool_)
        held[[places[value] for value in values if value in places]] = True
        return held[codes]

    def heads_of(self, dependents: Flags) -> Rows:
        """The rows that these tokens hang on, of those that hang on any."""
        heads = self.head[dependents]
        return heads[heads >= 0]

    def lacks(self, name: str, values: tuple[str, ...]) -> Flags:
        """Which tokens have no dependent whose column ``name`` holds one of ``values``."""
        without = np.ones(len(self.head), dtype=np.bool_)
        heads = self.head[self.among(name, values)]
        without[heads[heads >= 0]] = False
        return without


def parse(sentences: dy.DataFrame[Sentences], tokens: dy.DataFrame[Tokens], names: dy.DataFrame[Names]) -> Parse:
    """Join heads and measure subtrees. A head outside the sentence, or on a cycle, is taken for a root."""
    sentence = ["doc_id", "sentence_id"]
    numbered = sentences.sort(sentence).with_row_index("sentence").with_columns(pl.col("sentence").cast(pl.Int64))
    rows = (
        tokens.sort(*sentence, "token_id")
        .join(numbered.select(*sentence, "sentence", "paragraph_id"), on=sentence, how="inner", maintain_order="left")
        .with_row_index("row")
    )
    head_row = (
        pl.when(pl.col("head").is_between(1, pl.col("token_id").max().over("sentence")))
        .then(pl.col("row").cast(pl.Int64) - pl.col("token_id") + pl.col("head"))
        .otherwise(-1)
    )
    head = rows.select(head_row).to_series().to_numpy()
    rows, head = due(rows, np.where(depths(head) < 0, -1, head))
    rows, head = reported(rows, mended(rows, head))
    rows, head = renamed(rows, head)
    first, last = extents(head)
    frame = rows.with_columns(
        row=pl.col("row").cast(pl.Int64),
        head_row=pl.Series(head).replace(-1, None),
        relation=pl.col("deprel").str.split(":").list.first(),
        lower=pl.col("form").str.to_lowercase(),
        first=pl.Series(first),
        last=pl.Series(last),
    )
    loose = is_loose(frame, head, first, last)
    core_head = np.where(is_aside(frame, head, first, last) | loose, -1, head)
    core_first, core_last = extents(core_head)
    return Parse(
        frame,
        head,
        tour(head),
        tour(core_head),
        core_first,
        core_last,
        _antecedents(frame, head),
        loose,
        is_glued(frame),
        numbered["text"],
        numbered["char_start"].to_numpy(),
        *_names(frame, names),
        {name: _coded(frame[name]) for name in ("deprel", "relation", "upos", "form", "lower", "lemma")},
    )


def _names(tokens: pl.DataFrame, names: dy.DataFrame[Names]) -> tuple[Rows, Rows]:
    """First and last row of the name around each token; its own row outside names."""
    row = pl.col("row")
    starts = names.select("doc_id", "char_start", name_start="char_start", name_end="char_end")
    inside = (
        tokens.select("doc_id", "sentence", "row", "char_start", "char_end")
        .join_asof(starts.sort("doc_id", "char_start"), on="char_start", by="doc_id", check_sortedness=False)
        .with_columns(name=pl.when(pl.col("char_end") <= pl.col("name_end")).then("name_start"))
    )
    name = ["doc_id", "sentence", "name"]
    bounds = inside.select(
        first=pl.when(pl.col("name").is_null()).then(row).otherwise(row.min().over(name)),
        last=pl.when(pl.col("name").is_null()).then(row).otherwise(row.max().over(name)),
    )
    return bounds["first"].to_numpy(), bounds["last"].to_numpy()


def _coded(words: pl.Series) -> tuple[NDArray[np.uint32], dict[str, int]]:
    """Each word's place in the vocabulary, and the vocabulary: a thousand tests on words then look up few of them."""
    vocabulary = words.unique().sort()
    codes = words.cast(pl.Enum(vocabulary)).to_physical().cast(pl.UInt32).to_numpy()
    return codes, {word: place for place, word in enumerate(vocabulary)}


def _antecedents(tokens: pl.DataFrame, head: Rows) -> Rows:
    """The row that each token stands for: the head of its relative clause for a relative pronoun."""
    rows = np.arange(len(head))
    relative = (tokens["deprel"] == "acl:relcl").to_numpy()
    clause = inherit(head, np.where(relative, rows, -1))
    pronoun = (tokens["lower"].is_in(_RELATIVE_PRONOUNS) & tokens["upos"].is_in(["PRON", "DET"])).to_numpy() & tokens[
        "relation"
    ].is_in(["nsubj", "obj", "obl", "iobj"]).to_numpy()
    stands_in = pronoun & (clause >= 0) & (clause != rows)
    return np.where(stands_in, head[clause], rows)


def _past_the_clause(parse: Parse) -> Flags:
    """The second of two nominals in a relative clause behind a comma and a conjunction.

    In "Turkey, which backs the rebels, and Moscow" the comma ends the clause: who is joined there stands beside its
    antecedent, wherever the parse hangs it.
    """
    conjunct = parse.among("deprel", ("conj",)) & (parse.head >= 0)
    alone = np.bincount(parse.head[conjunct], minlength=len(parse.head)) == 1
    comma = parse.behind(parse.among("form", (",",)))
    behind = np.zeros(len(parse.head), dtype=np.bool_)
    heads = parse.head[parse.among("deprel", ("cc",)) & comma]
    behind[heads[heads >= 0]] = True
    first = np.maximum(parse.head, 0)
    of_relative = parse.among("deprel", ("acl:relcl",))[np.maximum(parse.head[first], 0)]
    return np.asarray(conjunct & behind & alone[first] & of_relative & (parse.head[first] >= 0))


def _across(parse: Parse) -> Flags:
    """Conjuncts across what hangs outside of their coordination, as no tree of English crosses.

    They stand right behind such a word, or behind the verb whose subject is the first: "Mark announced it, and the
    office was closed".
    """
    rows = np.arange(len(parse.head))
    conjunct = parse.among("deprel", ("conj",)) & (parse.head >= 0) & (parse.head < rows - 1)
    first = np.maximum(parse.head, 0)
    before = np.maximum(rows - 1, 0)
    outside = ~parse.among("upos", ("PUNCT",))[before] & (parse.head[before] != rows)
    outside &= ~parse.whole.below(before, first)
    past_verb = (first < parse.head[first]) & (parse.head[first] < rows) & parse.among("relation", ("nsubj",))[first]
    past_verb &= parse.lacks("form", ("as", "with"))
    return np.asarray(conjunct & (outside | past_verb))


def conjuncts(parse: Parse) -> pl.DataFrame:
    """Coordinations of nominals, resolved to the slots that they are to be read as.

    A conjunct that is a clause of its own is none of a nominal coordination. A coordination longer than
    ``LONGEST_COORDINATION`` stays whole.

    Returns
    -------
    pl.DataFrame
        head: row of the first conjunct; kind: the kind of slot it stands in (member or complement);
        member: row of each conjunct, its own too; slot: the kind of slot that the member makes.
    """
    clausal = ~parse.lacks("relation", ("nsubj", "csubj", "cop", "aux")) | parse.among("upos", ("VERB", "AUX"))
    joined = parse.among("deprel", ("conj",)) & ~clausal & ~_past_the_clause(parse) & ~_across(parse)
    # "107 or more" are no two numbers.
    joined &= ~(parse.among("lower", ("more", "less", "fewer", "so")) & parse.behind(parse.among("lower", ("or",))))
    top = inherit(np.where(joined, parse.head, -1), np.where(joined, -1, np.arange(len(joined))))
    size = pl.len().over("head")
    rows = pl.DataFrame({"head": top, "member": np.arange(len(top))}).with_columns(
        slot=pl.when(size > LONGEST_COORDINATION).then(pl.lit("group")).otherwise(pl.lit("member"))
    )
    rows = rows.filter((pl.col("slot") == "member") | (pl.col("head") == pl.col("member")))
    complements = rows.with_columns(kind=pl.lit("complement"), slot=pl.col("slot").replace("member", "complement"))
    return pl.concat([rows.with_columns(kind=pl.lit("member")), complements], how="diagonal").sort(
        "head", "member", "kind"
    )
