"""From the récapitulatif to the reference: review, proof, what is kept and what is not."""

from __future__ import annotations

from dataclasses import replace

from kiosk.session.declaring import PASSWORD, NotKept, Proving, Reviewing
from kiosk.session.intents import AnotherService, Change, Confirm, PrintNow, Submit
from kiosk.session.keep import may_retry
from kiosk.session.told import Kept
from kiosk.session.visit import Visit
from kiosk.session.walking import context_of, flow_of
from kiosk.ui.presenter.words import Page, another, back, primary, retry, secondary
from kiosk.ui.screen import Action, Drawing, Emphasis, Field, Line, Notice, Screen, ScreenKind, Spelt, Tone
from teleservices.alphabets import FieldKind
from teleservices.flow import words
from teleservices.flow.review import review
from teleservices.flow.walk import walk


def reviewing(page: Page, state: Reviewing) -> Screen:
    """Every answer that counts, page by page, each page with its « Modifier »."""
    flow, context = flow_of(state.draft.service), context_of(state.visit, page.rules)
    shown = review(flow, walk(flow, state.draft.given, context), context, page.texts)
    lines = []
    before = None
    for answer in shown:
        line = Line(answer.label, answer.value)
        if answer.page == before:
            line = replace(line, joined=True)
        else:
            change = Change(answer.page)
            line = replace(line, change=secondary(page, f"change-{answer.page}", "review.change", change, "edit"))
        lines.append(line)
        before = answer.page
    return Screen(
        id="review",
        kind=ScreenKind.SUMMARY,
        title=page.t("review.title"),
        lead=page.t("review.lead"),
        lines=tuple(lines),
        actions=(
            Action("confirm", words.confirm(page.texts, flow), Confirm(), Emphasis.PRIMARY, "check"),
            back(page),
        ),
        chrome=page.chrome,
    )


def proving(page: Page, state: Proving) -> Screen:
    """The password goes, sealed, with the declaration: why it is asked, and what becomes of it."""
    fault = "" if state.fault is None else page.t(f"proving.fault.{state.fault.value}")
    typed = Field(PASSWORD, page.t("field.secret_alone.label"), FieldKind.PASSWORD, error=fault, masked=True)
    return Screen(
        id="proving",
        kind=ScreenKind.FORM,
        title=page.t("proving.title"),
        lead=page.t("proving.lead"),
        notices=(Notice(fault, Tone.ERROR),) if fault else (),
        fields=(typed,),
        actions=(primary(page, "submit", "proving.submit", Submit(), "check"), back(page)),
        chrome=page.chrome,
    )


def keeping(page: Page) -> Screen:
    """The outbox writes it down."""
    return Screen(
        id="keeping",
        kind=ScreenKind.WAIT,
        title=page.t("keeping.title"),
        lead=page.t("keeping.lead"),
        drawing=Drawing.RECEIPT,
        chrome=page.chrome,
    )


def kept(page: Page, visit: Visit, message: Kept) -> Screen:
    """The reference, to be copied or read aloud; when it takes effect, and what happens meanwhile."""
    again = "kept.again" if message.again else "kept"
    onward = (primary(page, "print-now", "kept.print", PrintNow(), "print"),) if visit.documents else ()
    return Screen(
        id=again,
        kind=ScreenKind.MESSAGE,
        title=page.t(f"{again}.title"),
        tone=Tone.SUCCESS,
        drawing=Drawing.RECEIPT,
        spelt=Spelt(page.t("kept.reference"), message.reference.grouped, ", ".join(message.reference.signs)),
        paragraphs=tuple(_next(page, visit, message)),
        actions=(*onward, another(page)),
        chrome=page.chrome,
    )


def _next(page: Page, visit: Visit, message: Kept) -> list[str]:
    """What comes now: at the caisse, then on paper."""
    noted = "kept.again.lead" if message.again else "kept.lead"
    said = [page.t(noted), words.delay(page.texts, flow_of(message.service))]
    if message.deferred_check:
        said += [page.t("kept.offline"), page.t("kept.deferred")]
    elif page.situation.devices.link_up is False:
        said.append(page.t("kept.offline"))
    else:
        said.append(page.t("kept.online"))
    if visit.documents:
        said.append(page.t("kept.receipt" if visit.card else "kept.receipt_now"))
    return said


def not_kept(page: Page, state: NotKept) -> Screen:
    """Nothing was kept, or nobody knows: never the same words."""
    name = "unknown" if state.fault is None else state.fault.value.replace("-", "_")
    whole = "unknown" if state.fault is None else "fault"
    services = secondary(page, "another", "action.services", AnotherService(), "services")
    return Screen(
        id=f"not_kept.{name}",
        kind=ScreenKind.MESSAGE,
        title=page.t(f"not_kept.{whole}.title"),
        lead=page.t(f"not_kept.{name}.lead"),
        tone=Tone.WARNING,
        drawing=Drawing.OUT_OF_SERVICE,
        actions=(retry(page), services) if may_retry(state) else (services,),
        chrome=page.chrome,
    )
