"""Suivre mes démarches (teleservices.md, part G)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level

REQUEST_TRACKING = Teleservice(
    id="request_tracking",
    icon="tracking",
    part=Part.FOLLOW_UP,
    nature=Nature.CONSULTATION,
    level=Level.CODE,
    offline=Offline.NO,
    mentions=(),
    prints=False,
)
