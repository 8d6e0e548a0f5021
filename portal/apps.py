from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from portal import after_publish, checks  # noqa: F401  (they register what listens and what is checked at start)
