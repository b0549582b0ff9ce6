"""A technician's visit: the hidden gesture, number and code, every device looked at, papers, a test card, then out."""

from __future__ import annotations

from dock.player import words
from dock.player.steps import (
    Visit,
    gets_paper,
    inserts,
    puts_roll_in,
    sees,
    step,
    takes_card,
    takes_roll_out,
    titled,
    touches,
)
from dock.player.technicians import (
    checks_until_gone,
    checks_until_seen,
    knocks,
    taps_all_over,
    types_code,
    types_number,
)

MAINTENANCE = Visit(
    "maintenance",
    (
        step("door", titled(words.WELCOME), knocks, titled(words.MAINTENANCE), sees(words.TECHNICIAN)),
        step("menu", types_number("sacha"), types_code("sacha"), touches(words.GO_IN), sees(words.STATUS)),
        step("paper-out", takes_roll_out, touches(words.STATUS), checks_until_seen(words.PRINTER_EMPTY)),
        step("status", puts_roll_in, checks_until_gone(words.PRINTER_EMPTY)),
        step("report", touches(words.BACK), touches(words.REPORT), titled(words.TAKE_PAPER)),
        step("report-read", gets_paper("readiness", says=(words.REPORT, words.PRINTER))),
        step("test-ticket", touches(words.BACK), touches(words.TEST_TICKET), titled(words.TAKE_PAPER)),
        step("ticket-read", gets_paper("test-page", says=(words.TEST_TICKET, words.RULER), code="test_page")),
        step("test-card", touches(words.BACK), inserts("marie"), titled(words.TEST_CARD), sees(words.READABLE)),
        step("network", takes_card, touches(words.BACK), touches(words.NETWORK), sees(words.LINK_UP)),
        step("queue", touches(words.BACK), touches(words.WAITING_ROOM), titled(words.WAITING_ROOM)),
        step("journal", touches(words.BACK), touches(words.JOURNAL), titled(words.JOURNAL)),
        step(
            "touch",
            touches(words.BACK),
            touches(words.TOUCH_PANEL),
            titled(words.NO_CELL),
            taps_all_over,
            titled(words.TOUCH_WHOLE),
        ),
        step("left", touches(words.BACK), touches(words.LEAVE_MAINTENANCE), titled(words.WELCOME)),
    ),
)
