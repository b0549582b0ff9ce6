"""Mes informations (teleservices.md, part H)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level

MY_INFORMATION = Teleservice(
    id="my_information",
    icon="badge",
    part=Part.INFORMATION,
    nature=Nature.CONSULTATION,
    level=Level.CODE,
    offline=Offline.NO,
    mentions=(),
    prints=False,
)
