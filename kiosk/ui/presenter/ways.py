"""« Mot de passe oublié ? »: the ways to a new one, each with what stands before it."""

from __future__ import annotations

from kiosk.session.forms.faults import Fault
from kiosk.session.forms.ways import WayObstacle, code_obstacle, email_obstacle
from kiosk.session.intents import AskCode, AskEmailLink
from kiosk.session.visit import Open, Visit
from kiosk.ui.presenter.faults import summary
from kiosk.ui.presenter.words import Page, back
from kiosk.ui.screen import Screen, ScreenKind, Tile


def ways(page: Page, visit: Visit, faults: tuple[Fault, ...]) -> Screen:
    """A code by SMS or a link by e-mail; the lead names the human way."""
    return Screen(
        id="ways",
        kind=ScreenKind.MENU,
        title=page.t("ways.title"),
        lead=page.t("ways.lead"),
        notices=summary(page, faults),
        tiles=(
            _tile(page, "code", _code_detail(page, visit), code_obstacle(visit, page.situation.devices)),
            _tile(page, "email", page.t("ways.email.detail"), email_obstacle(page.situation.devices)),
        ),
        actions=(back(page),),
        chrome=page.chrome,
    )


def _tile(page: Page, way: str, detail: str, stands: WayObstacle | None) -> Tile:
    return Tile(
        id=f"way-{way}",
        title=page.t(f"ways.{way}.title"),
        detail=detail if stands is None else page.t(f"way_obstacle.{stands.value}"),
        icon="sms" if way == "code" else "mail",
        enabled=stands is None,
        intent=AskCode() if way == "code" else AskEmailLink(),
    )


def _code_detail(page: Page, visit: Visit) -> str:
    if visit.code is not None and page.now < visit.code.again_at:
        return page.t("ways.code.sent", number=visit.code.number)
    by_sms = visit.account.answer.code_by_sms if isinstance(visit.account, Open) else None
    return page.t("ways.code.detail", number=by_sms.number) if by_sms else ""
