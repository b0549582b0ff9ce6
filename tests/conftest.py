"""The suite as a whole: its order, and that it proves something.

A run in which nothing passed is a failure, and so is a skip in CI.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# No timing is asserted: a busy machine is not a defect.
settings.register_profile("borne", deadline=None)
settings.load_profile("borne")

LONGEST_FIRST = ("e2e/test_demo", "e2e/test_canaries", "e2e", "player", "dock", "caisse", "card", "sync")
"""What takes longest must not begin last, while the other workers have nothing left to do."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    places = (place for place, start in enumerate(LONGEST_FIRST) if nodeid.startswith(f"tests/{start}"))
    return next(places, len(LONGEST_FIRST))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was proved how often: tests record it as their property ``proof``."""
    for report in terminalreporter.stats.get("passed", ()):
        for name, said in report.user_properties:
            if name == "proof":
                terminalreporter.write_line(str(said))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or session.config.option.collectonly or session.exitstatus != pytest.ExitCode.OK:
        return
    if not reporter.stats.get("passed"):
        session.exitstatus = pytest.ExitCode.NO_TESTS_COLLECTED
    if os.environ.get("CI") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
