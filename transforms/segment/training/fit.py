"""Fit the weights of the sentence scorer and write their lexicon.

    python -m transforms.segment.training.fit TREEBANK.conllu …

Logistic regression with an L2 penalty over the crossed features of ``scorer.TEMPLATES``, by Adam over the
whole set; weights near nothing are left out. What is shipped was fitted on the training parts of UD English
EWT and of UD English GUM; it takes some two minutes.
"""

import csv
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from transforms.segment.chunks import find_chunks, read_text
from transforms.segment.context import WORDS, Context, categories, describe
from transforms.segment.scorer import TEMPLATES, codes_of, template_name
from transforms.segment.training.examples import RunningText, copies, read_documents

Values = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_PENALTY = 2.0
_FEWEST = {True: 6, False: 4}  # examples of a value that earn it a weight, with a word in it or not
_LEAST = 0.1  # weights nearer to nothing are left out
_STEPS = 150
_LEXICON = Path(__file__).parents[2] / "lexicons" / "sentence_ends.csv"
_HEADER = """\
# Weights of the sentence scorer: a logistic model of whether a sentence ends at a gap between two chunks.
# template: the features looked at together; value: their values, a word first; weight: added to the log odds.
# Fitted by transforms/segment/training on the training parts of UD English EWT (CC BY-SA 4.0) and of the CC BY,
# CC BY-SA and public-domain documents of UD English GUM. Generated: do not edit.
"""


class Examples(NamedTuple):
    """Candidates, whether a sentence begins there, what each counts, and the words behind their hashes."""

    context: Context
    is_start: npt.NDArray[np.bool_]
    weight: Values
    words: dict[int, str]


class Model(NamedTuple):
    """Intercept, weights, and for each template its values with the number of their weight."""

    intercept: float
    weights: Values
    values: list[tuple[tuple[str, ...], list[str], Numbers]]


def examples_of(texts: list[RunningText]) -> Examples:
    """Describe the candidates of texts with known sentences."""
    lengths = np.array([len(each.text) + 2 for each in texts])
    origin = 2 + np.cumsum(lengths) - lengths
    joined = "\n\n" + "\n\n".join(each.text for each in texts) + "\n\n"
    text = read_text(joined)
    chunks = find_chunks(text)
    document = np.searchsorted(origin, chunks.start, side="right") - 1
    is_structured = (np.bincount(document, chunks.newlines > 0) > 1)[document]
    context = describe(text, chunks, np.cumsum(chunks.newlines > 1) - 1, is_structured)
    known = np.concatenate([np.array(each.starts) + start for each, start in zip(texts, origin, strict=True)])
    weight = np.array([each.weight for each in texts])[document[context.chunk]]
    spans = zip(chunks.core.tolist(), chunks.core_start.tolist(), chunks.core_end.tolist(), strict=True)
    words = {key: joined[start:end].lower().replace("’", "'")[:16] for key, start, end in spans}
    return Examples(context, np.isin(chunks.start[context.chunk], known), weight, words)


def fit(examples: Examples) -> Model:
    """Fit the weights."""
    columns = np.zeros((len(examples.weight), len(TEMPLATES)), dtype=np.int64)
    values: list[tuple[tuple[str, ...], list[str], Numbers]] = []
    size = 1  # number 0 is the weight, always nothing, of all values too rare for one of their own
    for place, template in enumerate(TEMPLATES):
        has_word = template[0] in WORDS
        codes = codes_of(template, examples.context)
        words = examples.context.words[template[0]] if has_word else np.zeros(len(codes), dtype=np.uint64)
        pairs = np.rec.fromarrays([words, codes])
        found, inverse, count = np.unique(pairs, return_inverse=True, return_counts=True)
        kept = np.flatnonzero(count >= _FEWEST[has_word])
        number = np.zeros(len(found), dtype=np.int64)
        number[kept] = size + np.arange(len(kept))
        columns[:, place] = number[inverse]
        names = [_value(template, examples.words.get(int(word), ""), int(code)) for word, code in found[kept].tolist()]
        values.append((template, names, number[kept]))
        size += len(kept)
    intercept, weights = _descend(columns, examples, size)
    return Model(intercept, weights, values)


def _value(template: tuple[str, ...], word: str, code: int) -> str:
    names = categories()
    fields: list[str] = []
    for feature in reversed([feature for feature in template if feature not in WORDS]):
        code, rest = divmod(code, len(names[feature]))
        fields.insert(0, names[feature][rest])
    return "|".join([word, *fields] if template[0] in WORDS else fields)


def _descend(columns: Numbers, examples: Examples, size: int) -> tuple[float, Values]:
    """Adam on the penalised log loss; the last weight is the intercept."""
    weights, mean, square = np.zeros(size + 1), np.zeros(size + 1), np.zeros(size + 1)
    flat, width = columns.ravel(), columns.shape[1]
    penalty = np.full(size + 1, _PENALTY)
    penalty[-1] = 0
    for step in range(1, _STEPS + 1):
        odds = weights[-1] + weights[columns].sum(axis=1)
        error = (1 / (1 + np.exp(-odds)) - examples.is_start) * examples.weight
        slope = np.bincount(flat, np.repeat(error, width), minlength=size + 1) + penalty * weights
        slope[-1] = error.sum()
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        pace = 0.1 * (1 - step / (_STEPS + 1))
        weights -= pace * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights[0] = 0
    return float(weights[-1]), weights[:-1]


def write(model: Model, path: Path) -> int:
    """Write the weights that matter; returns how many."""
    rows = [("intercept", "", model.intercept)]
    for template, names, numbers in model.values:
        name = template_name(template)
        weighed = zip(names, model.weights[numbers].tolist(), strict=True)
        rows += [(name, value, weight) for value, weight in weighed if abs(weight) >= _LEAST]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(_HEADER)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["template", "value", "weight"])
        writer.writerows((template, value, f"{weight:.2f}") for template, value, weight in rows)
    return len(rows)


def main() -> None:
    """Fit on the treebanks named on the command line and write the lexicon."""
    documents = [document for path in sys.argv[1:] for document in read_documents(Path(path))]
    print(write(fit(examples_of(copies(documents, seed=1))), _LEXICON), "weights")


if __name__ == "__main__":
    main()
