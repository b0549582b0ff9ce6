"""One file per téléservice, data only."""

from __future__ import annotations

from teleservices.catalogue.address_change import ADDRESS_CHANGE
from teleservices.catalogue.email_validation import EMAIL_VALIDATION
from teleservices.catalogue.messages import MESSAGES
from teleservices.catalogue.model import Teleservice
from teleservices.catalogue.my_information import MY_INFORMATION
from teleservices.catalogue.password_change import PASSWORD_CHANGE
from teleservices.catalogue.request_tracking import REQUEST_TRACKING
from teleservices.catalogue.rights_attestation import RIGHTS_ATTESTATION

CATALOGUE: tuple[Teleservice, ...] = (
    RIGHTS_ATTESTATION,
    ADDRESS_CHANGE,
    REQUEST_TRACKING,
    MESSAGES,
    MY_INFORMATION,
    PASSWORD_CHANGE,
    EMAIL_VALIDATION,
)
"""In the order of the home screen."""


def by_id(service: str) -> Teleservice:
    """The téléservice with this id.

    Raises:
        KeyError: no téléservice has it.
    """
    return {entry.id: entry for entry in CATALOGUE}[service]
