"""Attestation de droits (teleservices.md, part B)."""

from __future__ import annotations

from teleservices.catalogue.model import Nature, Offline, Part, Teleservice
from teleservices.levels import Level
from teleservices.wire.rights import Mention

RIGHTS_ATTESTATION = Teleservice(
    id="rights_attestation",
    icon="attestation",
    part=Part.DOCUMENTS,
    nature=Nature.DOCUMENT,
    level=Level.CODE,
    # The row says "queued": an attestation asked for so would have to reach the messagerie as a document, which it
    # cannot carry yet.
    offline=Offline.NO,
    mentions=(Mention.LONG_TERM_ILLNESS, Mention.COPAYMENT_EXEMPTION),
    prints=True,
)
