"""Turn a plain-text page into drafts: `reading.read_page` is the way in, `save` writes what it read.

Everything except `save` is pure: bytes in, an `ImportedPage` and its line-by-line report out. Nothing here touches
the database, the clock or the network.
"""
