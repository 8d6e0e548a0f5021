"""Reads a file in a child process. Whatever the file does there, here it is a page or a sentence."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from articles.importing.errors import ImportRefused, TooHard
from articles.importing.formats import LARGEST, refuse_too_large
from articles.importing.page import ImportedPage
from articles.importing.transport import refusal_of, unpacked

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-X", "utf8", "-m", "articles.importing.child"]
# The child ends itself by its time of computing. This is for a machine that is busy with other things.
PATIENCE = 30
logger = logging.getLogger(__name__)


def convert(data: bytes, name: str, pictures: Mapping[str, bytes] | None = None) -> ImportedPage:
    """Raises an ImportRefused. `pictures` are the files of a saved web page by their names."""
    refuse_too_large(data, name)
    beside = [(key, content) for key, content in (pictures or {}).items() if len(content) <= LARGEST]
    request = {"name": name, "size": len(data), "pictures": [(key, len(content)) for key, content in beside]}
    sent = b"".join([json.dumps(request).encode(), b"\n", data, *(content for _, content in beside)])
    environment = {
        key: value for key, value in os.environ.items() if key in ("PATH", "LANG", "SYSTEMROOT", "VIRTUAL_ENV")
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and no word of the file in the command
            COMMAND, input=sent, capture_output=True, cwd=ROOT, env=environment, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise TooHard from error
    return result_of(done, name)


def result_of(done: subprocess.CompletedProcess[bytes], name: str) -> ImportedPage:
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        if done.returncode >= 0:  # not killed for its time or memory: a fault of ours, for whoever reads the log
            logger.warning(
                "import of %r ended with %s: %s", name, done.returncode, done.stderr.decode(errors="replace")[-2000:]
            )
            if b"MemoryError" not in done.stderr:
                raise ImportRefused from error
        raise TooHard from error
    if "page" in answer:
        return unpacked(answer["page"])
    raise refusal_of(answer["code"], answer["sentence"])
