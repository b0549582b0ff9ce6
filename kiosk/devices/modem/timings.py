"""How patient to be with a modem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Timings:
    """Deadlines and pauses, in seconds.

    Attributes:
        answer_s: for the reply to a command that asks nobody else.
        sim_s: for a SIM that has just been given its PIN, or is busy.
        prompt_s: for the prompt after ``+CMGS``.
        send_s: for the network to take a message; it may have to find a channel first.
        retry_s: before each further try of a message that certainly did not leave.
        poll_s: between two looks at SIM, registration and signal.
        reopen_s: before looking again for a device that is not there or does not answer.
    """

    answer_s: float = 5.0
    sim_s: float = 20.0
    prompt_s: float = 10.0
    send_s: float = 60.0
    retry_s: tuple[float, ...] = (2.0, 5.0)
    poll_s: float = 15.0
    reopen_s: float = 2.0
