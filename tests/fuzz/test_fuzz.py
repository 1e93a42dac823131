"""Whatever comes in, rows or refusals come out: no exception, no hang, no memory beyond the bound, nothing lost.

The short tests take the same examples each time. ``pytest -m long -s tests/fuzz`` takes others each time, 100,000 in
all, and prints how many. Documents are drawn one by one and go through cleaning and the pipeline many at a time; a
batch that fails is halved down to the fewest that fail.
"""

import faulthandler
import gc
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from flows.batches import transformed
from flows.containers import Piece, pieces
from flows.engines import annotator
from flows.sources import Refusal, SourceFile
from tests.fuzz.checking import hold_all_checks
from tests.fuzz.material import DOCUMENTS, NAMES, packed, payloads
from transforms.clean import clean
from transforms.read import Reading, read
from transforms.read.articles import reading
from transforms.read.decode import decode
from transforms.stages import STAGES, shipped
from warehouse.layout import STORED_TABLES
from warehouse.tables import Articles, Refusals
from warehouse.tables.rejects import REJECT_REASONS

SECONDS = 600
"""After so long an example hangs; a hundred documents take four on an idle machine."""
MOST_GROWTH = 1 << 30
"""Bytes by which the process may grow over a test."""
PARSE = ("articles", "documents", "sentences", "tokens", "names")
MADE_OF_IT = ("mentions", "times", "quantities", "quotations", "facts", "arguments", "casualties")


@pytest.fixture(autouse=True)
def bounded_memory() -> Iterator[None]:
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST_GROWTH


def timed(check: Callable[..., None], *given: Any, **example: Any) -> None:
    """Check an example; where it hangs, end the process with every thread's stack."""
    faulthandler.dump_traceback_later(SECONDS, exit=True, file=sys.__stderr__)
    try:
        check(*given, **example)
    finally:
        faulthandler.cancel_dump_traceback_later()


def carried_out(check: Callable[..., None], examples: int, *, anew: bool, **strategies: st.SearchStrategy[Any]) -> None:
    """Run ``check`` on so many examples."""
    done = 0

    def counted(**example: Any) -> None:
        nonlocal done
        done += 1
        timed(check, **example)

    bounds = settings(
        max_examples=examples,
        deadline=None,
        derandomize=not anew,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    bounds(given(**strategies)(counted))()
    print(f"\n{done} executions")


def carried_out_together(check: Callable[[list[str]], None], documents: int, *, together: int, anew: bool) -> None:
    """Run ``check`` on so many documents, some at a time."""
    drawn: list[str] = []
    strategy = DOCUMENTS.map(str.strip).filter(is_readable)
    carried_out(lambda document: drawn.append(document), documents, anew=anew, document=strategy)
    for at in range(0, len(drawn), together):
        batch = drawn[at : at + together]
        try:
            timed(check, batch)
        except Exception as error:
            pytest.fail(f"{type(error).__name__}: {error}\nfor {fewest(check, batch)!r}")


def fewest(check: Callable[[list[str]], None], documents: list[str]) -> list[str]:
    """Halve documents that fail as long as one half fails too."""
    half = len(documents) // 2
    for part in (documents[:half], documents[half:]):
        if part and part != documents:
            try:
                check(part)
            except Exception:
                return fewest(check, part)
    return documents


def is_readable(text: str) -> bool:
    """Tell whether a reader could have given it: it gives no halves of surrogate pairs, and nothing that is empty."""
    return bool(text) and not any("\ud800" <= character <= "\udfff" for character in text)


@pytest.fixture(
    params=[1, pytest.param(1000, marks=pytest.mark.long)], ids=["briefly", "at_length"]
)  # fmt: skip
def length(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def printable(text: str) -> bool:
    return text == text.encode().decode()


def decoded(payload: bytes) -> None:
    text, reason, detail = decode(payload)
    assert (text is None) == (reason is not None) == (detail is not None)
    assert printable(text) if text is not None else reason in REJECT_REASONS
    assert decode(payload) == (text, reason, detail)


def test_decoding(length: int) -> None:
    carried_out(decoded, 20 * length, anew=length > 1, payload=payloads())


def sound(found: Reading) -> None:
    """Rows as the tables define them, each with an id of its own; what is refused says why."""
    Articles.validate(found.articles)
    Refusals.validate(found.refusals)
    assert found.articles["doc_id"].is_unique().all()
    assert not (found.refusals["reason"] == "failed").any()


def has_been_read(payload: bytes, name: str) -> None:
    found = read(payload, uri=name)
    sound(found)
    if name.lower().endswith((".jsonl", ".ndjson")) and not payload.startswith((b"\xff\xfe", b"\xfe\xff")):
        places = [uri.rpartition("#")[2] for uri in [*found.articles["uri"], *found.refusals["uri"]]]
        numbers = {str(number) for number, line in enumerate(payload.split(b"\n"), start=1) if line.strip()}
        assert set(places) <= numbers
        # Two records of one content are one article.
        assert len(places) == len(numbers) or len(set(found.articles["raw"])) < len(numbers)
        assert set(found.refusals["uri"]).isdisjoint(found.articles["uri"])
    elif not name.lower().endswith((".jsonl", ".ndjson", ".gz")):
        assert found.articles.height + found.refusals.height == 1


def test_reading(length: int) -> None:
    carried_out(has_been_read, 30 * length, anew=length > 1, payload=payloads(), name=st.sampled_from(NAMES))


def unpacked(folder: Path, file: tuple[str, bytes], stem: str, most: int) -> None:
    path = folder / f"{stem}{file[0]}"
    path.write_bytes(file[1])
    spool = folder / "spool"
    for found in pieces(SourceFile(path, path.name, len(file[1])), spool, most, 500):
        if isinstance(found, Piece):
            payload = Path(found.path).read_bytes()[found.start : found.end]
            sound(read(payload, uri=found.uri, source_format=found.source_format, first_record=found.first_record))
            Path(found.path).unlink()
        else:
            assert isinstance(found, Refusal)
            assert found.reason in REJECT_REASONS
            assert found.detail
    assert not list(spool.glob("*"))


def test_unpacking(length: int, tmp_path: Path) -> None:
    check = partial(unpacked, tmp_path)
    names = st.sampled_from(["a.jsonl", "a.txt", "a", "a.pdf", "a.jsonl.gz", "a.zst"])
    carried_out(check, 10 * length, anew=length > 1, file=packed(), stem=names, most=st.integers(1, 4))


def articles_of(documents: list[str]) -> pl.DataFrame:
    place = {"raw_sha256": "0" * 64, "source_format": "text"}
    named = [place | {"uri": f"{number}", "source_id": f"{number}"} for number in range(len(documents))]
    return reading([name | {"raw": raw} for name, raw in zip(named, documents, strict=True)], []).articles


def cleaned(documents: list[str]) -> None:
    articles = articles_of(documents)
    found = clean(articles, run_id="r1", pipeline_version="1")  # type: ignore[arg-type]
    assert found.documents.height + found.refusals.height == articles.height
    kept = articles.join(found.documents, on="doc_id", how="semi").select(STORED_TABLES["articles"].column_names())
    hold_all_checks({"articles": kept, "documents": found.documents, "edits": found.edits})
    for text in found.documents["text"]:
        assert text == text.strip()
        assert printable(text)


def test_cleaning(length: int) -> None:
    carried_out_together(cleaned, max(60, 30 * length), together=300, anew=length > 1)


def gone_through(documents: list[str]) -> None:
    articles = articles_of(documents)
    functions: dict[str, Callable[..., Any]] = {
        stage.name: shipped(stage.name) for stage in STAGES if stage.name != "annotate"
    }
    functions["clean"] = partial(clean, run_id="r1", pipeline_version="1")
    functions["annotate"] = annotator("newsledger")
    frames = transformed({"articles": articles}, functions, {})
    refusals = frames.pop("refusals")
    assert refusals.filter(reason="failed").is_empty(), refusals.filter(reason="failed")["detail"].to_list()
    assert frames["documents"].height + refusals.height == articles.height
    kept = articles.join(frames["documents"], on="doc_id", how="semi", maintain_order="left")
    hold_all_checks({**frames, "articles": kept})
    # What the rules make of a parse is the same in other company.
    some = frames["documents"].gather_every(7).select("doc_id")
    parsed = {name: frames[name].join(some, on="doc_id", how="semi") for name in PARSE}
    fewer = transformed(parsed, functions, {}, [stage for stage in STAGES if stage.name in ("extract", "resolve")])
    for table in MADE_OF_IT:
        wanted = frames[table].join(some, on="doc_id", how="semi")
        assert_frame_equal(fewer[table], wanted, check_row_order=False)


def test_the_whole_pipeline(length: int) -> None:
    carried_out_together(gone_through, max(100, 10 * length), together=200, anew=length > 1)
