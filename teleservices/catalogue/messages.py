"""Ma messagerie (teleservices.md, part G)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level

MESSAGES = Teleservice(
    id="messages",
    icon="inbox",
    part=Part.FOLLOW_UP,
    nature=Nature.CONSULTATION,
    level=Level.CODE,
    offline=Offline.NO,
    mentions=(),
    prints=False,
)
