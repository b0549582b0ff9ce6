"""The page of a form: what it sends, where mistakes stand, what shows itself and hides again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from form_samples import (
    CHECK,
    CODE,
    EMAIL,
    ENGLISH_WORDS,
    NEW_PASSWORD,
    NIR,
    NIR_AND_DATE,
    ONE_OF_EACH,
    PASSWORD,
    WORDS,
    wrong,
)
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from screen_samples import WARNED
from tables import name_of, table
from typist import Typist
from window_stand import CABINETS, Seen, Stand

from kiosk.session.intents import AnotherCheck, Back, ForgotPassword, Listen, Submit
from kiosk.ui.form import REVEALED_S
from kiosk.ui.form_rows import DOT
from kiosk.ui.runtime import TYPING_S
from kiosk.ui.screen import Screen
from kiosk.ui.sizes import Cabinet


def test_the_main_button_sends_what_stands_in_each_field(stand: Stand) -> None:
    typist = Typist(stand, replace(NIR_AND_DATE, id="form.sent"))
    stand.touch_field("birth")
    typist.strike(*"12051984")
    stand.tap("submit")
    assert stand.intents == [Submit((("nir", "2840588321025"), ("birth", "12051984")))]


def test_going_back_takes_along_what_was_half_typed(stand: Stand) -> None:
    typist = Typist(stand, replace(NIR_AND_DATE, id="form.back"))
    stand.touch_field("birth")
    typist.strike(*"1205")
    stand.tap("back")
    assert stand.intents == [Back((("nir", "2840588321025"), ("birth", "1205")))]


def test_going_back_leaves_a_secret_behind(stand: Stand) -> None:
    Typist(stand, replace(PASSWORD, id="form.back.secret")).strike("a")
    stand.tap("back")
    assert stand.intents == [Back()]


def test_a_form_may_be_sent_again_but_not_by_one_double_touch(stand: Stand) -> None:
    stand.show(replace(CODE, id="form.again"))
    for pause in (0.0, 0.1, 1.0):
        stand.now += pause
        stand.tap("submit")
    assert len(stand.intents) == 2


def test_the_buttons_beside_the_fields_answer_too(stand: Stand) -> None:
    stand.show(replace(PASSWORD, id="form.ways"))
    stand.tap("forgot")
    stand.show(replace(CHECK, id="form.ways.check"))
    for key in ("listen", "another", "listen"):
        stand.now += 1
        stand.tap(key)
    assert stand.intents == [ForgotPassword(), Listen(), AnotherCheck(), Listen()]


def test_reading_otherwise_keeps_what_was_typed(stand: Stand) -> None:
    screen = replace(NEW_PASSWORD, id="form.reading")
    Typist(stand, screen).strike(*"ab1")
    stand.show(screen, 2.0)
    stand.show(screen, contrasted=True)
    stand.show(replace(screen, keyboard=ENGLISH_WORDS, warning=WARNED.warning))
    stand.show(replace(screen, keyboard=ENGLISH_WORDS))
    assert stand.shown_in("first") == DOT * 3
    assert any(seen.item.property("text") == "Show" for seen in stand.texts())


def test_show_and_hide(stand: Stand) -> None:
    typist = Typist(stand, replace(PASSWORD, id="form.reveal"))
    typist.strike("a", "€")
    assert stand.shown_in("secret") == DOT * 2
    stand.tap("reveal-secret")
    assert stand.shown_in("secret") == "a€"
    assert stand.button("reveal-secret").item.property("label") == WORDS.hide
    stand.tap("reveal-secret")
    assert stand.shown_in("secret") == DOT * 2
    assert stand.waiting == []


def test_what_is_shown_hides_itself(stand: Stand) -> None:
    Typist(stand, replace(PASSWORD, id="form.reveal.time")).strike("a")
    stand.tap("reveal-secret")
    ((seconds, hide),) = stand.waiting
    assert seconds == REVEALED_S
    hide()
    assert stand.shown_in("secret") == DOT
    assert stand.button("reveal-secret").item.property("label") == WORDS.show


def test_the_products_own_timer_hides_it(stand: Stand) -> None:
    from kiosk.ui.later import later

    done: list[int] = []
    called_off = later(0.01, lambda: done.append(1))
    kept = later(0.02, lambda: done.append(2))
    called_off()
    for _ in range(200):
        if done:
            break
        QTest.qWait(10)
    kept()
    assert done == [2]


LEAVING: dict[str, Callable[[Stand, Screen], None]] = {
    "sending": lambda stand, _: stand.tap("submit"),
    "another field": lambda stand, _: stand.touch_field("second"),
    "the idle warning": lambda stand, screen: (
        stand.show(replace(screen, warning=WARNED.warning)),
        stand.show(screen),
    )[-1],
}


@pytest.mark.parametrize("way", LEAVING)
def test_leaving_hides_what_was_shown(stand: Stand, way: str) -> None:
    screen = replace(NEW_PASSWORD, id=f"form.leave.{way}")
    Typist(stand, screen).strike("a")
    stand.tap("reveal-first")
    assert stand.shown_in("first") == "a"
    LEAVING[way](stand, screen)
    assert stand.shown_in("first") == DOT
    assert stand.waiting == []


def test_rules_are_ticked_as_one_types(stand: Stand) -> None:
    typist = Typist(stand, replace(NEW_PASSWORD, id="form.rules"))

    def met() -> list[bool]:
        rules = stand.form.fields
        assert rules is not None
        return [seen.item.property("met") for seen in stand.seen() if seen.item.property("ruled") == "first"]

    assert met() == [False, False, False, False, True]
    typist.strike("a")
    assert met() == [False, True, False, False, True]
    typist.write("B1cdefg")
    assert met() == [True] * 5
    names = {seen.item.property("spoken") for seen in stand.seen() if seen.item.property("ruled") == "first"}
    assert WORDS.rule_met.format(rule="8 à 25 caractères") in names


def test_a_mistake_is_said_above_and_beside_in_the_same_words(stand: Stand) -> None:
    screen = wrong(replace(NIR, id="form.nir.faulty"), "Il manque un chiffre.")
    heard: list[str] = []
    stand.form.refused.connect(lambda: heard.append(stand.form.property("summary")))
    stand.show(screen)
    said = [seen for seen in stand.texts() if seen.item.property("text") == "Il manque un chiffre."]
    assert len(said) == 2
    focused = stand.window.window.activeFocusItem()
    described = QAccessible.queryAccessibleInterface(focused)
    assert described.text(QAccessible.Text.Name) == "Erreur\u00a0: Il manque un chiffre."
    assert described.role() is QAccessible.Role.AlertMessage
    assert heard[-1:] == ["Erreur\u00a0: Il manque un chiffre."]


def test_the_same_screen_again_with_a_mistake_moves_the_focus(stand: Stand) -> None:
    screen = replace(NIR, id="form.focus")
    typist = Typist(stand, screen)
    typist.strike("2")
    assert stand.window.window.activeFocusItem().property("text") == screen.title
    stand.tap("submit")
    stand.show(replace(wrong(screen, "Il manque un chiffre."), id=screen.id))
    focused = QAccessible.queryAccessibleInterface(stand.window.window.activeFocusItem())
    assert focused.role() is QAccessible.Role.AlertMessage
    assert typist.values() == {"nir": "2"}


def test_the_picture_is_drawn_from_its_bytes(stand: Stand) -> None:
    stand.show(replace(CHECK, id="form.picture"))
    stand.rest()
    for _ in range(100):
        images = [seen for seen in stand.seen() if seen.item.inherits("QQuickImage")]
        if images and images[0].item.property("paintedWidth") > 0:
            break
        QTest.qWait(20)
    (image,) = images
    box = image.shown.toAlignedRect()
    ink = stand.pixels()[box.top() : box.bottom(), box.left() : box.right()].min()
    assert ink < 60
    named = [QAccessible.queryAccessibleInterface(seen.item) for seen in stand.seen() if seen.item.property("radius")]
    assert any(one.text(QAccessible.Text.Name) == stand.form.property("described") for one in named if one)


def in_sight(stand: Stand) -> Seen:
    """The box that is typed into, once the page has turned to it."""
    for _ in range(100):
        found = [seen for seen in stand.seen() if seen.item.objectName() == stand.form.property("current")]
        if found and found[0].shown == found[0].whole:
            break
        QTest.qWait(10)
        stand.settle()
    assert found, "the field is on another page"
    return found[0]


@pytest.mark.parametrize(
    ("cabinet", "scale"), table(CABINETS[:3], (1.0, 2.0), lambda _, scale: scale == 2.0), ids=name_of
)
def test_the_field_that_is_typed_into_is_in_sight(
    make_stand: Callable[[Cabinet], Stand], cabinet: Cabinet, scale: float
) -> None:
    stand = make_stand(cabinet)
    window = QRectF(0, 0, cabinet.width_px, cabinet.height_px)
    for screen in (*ONE_OF_EACH, NEW_PASSWORD):
        typist = Typist(stand, replace(screen, id=f"{screen.id}.seen.{scale}"), scale)
        for _ in range(2):
            box = in_sight(stand)
            assert box.shown == box.whole, f"{screen.id} at {scale}"
            assert window.contains(box.whole)
            typist.strike("backspace", "1" if "1" in typist.places() else "a")
            stand.settle()


def test_who_types_is_still_there(stand: Stand) -> None:
    typist = Typist(stand, replace(EMAIL, id="form.awake"))
    stand.now += TYPING_S
    before = stand.typing
    typist.strike("a", "b", "order")
    assert stand.typing == before + 1
    stand.now += TYPING_S
    typist.strike("order")
    assert stand.typing == before + 2


def test_a_form_without_the_words_of_its_keyboard_is_a_bug(stand: Stand) -> None:
    with pytest.raises(ValueError, match=r"form\.email"):
        stand.form.show(replace(EMAIL, keyboard=None))
