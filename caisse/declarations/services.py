"""The téléservices that are declared: what each may say, at every revision, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from caisse.declarations.address_change import apply_address_change
from caisse.declarations.effect import Apply
from teleservices.catalogue import address_change
from teleservices.flow.model import Flow


@dataclass(frozen=True)
class Service:
    """One téléservice.

    Attributes:
        flows: by revision: what was filed under an old one is walked by the old one.
        apply: what it does, whatever the revision.
    """

    flows: Mapping[int, Flow]
    apply: Apply


def _service(apply: Apply, *flows: Flow) -> Service:
    return Service({flow.revision: flow for flow in flows}, apply)


SERVICES: Final = {address_change.FLOW.service: _service(apply_address_change, address_change.FLOW)}
"""By id of the catalogue."""
