"""« Envoyer maintenant »: a technician stands there, so nothing but the caisse's own wish makes it wait."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.sync.policy_state import Halt, Standing, asked

SECONDS = st.floats(0, 10**6)


@given(SECONDS, SECONDS, SECONDS, st.sampled_from([None, *Halt]))
def test_only_a_wait_that_the_caisse_asked_for_goes_on(
    now: float, next_at: float, earliest_at: float, halt: Halt | None
) -> None:
    after = asked(Standing(next_at=max(next_at, earliest_at), earliest_at=earliest_at, halt=halt), now)

    assert earliest_at <= after.next_at <= max(now, earliest_at)
    assert after.halt is halt
