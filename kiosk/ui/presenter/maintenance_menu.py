"""The maintenance menu: what can be looked at, tried, set and restarted."""

from __future__ import annotations

from kiosk.maintenance.answers import Granted
from kiosk.session.intents import UseTool
from kiosk.session.maintaining import Tool
from kiosk.ui.presenter.words import Page
from kiosk.ui.screen import Screen, ScreenKind, Tile

_GROUPS = {
    "look": (Tool.STATUS, Tool.REPORT, Tool.NETWORK, Tool.QUEUE, Tool.JOURNAL, Tool.SOFTWARE),
    "try": (Tool.TICKET, Tool.CARD, Tool.SMS, Tool.TOUCH, Tool.SCREEN),
    "set": (Tool.MODEL, Tool.ENROLMENT, Tool.RESTART),
}
_ICONS = {
    Tool.STATUS: "health",
    Tool.REPORT: "report",
    Tool.NETWORK: "network",
    Tool.QUEUE: "outbox",
    Tool.JOURNAL: "journal",
    Tool.SOFTWARE: "software",
    Tool.TICKET: "paper",
    Tool.CARD: "card",
    Tool.SMS: "sms",
    Tool.TOUCH: "touch",
    Tool.SCREEN: "picture",
    Tool.MODEL: "cabinet",
    Tool.ENROLMENT: "key",
    Tool.RESTART: "restart",
}


def menu(page: Page, entry: Granted) -> Screen:
    """Every tool, in groups."""
    return Screen(
        id="maintenance.menu",
        kind=ScreenKind.TOOLS,
        title=page.t("maintenance.menu.title"),
        lead=page.t("maintenance.menu.lead", name=entry.name),
        tiles=tuple(
            Tile(
                id=f"tool-{tool.value}",
                title=page.t(f"maintenance.tool.{tool.value}"),
                detail="",
                icon=_ICONS[tool],
                enabled=True,
                intent=UseTool(tool),
                heading=page.t(f"maintenance.group.{group}") if place == 0 else "",
            )
            for group, tools in _GROUPS.items()
            for place, tool in enumerate(tools)
        ),
        chrome=page.chrome,
    )
