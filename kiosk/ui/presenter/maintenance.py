"""A technician's pages: which module draws which."""

from __future__ import annotations

from typing import assert_never

from kiosk.session import maintaining as pages
from kiosk.session.maintaining import Maintaining
from kiosk.ui.presenter import maintenance_deeds as deeds
from kiosk.ui.presenter import maintenance_found as found
from kiosk.ui.presenter import maintenance_trials as trials
from kiosk.ui.presenter.maintenance_card import card_awaited, card_tried, card_underway
from kiosk.ui.presenter.maintenance_menu import menu
from kiosk.ui.presenter.words import Page
from kiosk.ui.screen import Screen


def maintaining(page: Page, state: Maintaining) -> Screen:
    """The page that the technician is on."""
    inside = state.inside
    match inside:
        case pages.Menu():
            return menu(page, state.entry)
        case pages.Working():
            return deeds.working(page, inside)
        case pages.Failed():
            return deeds.failed(page, inside)
        case pages.Told():
            return deeds.told(page, inside)
        case pages.StatusShown():
            return found.status(page, inside.survey)
        case pages.NetworkShown():
            return found.network(page, inside.survey)
        case pages.JournalRead():
            return found.journal(page, inside.lines)
        case pages.QueueRead():
            return found.queue(page)
        case pages.SoftwareShown():
            return found.software(page)
        case pages.Printing():
            return trials.printing(page, inside)
        case pages.Printed():
            return trials.printed(page, inside)
        case pages.CardAwaited():
            return card_awaited(page)
        case pages.CardUnderway():
            return card_underway(page)
        case pages.CardTried():
            return card_tried(page, inside.trial)
        case pages.SmsForm():
            return trials.sms_form(page, inside)
        case pages.SmsRefused():
            return trials.sms_refused(page, inside)
        case pages.SmsTried():
            return trials.sms_tried(page, inside)
        case pages.TouchTrial():
            return trials.touch(page, inside)
        case pages.TouchTold():
            return trials.touch_told(page, inside)
        case pages.ScreenTrial():
            return trials.plate(page, inside)
        case pages.ScreenAsked():
            return trials.screen_asked(page)
        case pages.ModelForm():
            return deeds.model(page, inside)
        case pages.TokenForm():
            return deeds.token(page, inside)
        case pages.RestartForm():
            return deeds.restart(page)
        case pages.RestartAsked():
            return deeds.restart_asked(page, inside)
        case _:
            assert_never(inside)
