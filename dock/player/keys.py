"""The keys of the on-screen keyboard, as a person finds them: by what a screen reader calls them."""

from __future__ import annotations

from functools import cache

from teleservices.texts.catalogue import LANGUAGES, Texts, read
from teleservices.texts.signs import sign_name


@cache
def _texts() -> Texts:
    return read(LANGUAGES[0])


def key_name(sign: str) -> str:
    """What the key of a sign is called: « arobase », « a majuscule ».

    Raises:
        KeyError: no keyboard gives this sign.
    """
    return sign_name(sign, _texts())


def shift_name() -> str:
    """What the key of capitals is called while none are given."""
    return _texts().t("keyboard.shift.off.spoken")


def told(typed: str) -> str:
    """What a masked field says once so much stands in it."""
    texts = _texts()
    return texts.t("keyboard.count.one") if len(typed) == 1 else texts.t("keyboard.count.many", count=len(typed))


def ticked(rule: str) -> str:
    """What a rule of a new password (a value of ``PasswordRule``) says once it is kept."""
    texts = _texts()
    return texts.t("keyboard.rule.met", rule=texts.t(f"rule.{rule}"))
