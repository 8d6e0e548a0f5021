"""Files that patients never see: the scans behind recorded sign-offs. Kept beside the public media, never served as such."""

from __future__ import annotations

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.functional import LazyObject


class _Scans(LazyObject):  # type: ignore[type-arg]  # generic for the type checker only
    def _setup(self) -> None:
        self._wrapped = FileSystemStorage(
            location=settings.DATA_DIR / "scans", base_url=None, file_permissions_mode=0o600
        )


scans = _Scans()
