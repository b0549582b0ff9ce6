"""How a terminal signs its requests (RFC 9421, RFC 9530): constants both ends share."""

from __future__ import annotations

TAG = "kiosk-v1"
ALGORITHM = "ed25519"
COMPONENTS = (
    "@method",
    "@authority",
    "@target-uri",
    "content-digest",
    "content-type",
    "content-encoding",
    "authorization",
)
"""Covered when present: a request without a body has none of the ``content-*`` ones.

``authorization`` carries the visit's token: signed, it cannot be put on another request.
"""
WINDOW_S = 600
"""Seconds by which ``created`` may differ from the caisse's clock, either way."""
