"""Run in a box by a unit of its own: does one thing that a sandbox may refuse.

Argument: the name of the thing. Status 0: it could be done; 77: it was refused; anything else: the probe is broken.
"""

import ctypes
import mmap
import os
import socket
import subprocess
import sys
from pathlib import Path

REFUSED = 77
NOT_LOCAL = "192.0.2.1"
_LIBC = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: int) -> None:
    if getattr(_LIBC, name)(*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)


def write_usr() -> None:
    Path("/usr/probe").write_text("", "ascii")


def read_home() -> None:
    Path("/root/probe").read_bytes()


def read_tmp() -> None:
    Path("/tmp/probe").read_bytes()


def read_boot() -> None:
    Path("/boot/probe").read_bytes()


def run_own_file() -> None:
    subprocess.run(["/var/lib/probe-true"], check=True)


def open_device() -> None:
    os.close(os.open("/dev/probe", os.O_RDONLY))


def find_tunnel() -> None:
    Path("/dev/probe").stat()


def send_elsewhere() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"probe", (NOT_LOCAL, 9))


def have_network() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as bound:
        bound.bind((NOT_LOCAL, 0))


def become_root() -> None:
    if subprocess.check_output(["/usr/local/bin/probe-id", "-u"]).strip() != b"0":
        raise PermissionError


def give_away() -> None:
    Path("/var/lib/probe-given").touch()
    os.chown("/var/lib/probe-given", 65534, 65534)


def make_setuid() -> None:
    Path("/var/lib/probe-setuid").touch()
    Path("/var/lib/probe-setuid").chmod(0o4755)


def be_realtime() -> None:
    os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))


def new_namespace() -> None:
    _call("unshare", 0x04000000)


def other_personality() -> None:
    _call("personality", 0x0008)


def write_then_run() -> None:
    mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_WRITE | mmap.PROT_EXEC).close()


def raw_packets() -> None:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close()


def see_others() -> None:
    Path("/proc/1/status").read_bytes()


def tune_kernel() -> None:
    setting = Path("/proc/sys/net/ipv4/ip_default_ttl")
    setting.write_bytes(setting.read_bytes())


def make_group() -> None:
    Path("/sys/fs/cgroup/probe").mkdir()
    Path("/sys/fs/cgroup/probe").rmdir()


def rename_machine() -> None:
    socket.sethostname(socket.gethostname())


def change_root() -> None:
    os.chroot("/")


def be_root_of_all() -> None:
    # Outside a namespace of its own, another user's number means that user.
    if "4294967295" not in Path("/proc/self/uid_map").read_text("ascii"):
        raise PermissionError


def main(name: str) -> int:
    try:
        globals()[name]()
    except OSError as refused:
        sys.stderr.write(f"{name}: {refused}\n")
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
