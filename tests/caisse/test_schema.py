"""The revisions make the declared schema, again and again; the columns about people are those we say."""

from __future__ import annotations

import re
import threading
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from caisse.store.opening import open_store
from caisse.store.schema import METADATA
from caisse.store.store import Store

DOCUMENT = Path(__file__).parents[2] / "docs" / "personal-data.md"
# Tables of which every column is about somebody, unless it is one of those that say nothing by themselves.
ABOUT_PEOPLE = {
    "person",
    "insured",
    "dependant",
    "card_loss",
    "visit",
    "attestation",
    "account",
    "email_claim",
    "sign_in_failure",
    "code_provisoire",
    "code_issue",
    "sms",
    "email_link",
    "reset_ask",
    "mail",
    "agent",
    "agent_session",
    "address",
    "request",
    "message",
    "notice",
    "intake",
    "quarantine",
    "technician",
    "technician_session",
    "deed",
}
SAY_NOTHING = {
    "person.id",
    "dependant.rank",
    "visit.token_hash",
    "visit.terminal",
    "visit.level",
    "visit.opened_at",
    "visit.expires_at",
    "attestation.reference",
    "attestation.issued_at",
    "attestation.terminal",
    "sign_in_failure.id",
    "sign_in_failure.kind",
    "sign_in_failure.terminal",
    "sign_in_failure.failed_at",
    "sign_in_failure.forgiven",
    "code_provisoire.request",
    "code_provisoire.issued_at",
    "code_provisoire.expires_at",
    "code_provisoire.tries_left",
    "code_issue.request",
    "code_issue.place",
    "code_issue.by_hand",
    "code_issue.issued_at",
    "sms.id",
    "sms.request",
    "sms.terminal",
    "sms.sent_at",
    "sms.erase_at",
    "sms.outcome",
    "email_link.token_hash",
    "email_link.purpose",
    "email_link.expires_at",
    "reset_ask.id",
    "reset_ask.terminal",
    "reset_ask.asked_at",
    "mail.id",
    "mail.queued_at",
    "mail.next_try_at",
    "mail.tries",
    "mail.give_up_at",
    "agent.added_at",
    "agent.revoked_at",
    "request.id",
    "request.terminal",
    "message.id",
    "notice.id",
    "notice.queued_at",
    "notice.next_try_at",
    "notice.tries",
    "notice.give_up_at",
    "agent_session.token_hash",
    "agent_session.expires_at",
    "intake.terminal",
    "intake.epoch",
    "intake.seq",
    "intake.digest",
    "intake.lane",
    "intake.header",
    "intake.signature",
    "intake.filed_at",
    "intake.unsure",
    "intake.received_at",
    "intake.verdict",
    "intake.reason",
    "intake.outcome",
    "intake.applied_at",
    "intake.tries",
    "intake.next_try_at",
    "quarantine.terminal",
    "quarantine.epoch",
    "quarantine.seq",
    "quarantine.digest",
    "quarantine.kind",
    "quarantine.reason",
    "quarantine.header",
    "quarantine.signature",
    "quarantine.received_at",
    "technician.invented",
    "technician.added_at",
    "technician.revoked_at",
    "technician_session.token_hash",
    "technician_session.expires_at",
    "deed.id",
    "deed.op",
    "deed.terminal",
    "deed.unsure",
}
ABOUT_NOBODY = {"terminal", "enrolment_token", "nonce", "robot_check", "alarm", "terminal_key", "epoch"}


def documented() -> set[str]:
    return set(re.findall(r"^\| `(\w+\.\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE))


def columns() -> set[str]:
    return {f"{table.name}.{column.name}" for table in METADATA.tables.values() for column in table.columns}


def test_the_revisions_make_the_declared_schema(store: Store) -> None:
    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), METADATA))

    assert store.read(differences) == []


def test_a_database_is_made_once_and_found_again(empty_url: str) -> None:
    for _ in range(2):
        opened = open_store(empty_url)
        tables = opened.read(lambda connection: set(inspect(connection).get_table_names()))
        opened.close()
        assert tables == set(METADATA.tables) | {"alembic_version"}


def test_two_servers_may_start_at_once_on_an_empty_database(empty_url: str) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            open_store(empty_url).close()
        except BaseException as error:
            failures.append(error)
            raise

    threads = [threading.Thread(target=start) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_every_column_about_a_person_is_documented_and_no_other() -> None:
    about = {column for column in columns() if column.partition(".")[0] in ABOUT_PEOPLE} - SAY_NOTHING
    assert documented() == about


def test_every_table_is_about_people_or_about_nobody() -> None:
    assert set(METADATA.tables) == ABOUT_PEOPLE | ABOUT_NOBODY


def test_no_column_is_said_to_say_nothing_that_does_not_exist() -> None:
    assert columns() >= SAY_NOTHING
