"""How dates are written in Arabic here: 3 مايو 2026, without the comma that Django puts before the year."""

DATE_FORMAT = "j F Y"
