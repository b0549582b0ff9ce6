"""``python -m dock.mail DIRECTORY``: the mail server's process, which its owner talks to in lines of JSON."""

from __future__ import annotations

import argparse
import asyncio
import json
import ssl
import sys
from pathlib import Path
from typing import Any, Final

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from dock.mail.faults import MailFault
from dock.mail.keeper import Keeper

_HOST: Final = "127.0.0.1"


def main() -> None:
    """Serve until stdin ends."""
    parser = argparse.ArgumentParser(prog="dock.mail")
    parser.add_argument("directory", type=Path, help="where messages are kept")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--security", choices=("none", "starttls", "tls"), default="none")
    parser.add_argument("--certificate", type=Path, help="PEM: chain and key")
    parser.add_argument("--user", help="NAME:PASSWORD that must be given")
    asyncio.run(_serve(parser.parse_args()))


async def _serve(chosen: argparse.Namespace) -> None:
    chosen.directory.mkdir(parents=True, exist_ok=True)
    keeper = Keeper(chosen.directory, lambda file: _say(kept=str(file)))
    options = _options(chosen)
    over_tls = options.pop("whole", None)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper.hooks, **options), _HOST, chosen.port, ssl=over_tls)
    _say(port=server.sockets[0].getsockname()[1])
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        asked = json.loads(line)
        keeper.fail(None if asked["fault"] is None else MailFault(asked["fault"]), asked["times"])
        _say(fault=asked["fault"])
    server.close()


def _options(chosen: argparse.Namespace) -> dict[str, Any]:
    options: dict[str, Any] = {"hostname": "mail.dock.test", "enable_SMTPUTF8": False}
    if chosen.security != "none":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chosen.certificate)
        if chosen.security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        else:
            options["whole"] = context
    if chosen.user is not None:
        name, _, password = chosen.user.partition(":")

        def judge(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object) -> AuthResult:
            good = isinstance(given, LoginPassword) and (given.login, given.password) == (
                name.encode(),
                password.encode(),
            )
            return AuthResult(success=good, handled=False)

        options |= {"authenticator": judge, "auth_required": True, "auth_require_tls": chosen.security == "starttls"}
    return options


def _say(**what: str | int | None) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
