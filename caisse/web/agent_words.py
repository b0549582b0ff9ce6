"""What the agent's pages say; in French: the counter is."""

from __future__ import annotations

from datetime import datetime, timedelta

from caisse.handlers.refusal import Refusal
from caisse.parts import Parts
from teleservices.texts.catalogue import LANGUAGES, Texts
from teleservices.texts.formats import clock_time, long_date
from teleservices.wire.problems import Problem


def agent_texts(parts: Parts) -> Texts:
    """The sentences."""
    return parts.texts[LANGUAGES[0]]


def moment(parts: Parts, at: datetime) -> str:
    """A moment at the caisse: « 23 novembre 2026 à 13 h 00 »."""
    texts, local = agent_texts(parts), at.astimezone(parts.settings.caisse.zone)
    return texts.t(
        "agent.moment", day=long_date(local.date(), texts.language), time=clock_time(local.time(), texts.language)
    )


def locked(parts: Parts, refusal: Refusal) -> str:
    """Until when no password is looked at."""
    return agent_texts(parts).t("agent.fault.locked", until=_until(parts, refusal))


def refused(parts: Parts, refusal: Refusal) -> str:
    """Why no code can be issued, and what to do instead."""
    texts = agent_texts(parts)
    match refusal.problem:
        case Problem.TOO_MANY_CODES:
            return texts.t("agent.fault.too_many", until=_until(parts, refusal))
        case Problem.NO_MOBILE:
            return texts.t("agent.fault.no_mobile")
        case Problem.OTHER_REGIME:
            return texts.t("agent.fault.other_regime", regime=refusal.regime or "")
        case _:
            return texts.t("agent.fault.sms")


def _until(parts: Parts, refusal: Refusal) -> str:
    return moment(parts, parts.now() + timedelta(seconds=(refusal.retry_after_s or 0) + 59))
