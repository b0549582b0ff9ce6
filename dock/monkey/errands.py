"""How an errand is run: on each screen what a person would do there, towards what they came for.

The screen may be any, and change at any moment: an errand goes on from wherever it finds itself, and gives up in time.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dock.commands import CardInsert, CardRemove
from dock.monkey.deeds import Errand
from dock.monkey.eyes import Eyes, View
from dock.monkey.hands import Hands

_STEPS = 22
_MOMENT_S = 0.02
# A page, or an answer of the caisse, needs no longer on a machine that is not overloaded.
_CHANGE_S = 1.5
_TRIES = 2
_TOWN = "bordeau"
_ENDS = ("message/kept", "wait/remove", "message/remove", "message/take")
_ONWARD = ("submit", "confirm", "keep", "continue", "print-now", "print", "retry", "close", "stay", "done")


@dataclass
class Runner:
    """Somebody who runs errands.

    Args:
        look: gives what is on the screen; called often.
    """

    eyes: Eyes
    hands: Hands
    look: Callable[[], View]

    def run(self, errand: Errand) -> None:
        """As far as it goes; the card is out at the end."""
        view = self._start(errand)
        tried: Counter[str] = Counter()
        for _ in range(_STEPS):
            tried[view.screen] += 1
            if tried[view.screen] > _TRIES or view.screen.startswith(_ENDS):
                break
            acted = self._act(errand, view)
            if not acted and not view.screen.startswith(("wait/", "menu/", "welcome/")):
                break
            view = self._after(view, acted=acted)
        self._tap(view, "print-now", times=2)
        self.hands.outside(CardRemove())

    def _start(self, errand: Errand) -> View:
        """From the welcome screen, if it can be reached."""
        self.hands.outside(CardRemove())
        self._tap(self.look(), "leave")
        self._until(lambda view: view.screen.startswith("welcome/"))
        self.hands.outside(CardInsert(errand.person))
        return self._until(lambda view: not view.screen.startswith("welcome/"))

    def _act(self, errand: Errand, view: View) -> bool:
        """Whether there was something to do."""
        match view.screen:
            case "menu/home":
                return self._tap(view, f"service-{errand.want}")
            case "form/form.secret" | "form/proving":
                self.hands.write(errand.password, enter=True)
            case "choice/declaring.where":
                return self._tap(view, "option-france") and self._tap(view, "continue")
            case "form/declaring.commune":
                self.hands.write(_TOWN, enter=False)
                found = self._until(lambda seen: seen.control("suggestion-") is not None)
                return self._tap(found, "suggestion-")
            case "form/declaring.street":
                self.hands.write(errand.street, enter=True)
            case "summary/review" | "summary/summary":
                # Twice and once more: what must not be done twice is done once.
                return self._tap(view, "confirm", "print", times=3)
            case "list/requests" | "list/messages":
                return self._tap(view, "message-", "request-", "page-down")
            case _:
                return self._tap(view, *_ONWARD)
        return True

    def _tap(self, view: View, *beginnings: str, times: int = 1) -> bool:
        control = view.control(*beginnings)
        if control is not None:
            self.hands.tap(control, times)
        return control is not None

    def _after(self, view: View, *, acted: bool) -> View:
        """The next screen; where there was nothing to do, whatever is other on this one."""
        return self._until(lambda seen: seen != view if not acted else seen.screen != view.screen)

    def _until(self, holds: Callable[[View], bool]) -> View:
        deadline = time.monotonic() + _CHANGE_S
        while not holds(view := self.look()) and time.monotonic() < deadline:
            time.sleep(_MOMENT_S)
        return view
