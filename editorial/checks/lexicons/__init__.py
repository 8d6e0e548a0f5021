"""Words as data: TOML files beside this one. Each begins with `source` (where the words come from) and `note`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent


@cache
def lexicon(name: str) -> dict[str, Any]:
    """The lexicon `name`.toml, read once; raises FileNotFoundError."""
    return tomllib.loads((PLACE / f"{name}.toml").read_text(encoding="utf-8"))
