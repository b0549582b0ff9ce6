"""A page of a flow being answered: what each kind of screen takes from it."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.session.declaring import Declaring
from kiosk.session.intents import GoInstead
from kiosk.session.walking import context_of, flow_of
from kiosk.ui.presenter.words import Page, back
from kiosk.ui.screen import Action, Emphasis, Notice, Screen, ScreenKind, Tone
from teleservices.flow import words
from teleservices.flow.answering import page_of
from teleservices.flow.context import Context
from teleservices.flow.model import Field as FlowField
from teleservices.flow.model import Flow, Value
from teleservices.flow.model import Page as FlowPage
from teleservices.flow.progress import steps


@dataclass(frozen=True, repr=False)
class Asked:
    """The page of the flow that the state is on, with the words to say it."""

    page: Page
    state: Declaring
    flow: Flow
    context: Context
    asks: FlowPage

    @classmethod
    def of(cls, page: Page, state: Declaring) -> Asked:
        """What ``state`` asks."""
        flow = flow_of(state.draft.service)
        return cls(page, state, flow, context_of(state.visit, page.rules), page_of(flow, state.page))

    def given(self, field: FlowField) -> Value:
        """What was answered; empty where nothing was."""
        return self.state.draft.given.get(field.id, "")

    def label(self, field: FlowField) -> str:
        """Above a field."""
        return words.label(self.page.texts, self.flow, field.id)

    def hint(self, field: FlowField) -> str:
        """The form expected, or nothing."""
        return words.hint(self.page.texts, self.flow, field.id)

    def fault(self, field: FlowField) -> str:
        """Why the answer does not stand, or nothing."""
        why = self.state.faults.get(field.id)
        return "" if why is None else words.fault(self.page.texts, field, why)

    def screen(self, kind: ScreenKind, onward: tuple[Action, ...], told: tuple[Notice, ...] = ()) -> Screen:
        """What every page shows: its place, its heading, what is wrong, the ways on and back.

        Args:
            kind: of the screen.
            onward: the main button; none where the page goes on by itself.
            told: what is said after the faults.
        """
        texts, flow, asks = self.page.texts, self.flow, self.asks
        step, many = steps(flow, self.state.draft.given, self.context, asks.id)
        said = dict.fromkeys(self.fault(field) for field in asks.fields if field.id in self.state.faults)
        instead = (
            (Action("instead", words.instead(texts, flow, asks.id), GoInstead(), Emphasis.SECONDARY, "edit"),)
            if asks.instead is not None
            else ()
        )
        return Screen(
            id=f"declaring.{asks.id}",
            kind=kind,
            title=words.title(texts, flow, asks.id),
            lead=words.lead(texts, flow, asks.id),
            step=self.page.t("step", step=step, steps=many),
            notices=(*(Notice(text, Tone.ERROR) for text in said), *told),
            actions=(*onward, *instead, back(self.page)),
            chrome=self.page.chrome,
        )
