"""An enrolment leaves the terminal's identity sealed, and the application started with it."""

from __future__ import annotations

import time

from tools.box.journal import await_line, event
from tools.box.terminal import UNIT, Terminal

SEALED = "/etc/credstore.encrypted/kiosk-identity"
PLAIN = "/var/lib/kiosk/identity.pem"


def test_nothing_on_the_disk_holds_the_key_in_plain(welcome: Terminal) -> None:
    box = welcome.box

    assert box.run("test", "-e", PLAIN, check=False).returncode == 1
    assert box.run("stat", "--format=%U %a", SEALED).stdout == "root 600\n"
    found = box.run(
        "grep", "-rslaF", "--devices=skip", "-e", "PRIVATE KEY", "/etc", "/root", "/var", "/tmp", check=False
    )
    # The libraries in /var/cache and the like aside, which hold words and no key.
    assert found.stdout.split() == []


def test_the_application_has_it_as_a_credential_and_the_caisse_knows_it(welcome: Terminal) -> None:
    assert welcome.box.run("ls", f"/run/credentials/{UNIT}").stdout == "kiosk-identity\n"

    await_line(welcome.box, UNIT, lambda line: event("link.changed")(line) and '"up": true' in line, 0)


def test_the_application_cannot_read_what_root_keeps(welcome: Terminal) -> None:
    for path in (SEALED, "/var/lib/systemd/credential.secret"):
        refused = welcome.box.run("runuser", "-u", "kiosk", "--", "cat", path, check=False)
        assert refused.returncode != 0, path


def test_a_new_enrolment_replaces_it(welcome: Terminal) -> None:
    box = welcome.box
    before, application = box.run("sha256sum", SEALED).stdout, welcome.application()
    began = time.time()

    welcome.enrol("enrolled-again")

    await_line(box, "kiosk-identity.service", lambda line: line.startswith("Finished "), began)
    welcome.await_welcome(began)
    assert box.run("sha256sum", SEALED).stdout != before
    assert box.run("test", "-e", PLAIN, check=False).returncode == 1
    assert welcome.application() != application
    await_line(box, UNIT, lambda line: event("link.changed")(line) and '"up": true' in line, began)
