"""What a flow says, in somebody's language: the sentences of ``keys``, empty where there is none to say."""

from __future__ import annotations

from teleservices.flow import keys
from teleservices.flow.model import Field, FieldFault, Flow, TextField
from teleservices.flow.reading import longest
from teleservices.texts.catalogue import Texts


def title(texts: Texts, flow: Flow, page: str) -> str:
    """The heading of a page."""
    return texts.t(keys.title(flow.service, page))


def lead(texts: Texts, flow: Flow, page: str) -> str:
    """What stands below the heading, or nothing."""
    return _optional(texts, keys.lead(flow.service, page))


def instead(texts: Texts, flow: Flow, page: str) -> str:
    """The button of a page's other way."""
    return texts.t(keys.instead(flow.service, page))


def label(texts: Texts, flow: Flow, field: str) -> str:
    """Above a field, and beside its value on the review."""
    return texts.t(keys.label(flow.service, field))


def hint(texts: Texts, flow: Flow, field: str) -> str:
    """The form expected, or nothing."""
    return _optional(texts, keys.hint(flow.service, field))


def option(texts: Texts, flow: Flow, field: str, option_id: str) -> str:
    """One option of a choice."""
    return texts.t(keys.option(flow.service, field, option_id))


def confirm(texts: Texts, flow: Flow) -> str:
    """The review's button."""
    return _optional(texts, keys.confirm(flow.service)) or texts.t("flow.confirm")


def receipt(texts: Texts, flow: Flow) -> str:
    """What the receipt says was received."""
    return texts.t(keys.receipt(flow.service))


def delay(texts: Texts, flow: Flow, days: tuple[int, int] | None = None) -> str:
    """When it takes effect.

    Args:
        texts: the language to say it in.
        flow: of the téléservice.
        days: working days, the fewest and the most, where they are known of this very declaration; None for what can
            be said of all.
    """
    if days is None and (of_all := _optional(texts, keys.delay(flow.service))):
        return of_all
    fewest, most = days or flow.delay_days
    return texts.t("flow.delay", fewest=fewest, most=most)


def fault(texts: Texts, field: Field, why: FieldFault) -> str:
    """Why an answer does not stand, and what to do."""
    key = keys.fault(field, why)
    if why is FieldFault.LENGTH and isinstance(field, TextField):
        return texts.t(key, count=longest(field))
    return texts.t(key)


def _optional(texts: Texts, key: str) -> str:
    known = texts.keys()
    return texts.t(key) if key in known else ""
