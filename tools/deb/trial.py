"""A Debian in a directory, that commands are run in without booting it."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

_ENVIRONMENT = {
    "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    "LANG": "C.UTF-8",
    "DEBIAN_FRONTEND": "noninteractive",
}
# What changes by being used, whoever uses it, and dpkg's own memory.
_RESTLESS = (
    "dev/",
    "proc/",
    "sys/",
    "run/",
    "tmp/",
    "root/",
    "var/lib/dpkg/",
    "var/log/",
    "var/cache/",
    "etc/passwd-",
    "etc/shadow-",
    "etc/group-",
    "etc/gshadow-",
    "etc/.pwd.lock",
)


class UnexpectedStatusError(Exception):
    """A command did not end as it should; the message has what it said."""


class DebianRoot:
    """A root file system to install into and to look at.

    Args:
        root: its files; nobody else uses them.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        # As in the making of an image: no service is started.
        (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", "ascii")
        (root / "usr/sbin/policy-rc.d").chmod(0o755)

    def run(self, *command: str, status: int = 0, **environment: str) -> str:
        """What a command says, both streams.

        Args:
            command: program and arguments.
            status: that it must end with.
            environment: beside a bare one.

        Raises:
            UnexpectedStatusError: it ended with another.
        """
        variables = [f"{name}={value}" for name, value in (_ENVIRONMENT | environment).items()]
        done = subprocess.run(
            [
                "unshare", "--mount", "--pid", "--fork", f"--mount-proc={self.root}/proc",
                "chroot", str(self.root), "env", "-i", *variables, *command,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )  # fmt: skip
        if done.returncode != status:
            raise UnexpectedStatusError(f"{command}: {done.returncode}\n{done.stdout[-3000:]}")
        return done.stdout

    def python(self, product: str, script: str, *arguments: str, user: str = "root") -> str:
        """What a script says that the machine's own python3 runs with a product's modules.

        Args:
            product: its name.
            script: text; ``sys`` is imported.
            arguments: ``sys.argv`` from 1 on.
            user: who runs it.
        """
        head = f"import sys; sys.path.insert(0, '/usr/lib/{product}/python')\n"
        return self.run("runuser", "-u", user, "--", "python3", "-IB", "-c", head + script, *arguments)

    def files(self) -> set[tuple[str, int, str]]:
        """Every path that should come and go with a package: name, mode, target of a link."""
        found = set()
        for place, directories, names in os.walk(self.root):
            for name in (*directories, *names):
                path = Path(place, name)
                told = str(path.relative_to(self.root))
                if not f"{told}/".startswith(_RESTLESS) and told not in _RESTLESS:
                    mode = path.lstat().st_mode
                    link = str(path.readlink()) if stat.S_ISLNK(mode) else ""
                    found.add((told, mode, link))
        return found

    def users(self) -> set[str]:
        """The lines of users and groups."""
        return {line for name in ("passwd", "group") for line in (self.root / "etc" / name).read_text().splitlines()}
