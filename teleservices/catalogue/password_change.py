"""Choisir / modifier mon mot de passe (teleservices.md, part A)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level

PASSWORD_CHANGE = Teleservice(
    id="password_change",
    icon="key",
    part=Part.ACCOUNT,
    nature=Nature.ACCOUNT,
    level=Level.CODE,
    offline=Offline.NO,
    mentions=(),
    prints=False,
)
