"""Fingers: action on release inside, sliding off cancels, twice is once, and what is not offered does nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF
from screen_samples import BENEFICIARY, HOME, HOME_OFFLINE, HOME_TWELVE, SUMMARY, WARNED, WELCOME
from window_stand import Stand

from kiosk.session.intents import ChangeRequest, ChooseService, Confirm, PickBeneficiary, ResizeText, Stay


def test_nothing_happens_before_release(stand: Stand) -> None:
    stand.show(SUMMARY)
    point = stand.button("print").shown.center()
    stand.press(point)
    assert stand.intents == []
    stand.release(point)
    assert stand.intents == [Confirm()]


def test_sliding_off_cancels(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.slide"))
    point = stand.button("print").shown.center()
    stand.press(point)
    stand.move(point - QPointF(0, 600))
    stand.release(point - QPointF(0, 600))
    assert stand.intents == []


def test_pressing_shows_at_once(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.pressed"))
    seen = stand.button("print")
    corner = (seen.shown.topLeft() + QPointF(20, 20)).toPoint()
    before = stand.picture().pixelColor(corner)
    stand.press(seen.shown.center())
    assert stand.picture().pixelColor(corner) != before
    stand.move(QPointF(5, 5))
    stand.release(QPointF(5, 5))


def test_a_double_touch_sends_once(stand: Stand) -> None:
    stand.show(replace(SUMMARY, id="summary.double"))
    stand.tap("print")
    stand.tap("print")
    assert stand.intents == [Confirm()]
    stand.tap("change")
    assert stand.intents == [Confirm(), ChangeRequest()]


def test_options_and_sizes_answer_every_touch(stand: Stand) -> None:
    stand.show(BENEFICIARY)
    for key in ("beneficiary-0", "beneficiary-0", "text-larger", "text-larger"):
        stand.tap(key)
    first = PickBeneficiary("MARIE D.")
    assert stand.intents == [first, first, ResizeText(1), ResizeText(1)]


def test_a_tile_opens_its_service(stand: Stand) -> None:
    stand.show(HOME)
    stand.tap("service-rights_attestation")
    assert stand.intents == [ChooseService("rights_attestation")]


def test_a_tile_that_cannot_be_used_does_nothing(stand: Stand) -> None:
    stand.show(HOME_OFFLINE)
    stand.tap("service-rights_attestation")
    assert stand.intents == []


def test_under_the_warning_only_its_buttons_answer(stand: Stand) -> None:
    stand.show(HOME)
    tile = stand.button("service-rights_attestation").shown
    leave = stand.button("leave").shown.center()
    stand.show(WARNED)
    for point in (tile.bottomLeft() + QPointF(10, -10), leave):
        stand.press(point)
        stand.release(point)
    assert stand.intents == []
    stand.tap("stay")
    assert stand.intents == [Stay()]


def test_a_finger_stays_on_a_button_while_the_clock_turns(stand: Stand) -> None:
    """The seconds of the warning change under the finger: the button is not made again."""
    warned = replace(WARNED, id="home.turning")
    assert warned.warning is not None
    stand.show(warned)
    point = stand.button("stay").shown.center()
    stand.press(point)
    stand.show(replace(warned, warning=replace(warned.warning, seconds_left=17)))
    stand.release(point)
    assert stand.intents == [Stay()]


@pytest.mark.parametrize("name", ["page-down", "page-up"])
def test_page_buttons_ask_nothing(stand: Stand, name: str) -> None:
    stand.show(HOME_TWELVE, 2.0)
    stand.tap("page-down")
    stand.settle()
    stand.tap(name)
    assert stand.intents == []


def test_a_new_screen_starts_at_its_first_page(stand: Stand) -> None:
    stand.show(HOME_TWELVE, 2.0)
    stand.tap("page-down")
    stand.settle()
    stand.show(replace(HOME_TWELVE, id="home.again"), 2.0)
    assert any(seen.item.property("text") == HOME_TWELVE.title for seen in stand.texts())
    stand.show(WELCOME)
