"""One file per téléservice, data only."""

from __future__ import annotations

from teleservices.catalogue.model import Teleservice
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION

CATALOGUE: tuple[Teleservice, ...] = (RIGHTS_ATTESTATION,)
"""In the order of the home screen."""


def by_id(service: str) -> Teleservice:
    """The téléservice with this id.

    Raises:
        KeyError: no téléservice has it.
    """
    return {entry.id: entry for entry in CATALOGUE}[service]
