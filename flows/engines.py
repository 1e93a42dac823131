"""Engines: what reads sentences, and how batches are spread over the cores."""

import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from flows.settings import SHIPPED_ANNOTATOR, SettingError

if TYPE_CHECKING:
    from prefect.task_runners import TaskRunner


def annotator(name: str, threads: int = 1) -> Callable[..., Any]:
    """Give the function from Sentences to an Annotation that ``name`` means.

    Parameters
    ----------
    name
        The shipped model's, ``spacy:pipeline``, or ``module:function``.
    threads
        How many threads of the shipped model work on one batch.

    Raises
    ------
    SettingError
        When there is no such function, or the pipeline cannot serve.
    """
    if name == SHIPPED_ANNOTATOR:
        from transforms.annotate import annotate, load_annotator

        return partial(annotate, annotator=load_annotator(), threads=threads)
    module, _, function = name.partition(":")
    try:
        if module == "spacy":
            from transforms.annotate.spacy_pipelines import spacy_annotator

            return spacy_annotator(function)
        chosen: Callable[..., Any] = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise SettingError(f"no annotator {name}: {error}") from error
    return chosen


def task_runner(engine: str, workers: int) -> "TaskRunner[Any]":
    """Give what runs batches side by side.

    Threads share one model and need no copies: nearly all of a batch's time is spent in Polars, ONNX and
    numpy, which leave the interpreter's lock alone. Processes start slower, and take a model each.
    """
    from prefect.task_runners import ProcessPoolTaskRunner, ThreadPoolTaskRunner

    runners: dict[str, Callable[..., TaskRunner[Any]]] = {
        "threads": ThreadPoolTaskRunner,
        "processes": ProcessPoolTaskRunner,
    }
    return runners[engine](max_workers=workers)
