"""What may go wrong in one piece of work without stopping the others.

Named one by one, so that a stop by a signal is none of them.
"""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DatabaseError

FAULTS = (
    ArithmeticError, AssertionError, AttributeError, DatabaseError, LookupError, ObjectDoesNotExist, OSError,
    RuntimeError, TypeError, ValidationError, ValueError,
)  # fmt: skip
