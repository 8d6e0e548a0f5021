from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class EditorialConfig(AppConfig):
    name = "editorial"
    verbose_name = "Review and publication"

    def ready(self) -> None:
        from editorial import checks_system  # noqa: F401  registers the system checks
        from editorial.checks import catalogue  # noqa: F401  registers the content checks
        from editorial.choosers import register_chooser
        from editorial.choosing import pages_like, pages_named
        from editorial.models import Contributor
        from editorial.tag_field import choices_like, choices_named
        from editorial.used import Shared, register_shared

        register_shared("contributor", Shared(Contributor))
        register_chooser("page", pages_like, pages_named)
        register_chooser("tag", choices_like, choices_named)
        post_migrate.connect(after_migrate, sender=self, dispatch_uid="editorial.after_migrate")


def after_migrate(using: str, **kwargs: Any) -> None:
    """Put back what a migration may have dropped (triggers) or could not know (permissions of groups)."""
    from editorial import protect, roles

    protect.install(connections[using])
    roles.grant(using)
