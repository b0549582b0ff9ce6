"""Every sample screen on every cabinet, up to 200 %: sizes in millimetres, nothing clipped, nothing overlapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem
from screen_samples import SAMPLES
from tables import name_of, table
from window_stand import CABINETS, Seen, Stand, is_button

from kiosk.session.intents import GoInstead
from kiosk.ui.screen import Drawing, Screen, ScreenKind
from kiosk.ui.sizes import Cabinet, Slot

TARGET_MM = 20.0
GAP_MM = 3.0
CAPITAL_MM = 4.8
WHOLE = {ScreenKind.TOUCH, ScreenKind.PLATE}
"""They try the screen itself: no bar, no button."""
ROLES = {QAccessible.Role.Button, QAccessible.Role.RadioButton, QAccessible.Role.CheckBox}


def pages(stand: Stand) -> Iterator[None]:
    """Turn the pages of the screen being shown, one by one; a form begins at its field."""
    while stand.has("page-up") and stand.button("page-up").item.isEnabled():
        stand.tap("page-up")
        stand.settle()
    yield
    while stand.has("page-down") and stand.button("page-down").item.isEnabled():
        stand.tap("page-down")
        stand.settle()
        yield


def apart(one: QRectF, other: QRectF) -> float:
    """Pixels between two rectangles, negative when they overlap."""
    return max(
        one.left() - other.right(), other.left() - one.right(), one.top() - other.bottom(), other.top() - one.bottom()
    )


def painted(seen: Seen) -> QRectF:
    """Where the letters are: the item may be wider than what it says, and a text taller than a page is cut by lines."""
    size = QSizeF(seen.item.property("contentWidth"), seen.item.property("contentHeight"))
    return QRectF(seen.whole.topLeft(), size).intersected(seen.shown)


def is_plain(item: QQuickItem) -> bool:
    """Read as QML reads it: Python has no converter for QQuickText's enumeration."""
    return bool(QQmlExpression(QQmlEngine.contextForObject(item), item, "textFormat === 0").evaluate()[0])


def enclosing_button(item: QQuickItem) -> QQuickItem | None:
    parent = item.parentItem()
    while parent is not None and not is_button(parent):
        parent = parent.parentItem()
    return parent


def measures(stand: Stand, button: Seen) -> tuple[float, float]:
    """Least size and least distance, in mm: keys may be smaller and nearer on a narrow cabinet."""
    narrow = stand.cabinet.width_mm < 230 and button.item.objectName().startswith("key-")
    return (15.0, 2.0) if narrow else (TARGET_MM, GAP_MM)


def check_buttons(stand: Stand) -> set[str]:
    """The keys of the buttons on this page, all of them large, apart, whole, named."""
    density = stand.cabinet.px_per_mm
    window = QRectF(0, 0, stand.cabinet.width_px, stand.cabinet.height_px)
    buttons = stand.buttons()
    for seen in buttons:
        key = seen.item.objectName()
        assert seen.whole == seen.shown, f"{key} is cut"
        assert window.contains(seen.whole), f"{key} leaves the window"
        least, _ = measures(stand, seen)
        assert min(seen.whole.width(), seen.whole.height()) / density >= least, f"{key} is small"
        described = QAccessible.queryAccessibleInterface(seen.item)
        assert described.text(QAccessible.Text.Name).strip(), f"{key} has no name"
        assert described.role() in ROLES, f"{key} has role {described.role()}"
    for one, other in combinations(buttons, 2):
        distance = apart(one.whole, other.whole) / density
        gap = min(measures(stand, one)[1], measures(stand, other)[1])
        assert distance >= gap, f"{one.item.objectName()} and {other.item.objectName()}: {distance:.1f} mm"
    return {seen.item.objectName() for seen in buttons}


def check_texts(stand: Stand) -> set[str]:
    """The texts of this page, all of them plain, whole, tall enough, and none over another."""
    density = stand.cabinet.px_per_mm
    window = QRectF(0, 0, stand.cabinet.width_px, stand.cabinet.height_px)
    texts = stand.texts()
    for seen in texts:
        item = seen.item
        said = item.property("text")
        letters = painted(seen)
        assert is_plain(item), said
        assert not item.property("truncated"), f"{said!r} is truncated"
        assert window.contains(letters), f"{said!r} leaves the window"
        tall = seen.whole.height() > 0.3 * stand.cabinet.height_px
        assert seen.whole == seen.shown or tall, f"{said!r} is cut"
        assert item.property("contentWidth") <= seen.whole.width() + 1, f"{said!r} is wider than its room"
        assert QFontMetricsF(item.property("font")).capHeight() / density >= CAPITAL_MM, f"{said!r} is small"
        button = enclosing_button(item)
        if button is not None:
            box = button.mapRectToScene(QRectF(0, 0, button.width(), button.height()))
            assert box.contains(letters), f"{said!r} leaves its button"
    for one, other in combinations(texts, 2):
        distance = apart(painted(one), painted(other))
        assert distance > -1, f"{one.item.property('text')!r} is over {other.item.property('text')!r}"
    return {seen.item.property("text") for seen in texts}


def expected_keys(screen: Screen) -> set[str]:
    if screen.kind in WHOLE:
        return set()
    if screen.warning is not None:
        return {action.id for action in screen.warning.actions}
    chrome = screen.chrome
    tools = (*chrome.languages, chrome.text_larger, chrome.text_smaller, chrome.contrast, chrome.leave)
    changes = [line.change for line in screen.lines if line.change is not None]
    actions = [one for one in screen.actions if not (searching(screen) and isinstance(one.intent, GoInstead))]
    entries = [one for one in screen.entries if one.intent is not None]
    return {
        *(one.id for one in (*screen.tiles, *screen.options, *actions, *changes, *entries)),
        *(tool.id for tool in tools if tool is not None),
    }


def expected_texts(screen: Screen) -> set[str]:
    if screen.kind in WHOLE:
        return {screen.title, screen.lead} if screen.kind is ScreenKind.TOUCH else set()
    if screen.warning is not None:
        return {screen.warning.title, screen.warning.lead, str(screen.warning.seconds_left)}
    lines = {text for line in screen.lines for text in (line.label, line.value)}
    tiles = {text for tile in screen.tiles for text in (tile.title, tile.detail, tile.heading)}
    options = {text for option in screen.options for text in (option.label, option.detail)}
    notices = {notice.text for notice in screen.notices}
    chrome = {screen.chrome.who, screen.chrome.help}
    fields = {text for field in screen.fields for text in (field.label, field.hint, field.error)}
    lines |= fields | {rule.label for rule in screen.rules}
    lines |= {line.heading for line in screen.lines} | {line.change.label for line in screen.lines if line.change}
    lines |= {text for entry in screen.entries for text in (entry.title, entry.detail, entry.note)}
    lines |= {screen.spelt.label, screen.spelt.shown} if screen.spelt else set()
    lines |= set(screen.paragraphs)
    if searching(screen):
        # What is found takes the room of the heading and of the hint, where there is not enough for all.
        return {*chrome, *(field.label for field in screen.fields)} - {""}
    return {screen.title, screen.lead, screen.step, *lines, *tiles, *options, *notices, *chrome} - {""}


def searching(screen: Screen) -> bool:
    return any(field.suggesting and field.value for field in screen.fields)


# The largest texts are the likeliest not to fit.
@pytest.mark.parametrize(
    ("cabinet", "scale"), table(CABINETS, (1.0, 1.25, 1.5, 1.75, 2.0), lambda _, scale: scale == 2.0), ids=name_of
)
def test_every_screen_fits(make_stand: Callable[[Cabinet], Stand], cabinet: Cabinet, scale: float) -> None:
    stand = make_stand(cabinet)
    # Where the card slot is changes nothing of a form.
    for screen in (one for one in SAMPLES if not one.fields or cabinet.slot is Slot.RIGHT):
        stand.show(screen, scale)
        keys: set[str] = set()
        texts: set[str] = set()
        for _ in pages(stand):
            try:
                keys |= check_buttons(stand)
                texts |= check_texts(stand)
            except AssertionError as fault:
                raise AssertionError(f"{screen.id} at {scale}: {fault}") from None
        assert expected_keys(screen) <= keys, f"{screen.id} at {scale}"
        assert expected_texts(screen) <= texts, f"{screen.id} at {scale}"


@pytest.mark.parametrize("cabinet", CABINETS, ids=lambda cabinet: cabinet.name)
def test_at_100_percent_a_visit_needs_no_pages(make_stand: Callable[[Cabinet], Stand], cabinet: Cabinet) -> None:
    stand = make_stand(cabinet)
    for screen in SAMPLES:
        stand.show(screen)
        crowded = len(screen.notices) > 1 and cabinet.width_mm < 220
        # Two passwords with their rules, or a password and its mistake, above a keyboard of six rows.
        crowded = crowded or (
            cabinet.width_mm < 220 and any(f.masked for f in screen.fields) and len(screen.actions) < 3
        )
        crowded = crowded or (cabinet.width_mm < 220 and any(f.masked and f.error for f in screen.fields))
        # An address has four lines; what is known of a family is read page by page.
        crowded = crowded or len(screen.fields) > 2 or len(screen.lines) > 4 or len(screen.entries) > 2
        # A field with its lead or its own way out, above a keyboard on a small cabinet.
        flowing = screen.id.startswith(("declaring.", "maintenance."))
        crowded = crowded or (cabinet.width_mm < 220 and bool(screen.fields) and flowing)
        crowded = crowded or (cabinet.width_mm < 220 and len(screen.options) + len(screen.notices) > 3)
        crowded = crowded or bool(screen.spelt) or (cabinet.height_mm < 300 and len(screen.notices) > 1)
        long = len(screen.tiles) > 6 or len(screen.options) > 4 or crowded
        assert long or not stand.has("page-down"), screen.id


def test_samples_show_every_kind_and_drawing() -> None:
    assert {screen.kind for screen in SAMPLES} == set(ScreenKind)
    assert {screen.drawing for screen in SAMPLES} == set(Drawing)


def test_200_percent_doubles_what_is_read(stand: Stand) -> None:
    sizes = []
    for scale in (1.0, 2.0):
        stand.show(SAMPLES[3], scale)
        detail = next(seen for seen in stand.texts() if seen.item.property("text") == SAMPLES[3].tiles[0].detail)
        sizes.append(detail.item.property("font").pixelSize())
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=1)
