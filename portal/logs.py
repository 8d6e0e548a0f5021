"""Logs that tell what happened and not who read what.

The address of a page can be health data, and a search always is. So no query string and no whole network address
reaches a log, whoever writes the line: the formatter takes both out of the finished text, tracebacks included.
"""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

# A query follows a path; "?" in ordinary prose is followed by a space or an end.
QUERY = re.compile(r"(?<=[\w/\-.~%])\?[^\s'\"<>]*[=&][^\s'\"<>]*")
# What Django prints of a request's form values in an error report.
QUERY_DICT = re.compile(r"<QueryDict: \{.*?\}>", re.DOTALL)
IPV4 = re.compile(r"\b((?:\d{1,3}\.){3})\d{1,3}\b")
IPV6 = re.compile(r"(?<![\w:.])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])", re.IGNORECASE)


def without_personal_data(line: str) -> str:
    line = QUERY.sub("?…", QUERY_DICT.sub("<QueryDict …>", line))
    return IPV6.sub(_first_48_bits, IPV4.sub(_first_24_bits, line))


def _first_24_bits(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("127.") else f"{match[1]}0"


def _first_48_bits(match: re.Match[str]) -> str:
    """Times such as 12:30:05 look alike and are left; an address has eight groups or two colons in a row."""
    groups = match[0].split(":")
    if match[0] == "::1" or ("::" not in match[0] and len(groups) != 8):
        return match[0]
    return ":".join(groups[:3]).rstrip(":") + "::"


class PrivateFormatter(logging.Formatter):
    """For a person at a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return without_personal_data(super().format(record))


class PrivateJSONFormatter(logging.Formatter):
    """One JSON object a line, for a file that a program reads. Line ends in a message cannot forge a second line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": without_personal_data(record.getMessage()),
        }
        if record.exc_info:
            entry["traceback"] = without_personal_data(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)


def logging_settings(directory: Path, *, debug: bool) -> dict[str, Any]:
    """Warnings to the terminal, everything to files. Files are reopened when a log rotator moved them."""

    def to_file(name: str) -> dict[str, Any]:
        return {
            "class": "logging.handlers.WatchedFileHandler",
            "filename": directory / name,
            "formatter": "json",
            "delay": True,  # a command that logs nothing makes no file
            "encoding": "utf-8",
        }

    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"()": "portal.logs.PrivateFormatter", "format": "%(levelname)s %(name)s: %(message)s"},
            "json": {"()": "portal.logs.PrivateJSONFormatter"},
        },
        "handlers": {
            "terminal": {"class": "logging.StreamHandler", "level": "WARNING", "formatter": "line"},
            "site": to_file("site.log"),
            "security": to_file("security.log"),
        },
        "root": {"handlers": ["terminal", "site"], "level": "INFO"},
        "loggers": {
            # Django mails errors with the whole request by default; ours stay on the machine.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.security": {"handlers": ["security"], "level": "INFO", "propagate": False},
            # Which missing or refused address somebody asked for is noise, and nobody's business.
            "django.request": {"level": "ERROR"},
            # The pool repeats what the exception says once.
            "psycopg.pool": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "INFO" if debug else "ERROR", "propagate": True},
        },
    }
