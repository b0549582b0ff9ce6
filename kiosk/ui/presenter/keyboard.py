"""The words of the keyboard and of the fields."""

from __future__ import annotations

from functools import lru_cache

from kiosk.ui.screen import KeyboardWords
from teleservices.alphabets import ALPHABETS
from teleservices.texts.catalogue import Texts
from teleservices.texts.signs import sign_name

_KEYS = (
    "shift.off",
    "shift.once",
    "shift.locked",
    "order.azerty",
    "order.abc",
    "accents.on",
    "accents.off",
    "backspace",
)


# A screen is made at each tick, its hundred words once per language.
@lru_cache(maxsize=4)
def keyboard_words(texts: Texts) -> KeyboardWords:
    """Every word that any keyboard needs.

    Args:
        texts: of the person's language.
    """
    # As they come, but for {count}, {text} and {rule}, which are filled in as one types.
    blank = {name: f"{{{name}}}" for name in ("count", "text", "rule")}
    return KeyboardWords(
        name=texts.t("keyboard.name"),
        signs={sign: sign_name(sign, texts) for alphabet in ALPHABETS.values() for sign in alphabet.signs},
        captions={name: texts.t(f"keyboard.{name}") for name in (*_KEYS, "space")},
        spoken={name: texts.t(f"keyboard.{name}.spoken") for name in _KEYS},
        show=texts.t("keyboard.show"),
        hide=texts.t("keyboard.hide"),
        empty=texts.t("keyboard.empty"),
        taken=texts.t("keyboard.taken", count=blank["count"]),
        erased_one=texts.t("keyboard.erased.one"),
        erased=texts.t("keyboard.erased.many", count=blank["count"]),
        count_one=texts.t("keyboard.count.one"),
        count=texts.t("keyboard.count.many", count=blank["count"]),
        full=texts.t("keyboard.full", count=blank["count"]),
        error=texts.t("keyboard.error", text=blank["text"]),
        suggested_one=texts.t("suggested.one"),
        suggested=texts.t("suggested.many", count=blank["count"]),
        rule_met=texts.t("keyboard.rule.met", rule=blank["rule"]),
        rule_unmet=texts.t("keyboard.rule.unmet", rule=blank["rule"]),
    )
