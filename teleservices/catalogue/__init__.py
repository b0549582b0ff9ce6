"""One file per téléservice, data only."""

from __future__ import annotations

from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.model import Teleservice
from teleservices.catalogue.password_change import PASSWORD_CHANGE
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION

CATALOGUE: tuple[Teleservice, ...] = (RIGHTS_ATTESTATION, PASSWORD_CHANGE, EMAIL_VALIDATION)
"""In the order of the home screen."""


def by_id(service: str) -> Teleservice:
    """The téléservice with this id.

    Raises:
        KeyError: no téléservice has it.
    """
    return {entry.id: entry for entry in CATALOGUE}[service]
