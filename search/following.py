"""The index follows what was published after the answer has gone out: an editor does not wait for it.

Nothing hangs on this. A search that comes sooner, or a process that died between, brings the index in step itself.
"""

from __future__ import annotations

import threading
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.dispatch import receiver

from search.index import note_change


class _Answer(threading.local):
    """The request that this thread is answering, if it is."""

    is_going_on = False
    is_index_behind = False


_answer = _Answer()


def follow() -> None:
    """Something was published or withdrawn. To be called after the commit; never fails."""
    if _answer.is_going_on:
        _answer.is_index_behind = True
    else:
        note_change()


@receiver(request_started, dispatch_uid="search.following.start")
def _start(**facts: Any) -> None:
    _answer.is_going_on, _answer.is_index_behind = True, False


@receiver(request_finished, dispatch_uid="search.following.finish")
def _finish(**facts: Any) -> None:
    is_behind = _answer.is_index_behind
    _answer.is_going_on = _answer.is_index_behind = False
    if is_behind:
        note_change()
        if not connection.in_atomic_block:
            close_old_connections()  # as Django did before this, for what was opened since
