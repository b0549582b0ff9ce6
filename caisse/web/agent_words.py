"""Why an agent is refused, and what to do instead."""

from __future__ import annotations

from caisse.handlers.refusal import Refusal
from caisse.parts import Parts
from caisse.web.staff_words import staff_texts, until
from teleservices.wire.problems import Problem


def locked(parts: Parts, refusal: Refusal) -> str:
    """Until when no password is looked at."""
    return staff_texts(parts).t("agent.fault.locked", until=until(parts, refusal))


def refused(parts: Parts, refusal: Refusal) -> str:
    """Why no code can be issued."""
    texts = staff_texts(parts)
    match refusal.problem:
        case Problem.TOO_MANY_CODES:
            return texts.t("agent.fault.too_many", until=until(parts, refusal))
        case Problem.NO_MOBILE:
            return texts.t("agent.fault.no_mobile")
        case Problem.OTHER_REGIME:
            return texts.t("agent.fault.other_regime", regime=refusal.regime or "")
        case _:
            return texts.t("agent.fault.sms")
