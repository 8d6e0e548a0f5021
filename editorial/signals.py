"""How the gate calls upward, after the commit. `portal/after_publish.py` is the one listener.

Every signal carries `item_id` and `by_id` (contributor); nothing that could be stale.
"""

from django.dispatch import Signal

content_published = Signal()
content_withdrawn = Signal()
review_requested = Signal()
changes_requested = Signal()
text_signed = Signal()
sign_off_revoked = Signal()
