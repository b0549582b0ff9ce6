"""An SMS gateway over HTTP.

One ``POST`` of ``{"id", "to", "text"}`` with ``Authorization: Bearer …`` and ``Idempotency-Key``, the message's id: the
gateway sends one message for each id, however often it is asked. An operator's own dialect is translated in front of
the caisse, not here.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from caisse.sms.gateway import Accepted, Gateway, Handed, Reason, Refused, Unknown
from caisse.sms.settings import SmsSettings, SmsTransport
from teleservices.wire.codes import SmsToSend

_REASONS: Final = {401: Reason.ACCESS, 402: Reason.CREDIT, 403: Reason.ACCESS}
_ALREADY: Final = 409
"""The gateway has had this id before."""


class HttpGateway:
    """Posts each message, once more when nothing came back: the id keeps it from being sent twice.

    Proxies and credentials of the environment are not used, and no redirection is followed: both would carry the
    token and a person's number elsewhere.

    Args:
        url: where to post.
        token: without spaces around it.
        verify: the PEM file to trust, or True for the machine's authorities.
        timeout_s: for the connection, and again for each silence of the answer.
    """

    def __init__(self, url: str, token: str, verify: str | bool, timeout_s: float) -> None:
        self._url = url
        self._token = token
        self._verify = verify
        self._timeout_s = timeout_s

    def send(self, message: SmsToSend) -> Handed:
        """See ``Gateway``."""
        handed = self._post(message)
        if not isinstance(handed, Unknown):
            return handed
        # A refusal now says nothing of the first time.
        return handed if isinstance(again := self._post(message), Refused) else again

    def _post(self, message: SmsToSend) -> Handed:
        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.post(
                    self._url,
                    json={"id": message.id, "to": message.number, "text": message.text},
                    headers={"Authorization": f"Bearer {self._token}", "Idempotency-Key": message.id},
                    verify=self._verify,
                    timeout=self._timeout_s,
                    allow_redirects=False,
                    # Only the status counts; a body could be endless.
                    stream=True,
                )
            except requests.RequestException as error:
                # Its text is dropped with it: it may quote what was sent.
                return Refused(Reason.UNREACHABLE) if _never_connected(error) else Unknown()
            with answer:
                return _meaning(answer.status_code)


def _meaning(status: int) -> Handed:
    if 200 <= status < 300 or status == _ALREADY:
        return Accepted()
    if 400 <= status < 500:
        return Refused(_REASONS.get(status, Reason.MESSAGE))
    return Unknown()


def _never_connected(error: requests.RequestException) -> bool:
    inner = error.args[0] if error.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    kinds = requests.exceptions.SSLError | requests.exceptions.ConnectTimeout
    return isinstance(error, kinds) or isinstance(reason, NewConnectionError)


def gateway_of(settings: SmsSettings) -> Gateway | None:
    """The gateway that the settings name; None where the terminals send.

    Raises:
        OSError: the token's file or the authority's cannot be read.
        ValueError: the token's file holds no token.
    """
    if settings.transport is SmsTransport.TERMINAL or settings.token_file is None:
        return None
    token = settings.token_file.read_text("ascii").strip()
    if not token.isprintable() or not token:
        raise ValueError(f"{settings.token_file} : un jeton est attendu")
    if settings.ca and not Path(settings.ca).is_file():
        raise FileNotFoundError(settings.ca)
    return HttpGateway(settings.url, token, settings.ca or True, settings.timeout)
