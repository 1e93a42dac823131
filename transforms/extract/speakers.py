"""Speakers: who says the words that a cue attributes, by the parse or else by where the words stand."""

import numpy as np
import polars as pl

from transforms.extract.parse import Parse
from transforms.extract.quote_marks import enclosing
from transforms.extract.slots import slots
from transforms.extract.trees import Flags, Rows, inherit

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_FARTHEST = 15  # tokens from the closing mark to the cue: a name with its titles
_LONGEST_TITLE = 5  # tokens, with its marks
_ASIDE = 25  # and so many with an aside: "Mr. Smith, who had opposed the bill, said"


def speakers(parse: Parse, cues: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """Find who speaks at each cue.

    The cue's subject; where that is missing or stands inside the very quotation (a parse gone wrong), the
    words between the closing mark and the cue ("…,” Hulusi Akar told …") or, behind a cue that follows the
    mark at once, the nominal there ("…,” said the governor"); for a participle without a subject of its own,
    the speaker of the cue before it in the sentence ("told CNN Turk, adding: …"). A name that tells who a
    description is ("its spokesman, Joren Stasz,") belongs to it, an age ("Ruth Sorrell, 71") does not.

    Parameters
    ----------
    cues
        cue, speaker (rows), origin (how the subject was found); sorted by cue.
    pairs
        opening, closing (rows) of quotation marks, in order.

    Returns
    -------
    pl.DataFrame
        ``cues`` with speaker_first, speaker_last (rows; NULL for nobody), is_quoted (the cue stands between
        marks) and follows (row of the closing mark that it stands right after, or NULL).
    """
    cue = cues["cue"].to_numpy()
    after, begins, ends = _between(parse, pairs, cue)
    quoted = enclosing(pairs, cue)
    speaker = cues["speaker"].fill_null(-1).to_numpy()
    # A name in marks within the subject ("Holm, star of “Frost,” thanked …") is no quotation to speak after.
    opening = (
        pairs["opening"].to_numpy()[np.maximum(np.searchsorted(pairs["closing"].to_numpy(), cue) - 1, 0)]
        if len(pairs)
        else cue
    )
    titled = (speaker >= 0) & (speaker < opening) & (begins - opening <= _LONGEST_TITLE)
    titled &= parse.column("sentence")[np.maximum(speaker, 0)] == parse.column("sentence")[cue]
    # "“…,” the Herald quoted Holm as saying"
    titled |= (cues["origin"] == "quoted").to_numpy()
    after = np.where(titled, -1, after)
    behind = np.where(titled, -1, _inverted(parse, cue, begins, speaker))
    inverted = behind >= 0
    speaker = np.where(inverted, behind, speaker)
    astray = (speaker >= 0) & (enclosing(pairs, np.maximum(speaker, 0)) != quoted)
    first, last = _spans(parse, np.where(astray, -1, speaker))
    # Where a name stands between mark and cue, it is safer than the parse's measure of it.
    within = (speaker >= begins) & (speaker <= ends)
    by_place = ((first < 0) | within) & (after >= 0) & (begins <= ends)
    first, last = np.where(by_place, begins, first), np.where(by_place, ends, last)
    leaning = (cues["origin"].is_in(["adverbial", "", "shared"])).to_numpy() & ~by_place & ~inverted & (quoted < 0)
    before = _cue_before(parse, cue, quoted, leaning & (first >= 0) | by_place | ~leaning)
    takes = leaning & (before >= 0) & (astray | (cues["origin"] == "adverbial").to_numpy() | (speaker < 0))
    source = np.where(takes, before, np.arange(len(cue)))
    first, last = _named(parse, *_whole(parse, cue, first[source], last[source]))
    first = _owned(parse, first)
    return cues.with_columns(
        speaker_first=pl.Series(first).replace(-1, None),
        speaker_last=pl.Series(last).replace(-1, None),
        is_quoted=pl.Series(quoted >= 0),
        follows=pl.Series(after).replace(-1, None),
    )


def _spans(parse: Parse, speaker: Rows) -> tuple[Rows, Rows]:
    """First and last row of each speaker's words, -1 for none."""
    wanted = pl.DataFrame({"head": speaker[speaker >= 0]}).with_columns(kind=pl.lit("group"))
    measured = slots(parse, wanted)
    first, last = np.full(len(parse.head) + 1, -1), np.full(len(parse.head) + 1, -1)
    first[measured["head"].to_numpy()] = measured["first"].to_numpy()
    last[measured["head"].to_numpy()] = measured["last"].to_numpy()
    return first[speaker], last[speaker]


def _between(parse: Parse, pairs: pl.DataFrame, cue: Rows) -> tuple[Rows, Rows, Rows]:
    """The closing mark that each cue stands right after (-1: none), and the nominal between them."""
    none = np.full(len(cue), -1)
    closing = pairs.filter(~pl.col("runs_on"))["closing"].to_numpy()
    if not len(closing):
        return none, none, none
    place = np.searchsorted(closing, cue) - 1
    mark = closing[np.maximum(place, 0)]
    sentence = parse.column("sentence")
    begins = mark + 1
    punctuation = parse.among("upos", ("PUNCT",))
    # At most a comma stands between the closing mark and the speaker.
    size = len(punctuation)
    begins = np.minimum(begins + punctuation[np.minimum(begins, size - 1)], size)
    stops = _stops(parse)
    count = np.append(0, np.cumsum(stops))
    near = (place >= 0) & (sentence[mark] == sentence[cue]) & (begins <= cue)
    clear = near & (cue - mark <= _FARTHEST) & (count[cue] == count[np.minimum(begins, cue)])
    # Of an aside between the two, only the words before it count: it opens at the first comma or bracket,
    # and closes right before the cue.
    stopped = np.append(np.flatnonzero(stops), len(stops))
    opens = stopped[np.minimum(np.searchsorted(stopped, begins), len(stopped) - 1)]
    closed = parse.among("form", (",", ")", "—", "–"))[cue - 1] & (opens < cue - 1) & (opens > begins)
    aside = near & ~clear & closed & (cue - mark <= _ASIDE)
    aside &= parse.among("form", (",", "(", "—", "–"))[np.minimum(opens, len(stops) - 1)]
    nominal = np.where(parse.among("upos", _NOMINAL), np.arange(len(stops)), -1)
    ends = np.append(-1, np.maximum.accumulate(nominal))[np.where(aside, opens, cue)]
    adverb = parse.among("upos", ("ADV",))
    begins = begins + adverb[np.minimum(begins, len(adverb) - 1)]
    return np.where(clear | aside, mark, -1), begins, ends


def _inverted(parse: Parse, cue: Rows, begins: Rows, subject: Rows) -> Rows:
    """Head of the nominal behind a verb that stands right behind the quotation, -1 for none.

    "“…?” asked the minister", which a parse may have taken for an object or for another verb's subject.
    """
    size = len(parse.head)
    after = np.minimum(cue + 1, size - 1)
    starts = parse.among("upos", (*_NOMINAL, "DET", "ADJ")) & ~parse.among("upos", ("PRON",))
    same = parse.column("sentence")[after] == parse.column("sentence")[cue]
    found = (cue == begins) & same & starts[after] & ~((subject > cue) & (subject - cue <= _FARTHEST))
    # Up from the first word to what it is said of: article, adjectives and first names stand before it.
    within = parse.among("relation", ("det", "amod", "compound", "nmod", "nummod", "flat", "case", "advmod"))
    head = after
    for _ in range(4):
        head = np.where(within[head] & (parse.head[head] > head), parse.head[head], head)
    return np.where(found & parse.among("upos", _NOMINAL)[head], head, -1)


def _whole(parse: Parse, cue: Rows, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Draw out a speaker that the parse has cut short where nouns alone stand between him and the cue, or run on.

    "says ANA senior vice president Mitsuo Morimoto": not "ANA", whatever the others are taken for. Days and
    places that hang on the cue ("said Mitsuo Morimoto Friday") are none of his.
    """
    nouns = parse.among("upos", ("NOUN", "PROPN"))
    of_cue = parse.among("relation", ("obl", "advmod")) | parse.among("deprel", ("nmod:unmarked",))
    # A stop inside a sentence ends no more than a title: "COL. RAUL MEDRANA, commander of the brigade, said".
    sentence = parse.column("sentence")
    title = parse.among("form", (".",)) & np.append(parse.among("upos", ("PROPN",))[1:], False)
    title &= np.append(sentence[1:] == sentence[:-1], False)
    run = (nouns | title | parse.among("upos", ("ADJ",))) & ~of_cue
    comma = parse.among("form", (",",))
    size = len(run)
    # The last noun of the unbroken run that begins behind the speaker.
    breaks = np.append(np.flatnonzero(~run), size)
    begins = np.minimum(last + 1, size)
    stop = breaks[np.minimum(np.searchsorted(breaks, begins), len(breaks) - 1)]
    noun = np.append(-1, np.maximum.accumulate(np.where(nouns & ~of_cue, np.arange(size), -1)))[stop]
    same = sentence[np.minimum(noun, size - 1)] == sentence[cue]
    beside = (first == cue + 1) | (
        (last < cue) & ((stop == cue) | (comma[np.minimum(stop, size - 1)] & comma[cue - 1]))
    )
    pronoun = parse.among("upos", ("PRON",))[last]
    return first, np.where((first >= 0) & beside & same & ~pronoun & (noun > last), noun, last)


def _named(parse: Parse, first: Rows, last: Rows) -> tuple[Rows, Rows]:
    """Draw the ends of each speaker's words in before an age, and out over a name that follows a description."""
    size = len(parse.head)
    names, marks = parse.among("upos", ("PROPN",)), parse.among("upos", ("PUNCT",))
    comma = parse.among("form", (",",))
    aged = (last - first >= 2) & parse.among("upos", ("NUM",))[last] & comma[last - 1]
    last = np.where(aged, last - 2, last)
    begins = np.minimum(last + 2, size - 1)
    # Where the run of proper nouns that begins there ends.
    others = np.append(np.flatnonzero(~names), size)
    ends = others[np.minimum(np.searchsorted(others, begins), len(others) - 1)] - 1
    same = parse.column("sentence")[np.minimum(ends + 1, size - 1)] == parse.column("sentence")[last]
    pronoun = parse.among("upos", ("PRON",))[first] & (first == last)
    described = (first >= 0) & ~pronoun & (~names[first] | parse.among("upos", ("NOUN",))[last])
    follows = comma[np.minimum(last + 1, size - 1)] & (ends >= begins) & marks[np.minimum(ends + 1, size - 1)]
    return first, np.where(described & follows & same, ends, last)


def _owned(parse: Parse, first: Rows) -> Rows:
    """Draw a speaker out over the one right before whose he is: "the group, whose director said"."""
    size = len(parse.head)
    relative = parse.among("deprel", ("acl:relcl",))
    clause = inherit(parse.head, np.where(relative, np.arange(size), -1))
    place = np.maximum(first, 0)
    owner = np.where(parse.among("lower", ("whose",))[place] & (clause[place] >= 0), parse.head[clause[place]], -1)
    before = np.maximum(place - 1 - parse.among("form", (",",))[np.maximum(place - 1, 0)], 0)
    begins, _ = _spans(parse, owner)
    beside = (first >= 0) & (owner >= 0) & (begins <= before) & parse.whole.below(before, np.maximum(owner, 0))
    return np.where(beside, begins + parse.among("relation", ("case", "cc"))[begins], first)


def _stops(parse: Parse) -> Flags:
    """Words that do not stand between a quotation and the verb of the speaker whose it is."""
    inner = parse.among("form", ("-", "–", ".", "’", "'"))
    auxiliary = parse.among("upos", ("AUX",)) & ~parse.among("lower", ("has", "had", "have"))
    return (
        (parse.among("upos", ("PUNCT",)) & ~inner)
        | parse.among("upos", ("VERB", "SCONJ"))
        | auxiliary
        | parse.among("lower", ("and", "but", "or", "which", "that", "when", "while", "after", "before", "where"))
    )


def _cue_before(parse: Parse, cue: Rows, quoted: Rows, usable: Flags) -> Rows:
    """The place of the nearest usable cue before each in its sentence, outside quotations; -1 for none."""
    places = np.arange(len(cue))
    usable = usable & (quoted < 0)
    latest = np.append(-1, np.maximum.accumulate(np.where(usable, places, -1)))[places]
    sentence = parse.column("sentence")
    same = (latest >= 0) & (sentence[cue[np.maximum(latest, 0)]] == sentence[cue])
    return np.where(same, latest, -1)
