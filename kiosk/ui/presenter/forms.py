"""The forms of identification and of the compte ameli."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import assert_never

from kiosk.session.forms import CodeForm, EmailForm, NewPasswordForm, NirForm, ResetForm, SecretForm, Ways
from kiosk.session.forms import code as codes
from kiosk.session.forms import email as emails
from kiosk.session.forms import new_password as passwords
from kiosk.session.forms import nir as nirs
from kiosk.session.forms import reset as resets
from kiosk.session.forms import secret as secrets
from kiosk.session.forms.faults import Fault
from kiosk.session.forms.ways import code_obstacle
from kiosk.session.intents import AnotherCheck, AskCode, ForgotPassword, Listen, Submit
from kiosk.session.states import Filling
from kiosk.session.visit import CodeOnItsWay, SmsProgress, Visit
from kiosk.ui.presenter.cards import link_notice
from kiosk.ui.presenter.faults import beside, summary
from kiosk.ui.presenter.ways import ways
from kiosk.ui.presenter.words import Page, back, primary, secondary
from kiosk.ui.screen import Action, Field, Notice, Picture, RuleLine, Screen, ScreenKind, Tone
from teleservices.alphabets import FieldKind
from teleservices.password import PasswordRule


def filling(page: Page, state: Filling) -> Screen:
    """The form on the screen, with what is wrong with it."""
    form, faults = state.form, state.faults
    match form:
        case NirForm():
            return _nir(page, form, faults)
        case SecretForm():
            return _secret(page, form, faults)
        case Ways():
            return ways(page, state.visit, faults)
        case CodeForm():
            return _code(page, state.visit, faults)
        case NewPasswordForm():
            return _new_password(page, form, faults)
        case ResetForm():
            return _reset(page, form, faults)
        case EmailForm():
            return _email(page, state.visit, form, faults)
        case _:
            assert_never(form)


def _form(page: Page, name: str, faults: tuple[Fault, ...], fields: tuple[Field, ...], *actions: Action) -> Screen:
    """What every form has: its title, its faults above and beside the fields.

    A lead is added only where the fields do not say all: the room above the keyboard is small.
    """
    return Screen(
        id=f"form.{name}",
        kind=ScreenKind.FORM,
        title=page.t(f"form.{name}.title"),
        notices=(*summary(page, faults), *link_notice(page)),
        fields=tuple(replace(field, error=beside(page, faults, field.id)) for field in fields),
        actions=actions,
        chrome=page.chrome,
    )


def _field(page: Page, id_: str, name: str, kind: FieldKind, value: str = "") -> Field:
    return Field(id_, page.t(f"field.{name}.label"), kind, page.t(f"field.{name}.hint"), value=value)


def _masked(page: Page, id_: str, name: str) -> Field:
    """A password's field: its label says all, and the room above the keyboard is small."""
    return Field(id_, page.t(f"field.{name}.label"), FieldKind.PASSWORD, masked=True)


def _nir(page: Page, form: NirForm, faults: tuple[Fault, ...]) -> Screen:
    typed = _field(page, nirs.NIR, "nir", FieldKind.NIR, form.typed)
    screen = _form(page, "nir", faults, (typed,), _submit(page, "action.continue", "forward"), back(page))
    return replace(screen, lead=page.t("form.nir.lead"))


def _secret(page: Page, form: SecretForm, faults: tuple[Fault, ...]) -> Screen:
    typed = _masked(page, secrets.SECRET, "secret" if form.nir is None else "secret_alone")
    if form.nir is None:
        typed = replace(typed, hint=page.t("field.secret.hint"))
    forgot = secondary(page, "forgot", "form.secret.forgot", ForgotPassword(), "question")
    return _form(page, "secret", faults, (typed,), _submit(page, "form.secret.submit", "person"), forgot, back(page))


def _code(page: Page, visit: Visit, faults: tuple[Fault, ...]) -> Screen:
    typed = replace(_field(page, codes.CODE, "code", FieldKind.CODE), masked=True)
    code = visit.code
    wait = 0 if code is None else max(0, math.ceil(code.again_at - page.now))
    stands = code_obstacle(visit, page.situation.devices)
    again = (secondary(page, "again", "form.code.again", AskCode(), "retry"),) if not wait and stands is None else ()
    screen = _form(page, "code", faults, (typed,), _submit(page, "form.code.submit", "check"), *again, back(page))
    never = Notice(page.t("form.code.never"), Tone.INFO)
    told = (*_progress(page, code), *_countdown(page, wait), never)
    lead = page.t("form.code.sent", number=code.number) if code is not None else page.t("form.code.lead")
    return replace(screen, lead=lead, notices=(*screen.notices, *told))


def _countdown(page: Page, wait: int) -> tuple[Notice, ...]:
    return (Notice(page.counted("form.code.wait", wait), Tone.INFO),) if wait else ()


def _progress(page: Page, code: CodeOnItsWay | None) -> tuple[Notice, ...]:
    if code is None:
        return ()
    match code.progress:
        case SmsProgress.SENDING:
            return (Notice(page.t("sms.sending"), Tone.INFO),)
        case SmsProgress.SENT:
            return ()
        case SmsProgress.DELIVERED:
            return (Notice(page.t("sms.delivered"), Tone.SUCCESS),)
        case SmsProgress.FAILED:
            return (Notice(page.t("sms.failed")),)
        case SmsProgress.UNKNOWN:
            return (Notice(page.t("sms.unknown")),)
        case _:
            assert_never(code.progress)


def _new_password(page: Page, form: NewPasswordForm, faults: tuple[Fault, ...]) -> Screen:
    wished = form.why is None
    current = (_masked(page, passwords.CURRENT, "current"),) if wished else ()
    fields = (
        *current,
        _masked(page, passwords.PASSWORD, "password"),
        _masked(page, passwords.AGAIN, "again"),
    )
    # Forced, it has no way out but « Quitter », which stands on every page.
    way_out = (back(page),) if wished else ()
    screen = _form(page, "password", faults, fields, _submit(page, "form.password.submit", "check"), *way_out)
    rules = tuple(RuleLine(rule, passwords.PASSWORD, page.t(f"rule.{rule.value}")) for rule in PasswordRule)
    if form.why is None:
        return replace(screen, title=page.t("form.password.wish.title"), rules=rules)
    return replace(screen, lead=page.t(f"form.password.{form.why.value}.lead"), rules=rules)


def _reset(page: Page, form: ResetForm, faults: tuple[Fault, ...]) -> Screen:
    birth = _field(page, resets.BIRTH_DATE, "birth_date", FieldKind.DATE, form.typed_date)
    send = _submit(page, "form.reset.submit", "forward")
    lead = page.t("form.reset.lead")
    check = form.check
    if check is None:
        return replace(_form(page, "reset", faults, (birth,), send, back(page)), lead=lead)
    nir = _field(page, resets.NIR, "nir", FieldKind.NIR, form.typed_nir)
    signs = _field(page, resets.CHECK, "check", FieldKind.CHECK)
    listen = secondary(page, "listen", "form.reset.listen", Listen(), "sound")
    others = secondary(page, "another-check", "form.reset.another", AnotherCheck(), "retry")
    screen = _form(page, "reset", faults, (nir, birth, signs), send, listen, others, back(page))
    return replace(screen, lead=lead, picture=Picture(check.picture, page.t("form.reset.picture", digits=check.digits)))


def _email(page: Page, visit: Visit, form: EmailForm, faults: tuple[Fault, ...]) -> Screen:
    fields = (
        _field(page, emails.ADDRESS, "address", FieldKind.EMAIL, form.typed),
        _masked(page, emails.PASSWORD, "own_password"),
    )
    screen = replace(
        _form(page, "email", faults, fields, _submit(page, "form.email.submit", "forward"), back(page)),
        lead=page.t("form.email.lead"),
    )
    account = visit.ameli
    if account is None or not (account.address or account.pending):
        return screen
    stands = "pending" if account.pending else "address"
    known = Notice(page.t(f"form.email.{stands}", address=account.pending or account.address), Tone.INFO)
    return replace(screen, notices=(*screen.notices, known))


def _submit(page: Page, key: str, icon: str) -> Action:
    return primary(page, "submit", key, Submit(), icon)
