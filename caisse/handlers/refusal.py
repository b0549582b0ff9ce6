"""A no, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from teleservices.wire.problems import Problem


@dataclass(frozen=True)
class Refusal:
    """Why something was not done.

    Attributes:
        problem: the reason, by its ``type``.
        regime: with ``OTHER_REGIME``, the label of the régime to turn to.
        retry_after_s: seconds after which the same may be asked again; None where waiting does not help.
        tries_left: with ``CREDENTIALS``, wrong secrets that remain before a wait.
        alarm: the kind of the alarm that this has just raised, for the journal; never told.
        faults: with ``PASSWORD``, values of ``PasswordFault``.
    """

    problem: Problem
    regime: str | None = None
    retry_after_s: int | None = None
    tries_left: int | None = None
    alarm: str | None = None
    faults: tuple[str, ...] = ()
