"""A visit ends at the first step that does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from dock.player.play import play
from dock.player.report import Report
from dock.player.steps import Act, Visit, step
from dock.player.visitor import VisitError, Visitor


@dataclass
class Ghost:
    """Sees nothing, touches nothing: notes what it is made to do."""

    done: list[str] = field(default_factory=list)

    def hold_still(self) -> None:
        self.done.append("still")

    def photograph(self, name: str) -> None:
        self.done.append(f"picture {name}")


def does(what: str) -> Act:
    return lambda visitor: cast("Ghost", visitor).done.append(what)


def fails(visitor: Visitor) -> None:
    raise VisitError("no such screen")


def test_every_step_is_done_photographed_and_reported() -> None:
    ghost, report = Ghost(), Report()
    visit = Visit("tour", (step("one", does("a"), does("b")), step("two", does("c"))))
    assert play(visit, cast("Visitor", ghost), report)
    assert ghost.done == ["a", "b", "still", "picture tour-one", "c", "still", "picture tour-two"]
    assert [(outcome.name, outcome.ok) for outcome in report.steps] == [("tour.one", True), ("tour.two", True)]


def test_what_comes_after_a_failure_is_not_tried() -> None:
    ghost, report = Ghost(), Report()
    visit = Visit("tour", (step("one", fails, does("a")), step("two", does("b"))))
    assert not play(visit, cast("Visitor", ghost), report)
    assert ghost.done == ["picture tour-one"]
    assert [(outcome.ok, outcome.error) for outcome in report.steps] == [(False, "no such screen")]
