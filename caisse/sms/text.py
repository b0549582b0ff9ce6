"""What the SMS say."""

from __future__ import annotations

from teleservices.reference import Reference
from teleservices.texts.catalogue import Texts


def code_text(texts: Texts, code: str) -> str:
    """The SMS that carries a code provisoire: who sends it, the code early, how long, and to keep it to oneself.

    Nothing in it says whose it is, and there is no link (facts/standards.md SMS-01 to SMS-03).

    Args:
        texts: of the language to write in.
        code: four digits.

    Returns:
        At most 160 septets of GSM 7 bit, one part.
    """
    return texts.t("sms.code", code=code)


def refusal_text(texts: Texts, reference: Reference) -> str:
    """The SMS that tells somebody that nothing came of a declaration of theirs; what it was about stays unsaid.

    Args:
        texts: of the language to write in.
        reference: as on their receipt.

    Returns:
        At most 160 septets of GSM 7 bit, one part.
    """
    return texts.t("sms.refused", reference=reference.signs)
