"""What several commands of ``newsledger`` are told in the same way."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import SHIPPED_ANNOTATOR


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="SOURCE", help="Files, folders and globs; by default the samples in seeds/."),
]
Warehouse = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", "-w", metavar="DIR", envvar="NEWSLEDGER_WAREHOUSE",
        help="The ledger's folder; by default data/.",
    ),
]  # fmt: skip
BatchArticles = Annotated[
    int | None,
    typer.Option(
        metavar="N", envvar="NEWSLEDGER_BATCH_ARTICLES", help="Articles in a batch; by default 400.",
    ),
]  # fmt: skip
Workers = Annotated[
    int | None,
    typer.Option(metavar="N", envvar="NEWSLEDGER_WORKERS", help="Batches at a time; by default one a core."),
]
Annotator = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", envvar="NEWSLEDGER_ANNOTATOR",
        help=f"What reads the sentences: {SHIPPED_ANNOTATOR} (comes along), spacy:NAME or module:function.",
    ),
]  # fmt: skip
