"""Apart: what is done in a process of its own, with memory and time that are its own to measure."""

import multiprocessing
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple


class Spent(NamedTuple):
    """What it took."""

    seconds: float
    """Of the processor."""
    memory: float
    """MiB above what the process held when it began, at the peak."""


HANGS = 7200
"""Seconds by the clock after which a process that does nothing is taken for one that waits for ever."""


def _measured(
    line: Connection, most_seconds: int, most_memory: int, function: Callable[..., Any], arguments: tuple[Any, ...]
) -> None:
    # Beyond the bound memory is refused in this process, before the machine has none left.
    resource.setrlimit(resource.RLIMIT_AS, (most_memory, most_memory))
    resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
    held, began = _peak(), time.process_time()
    try:
        answer = function(*arguments)
    except BaseException as error:
        line.send((f"{type(error).__name__}: {str(error)[:2000]}", None))
        raise
    line.send((answer, Spent(time.process_time() - began, _peak() - held)))


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(function: Callable[..., Any], *arguments: Any, most_seconds: int, most_memory: int) -> tuple[Any, Spent]:
    """Call a function in a new process: its answer, and what it took.

    Raises
    ------
    AssertionError
        When it fails, or when it dies: of taking more than ``most_seconds`` of the processor or, mostly, more bytes of
        memory than ``most_memory``; or when it hangs.
    """
    context = multiprocessing.get_context("spawn")  # one that is forked waits for ever for threads that Polars had
    ours, theirs = context.Pipe()
    process = context.Process(target=_measured, args=(theirs, most_seconds, most_memory, function, arguments))
    process.start()
    theirs.close()
    try:
        assert ours.poll(HANGS), f"not done after {HANGS} s"
        answer, spent = ours.recv()
        assert spent is not None, answer
        return answer, spent
    except EOFError:
        process.join()
        raise AssertionError(f"it died: {process.exitcode}") from None
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
