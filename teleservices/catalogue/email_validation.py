"""Mon adresse e-mail (teleservices.md, part A)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level

EMAIL_VALIDATION = Teleservice(
    id="email_validation",
    icon="mail",
    part=Part.ACCOUNT,
    nature=Nature.ACCOUNT,
    level=Level.CODE,
    offline=Offline.NO,
    mentions=(),
    prints=False,
)
