from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from editorial.beside import register_facts, register_imprint
        from portal import after_publish, checks  # noqa: F401  (they register what listens and what is checked at start)
        from portal.paper.beside import imprint, qr_beside

        register_facts(qr_beside)
        register_imprint(imprint)
