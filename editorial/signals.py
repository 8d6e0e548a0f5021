"""How the gate calls upward.

All but the last are sent after the commit, to `portal/after_publish.py`, and carry `item_id` and `by_id` (contributor);
nothing that could be stale.
"""

from django.dispatch import Signal

content_published = Signal()
content_withdrawn = Signal()
review_requested = Signal()
changes_requested = Signal()
text_signed = Signal()
sign_off_revoked = Signal()

# Sent inside the transaction, with `item_ids`: whoever keeps words of these pages elsewhere empties them too
# (`articles/redaction.py`), and where that fails nothing is redacted.
texts_redacted = Signal()
