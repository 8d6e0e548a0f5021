"""Brings all checks in. Imported once, when the app is ready."""
