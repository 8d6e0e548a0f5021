"""The site: settings, addresses, page delivery and what follows a publish."""
