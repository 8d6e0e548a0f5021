"""What can go wrong with an index, as one exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class IndexUnusable(Exception):
    """The index is missing, damaged, or its directory cannot be written. Searching goes on without it."""


@contextmanager
def index_faults() -> Iterator[None]:
    """Turn what tantivy raises into IndexUnusable; put this round every call of it, and round nothing else.

    A damaged file may end in a PanicException, which is no Exception and cannot be imported; a machine that gives no more
    threads, or a process that is ending, in a RuntimeError.
    """
    try:
        yield
    except (ValueError, OSError, RuntimeError) as error:
        raise IndexUnusable(str(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexUnusable("a fault inside the search library") from error
