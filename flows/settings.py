"""Settings: what a run may be told, from options, else from NEWSLEDGER_* variables, else the defaults here."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, get_type_hints

if TYPE_CHECKING:
    from warehouse.manifest import Retention

PREFIX = "NEWSLEDGER_"
SHIPPED_ANNOTATOR = "newsledger"


class SettingError(ValueError):
    """A setting has a value that means nothing."""


@dataclass(frozen=True)
class Settings:
    """What a run may be told; each field is read from ``NEWSLEDGER_<FIELD>`` too."""

    warehouse: Path = Path("data")
    """The folder of the ledger."""
    batch_articles: int = 400
    """Articles in a batch, the unit of work, of retry and of memory."""
    batch_bytes: int = 4_000_000
    """Bytes in a batch: fewer articles if they are long."""
    workers: int = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    """Batches at a time; by default one a core."""
    engine: str = "threads"
    """How batches are spread: ``threads`` of one process (one model in memory) or ``processes``."""
    annotator: str = SHIPPED_ANNOTATOR
    """What reads sentences: the shipped model; ``spacy:NAME``, a pipeline with a parser of Universal Dependencies; or
    ``module:function``, from Sentences to an Annotation."""
    lock_seconds: float = 0.0
    """How long to wait for another run that writes to the same warehouse; below 0, as long as it takes."""

    keep_publications: int = 20
    """How many publications stay readable, the newest counted, by ``newsledger sql --as-of`` and to who opened one."""
    keep_days: float = 0.0
    """Publications that readers saw within so many days stay too, however many they are."""

    def __post_init__(self) -> None:
        """Refuse values that mean nothing.

        Raises
        ------
        SettingError
            Naming the setting and the value.
        """
        for name in ("batch_articles", "batch_bytes", "workers", "keep_publications"):
            if getattr(self, name) < 1:
                raise SettingError(f"{name} must be at least 1, not {getattr(self, name)}")
        if not self.keep_days >= 0:
            raise SettingError(f"keep_days must be at least 0, not {self.keep_days}")
        if self.engine not in ENGINES:
            raise SettingError(f"engine must be one of {', '.join(ENGINES)}, not {self.engine!r}")
        if self.annotator != SHIPPED_ANNOTATOR and not all(self.annotator.partition(":")):
            raise SettingError(
                f"annotator must be {SHIPPED_ANNOTATOR}, spacy:NAME or module:function, not {self.annotator!r}"
            )

    @property
    def retention(self) -> "Retention":
        """Which publications are kept."""
        from warehouse.manifest import Retention  # not above: it takes Polars to load, and the server starts first

        return Retention(self.keep_publications, self.keep_days)


ENGINES = ("threads", "processes")


def settings(environment: Mapping[str, str] = os.environ, **options: str | int | Path | None) -> Settings:
    """Settle what was told: an option that is not None counts, else the environment, else the default.

    Raises
    ------
    SettingError
        When a value means nothing.
    """
    kinds = get_type_hints(Settings)
    told: dict[str, str | int | Path] = {}
    for field in fields(Settings):
        option = options.pop(field.name, None)
        value = option if option is not None else environment.get(PREFIX + field.name.upper())
        if value not in (None, ""):
            try:
                told[field.name] = kinds[field.name](value)
            except ValueError:
                raise SettingError(f"{field.name} must be a number, not {value!r}") from None
    if options:
        raise TypeError(f"no such setting: {', '.join(options)}")
    return Settings(**told)  # type: ignore[arg-type]  # each was made by the type of its field
