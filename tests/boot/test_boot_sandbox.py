"""Each line of the sandbox, taken from the real units, refuses what was possible without it.

The list is that of facts/systemd.md §1.4, « enforced in nspawn with the bpf flags », as far as our units use them.
MemoryMax= and TasksMax= are proved in qemu: the host keeps those controllers to itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.box.box import Box
from tools.box.rootfs import rootfs
from tools.box.terminal import UNIT

SYSTEMD = Path(__file__).parents[2] / "systemd"
PROBES = Path(__file__).parent / "inside" / "probes.py"
DONE, REFUSED = 0, 77
# What the probes reach for.
PREPARED = """
set -e
install -d /boot
touch /root/probe /tmp/probe /boot/probe
cp /usr/bin/true /var/lib/probe-true
cp /usr/bin/id /usr/local/bin/probe-id
chmod 4755 /usr/local/bin/probe-id
ip address add 192.0.2.1/32 dev lo
mknod /dev/probe c 10 200
"""


@dataclass(frozen=True)
class Line:
    """A directive, and what it is to refuse.

    Attributes:
        names: of the directives that work together, as the unit has them.
        probe: a function of ``inside/probes.py``.
        unit: where the line is taken from.
        beside: what the probe needs, with and without.
    """

    names: tuple[str, ...]
    probe: str
    unit: str = UNIT
    beside: str = ""

    def taken(self) -> str:
        """The lines of the unit itself."""
        lines = (SYSTEMD / self.unit).read_text("utf-8").splitlines()
        return "\n".join(line for line in lines if line.partition("=")[0] in self.names)


LINES = (
    Line(("ProtectSystem",), "write_usr"),
    Line(("ProtectHome",), "read_home"),
    Line(("PrivateTmp",), "read_tmp"),
    Line(("InaccessiblePaths",), "read_boot"),
    Line(("NoExecPaths",), "run_own_file"),
    Line(("DevicePolicy", "DeviceAllow"), "open_device"),
    Line(("IPAddressDeny", "IPAddressAllow"), "send_elsewhere"),
    Line(("NoNewPrivileges",), "become_root", beside="User=nobody"),
    Line(("CapabilityBoundingSet",), "give_away"),
    Line(("RestrictSUIDSGID",), "make_setuid"),
    Line(("RestrictRealtime",), "be_realtime"),
    Line(("RestrictNamespaces",), "new_namespace"),
    Line(("LockPersonality",), "other_personality"),
    Line(("MemoryDenyWriteExecute",), "write_then_run"),
    Line(("RestrictAddressFamilies",), "raw_packets"),
    Line(("ProtectProc",), "see_others", beside="User=nobody"),
    Line(("ProtectKernelTunables",), "tune_kernel"),
    Line(("ProtectControlGroups",), "make_group"),
    Line(("ProtectHostname",), "rename_machine"),
    Line(("SystemCallFilter", "SystemCallErrorNumber"), "change_root"),
    Line(("PrivateDevices",), "find_tunnel", unit="kiosk-drain.service"),
    Line(("PrivateUsers",), "be_root_of_all", unit="kiosk-drain.service"),
    Line(("PrivateNetwork",), "have_network", unit="kiosk-failed.service"),
)


def _unit(line: Line, directives: str) -> str:
    # ProtectHome= hides /root, and the whole of /run cannot be run from: the probe lies in /usr.
    return f"""[Service]
Type=oneshot
ExecStart=/usr/bin/python3 -I /usr/local/lib/probes.py {line.probe}
{line.beside}
{directives}
"""


@pytest.fixture(scope="module")
def statuses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, int]]:
    """How each probe ended, by the name of its unit, in a box of their own: half of them are to fail."""
    with Box((rootfs(),), tmp_path_factory.mktemp("sandbox")) as box:
        box.boot()
        yield _played(box)


def _played(box: Box) -> dict[str, int]:
    box.put(PROBES, "/usr/local/lib/probes.py")
    box.run("sh", "-c", PREPARED)
    units = {}
    for line in LINES:
        units[f"probe-{line.probe}-with"] = _unit(line, line.taken())
        units[f"probe-{line.probe}-without"] = _unit(line, "")
    for name, text in units.items():
        box.write(f"/etc/systemd/system/{name}.service", text)
    box.run("systemctl", "daemon-reload")
    services = [f"{name}.service" for name in units]
    box.run("systemctl", "start", *services, check=False)
    return {name: _status(box, f"{name}.service") for name in units}


def _status(box: Box, service: str) -> int:
    # A unit that never came to its process has none: 203, 226 and the like are no refusals of the probe's.
    return int(box.show(service, "ExecMainStatus"))


@pytest.mark.parametrize("line", LINES, ids=lambda line: "+".join(line.names))
def test_a_line_refuses_what_was_possible_without_it(statuses: dict[str, int], line: Line) -> None:
    assert line.taken(), f"{line.unit} has no {line.names[0]}="
    ended = (statuses[f"probe-{line.probe}-without"], statuses[f"probe-{line.probe}-with"])

    assert ended == (DONE, REFUSED)
