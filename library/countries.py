"""Countries that pages can be written for, with the numbers to call there.

Numbers: NHS (999, 111), HSE (112 or 999), Ministerio de Sanidad (112), US FCC (911). A number is frozen into a page
when it is saved, so a change here changes no page that was signed.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Country(models.TextChoices):
    GB = "GB", _("United Kingdom")
    IE = "IE", _("Ireland")
    ES = "ES", _("Spain")
    US = "US", _("United States")


EMERGENCY_NUMBERS = {"GB": "999", "IE": "112", "ES": "112", "US": "911"}
