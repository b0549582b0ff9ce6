"""One HTTPS exchange with the caisse, trusting one CA and nothing of the environment."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import DecodeError, HTTPError, MaxRetryError, NewConnectionError
from urllib3.exceptions import TimeoutError as WaitedTooLong

from kiosk.sync.abort import Abort
from kiosk.sync.answers import Cause, NoAnswer
from kiosk.sync.settings import LinkSettings

_MAX_ANSWER = 1 << 20
"""Bytes; the longest attestation is under 10 KiB."""

_SILENCED = ("urllib3", "requests", "http_message_signatures", "charset_normalizer")


def silence_libraries() -> None:
    """Keep the libraries' own logs off every handler: what is logged is ours to declare (architecture.md, rule 6)."""
    for name in _SILENCED:
        logger = logging.getLogger(name)
        logger.propagate = False
        logger.handlers = [logging.NullHandler()]


silence_libraries()


@dataclass(frozen=True, repr=False)
class Reply:
    """What came back, whoever sent it.

    Attributes:
        headers: names in lower case.
        body: decoded from any content coding.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """``application/json``: without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, repr=False)
class Request:
    """What to ask.

    Attributes:
        method: upper case.
        path: begins with ``/``; follows the base address.
        body: JSON, or None.
        token: the visit's, or None.
        auth: signs the request; None sends it unsigned.
        encoding: ``Content-Encoding`` of the body as it is given; None for plain JSON.
    """

    method: str
    path: str
    body: bytes | None = None
    token: str | None = None
    auth: AuthBase | None = None
    encoding: str | None = None

    @property
    def headers(self) -> CaseInsensitiveDict[str | bytes]:
        """All but those that signing adds."""
        headers: CaseInsensitiveDict[str | bytes] = CaseInsensitiveDict(
            {
                "Accept": "application/json, application/problem+json",
                "Accept-Encoding": "identity",
            }
        )
        if self.body is not None:
            headers["Content-Type"] = "application/json"
        if self.encoding is not None:
            headers["Content-Encoding"] = self.encoding
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


def exchange(settings: LinkSettings, request: Request, abort: Abort) -> Reply | NoAnswer:
    """Send one request over a connection of its own: a kept one may have died by the next visit.

    Args:
        settings: where to, whom to trust, how long to wait.
        request: what to ask.
        abort: ends the exchange from another thread.
    """
    line = Line(settings, kept=False)
    try:
        return line.exchange(request, abort)
    finally:
        line.close()


class Line:
    """A connection to the caisse, opened when it is needed; one exchange at a time.

    It never follows a redirection and never sends twice: what is sent again has to be signed again.

    Args:
        settings: where to, whom to trust, how long to wait.
        kept: whether the caisse is asked to leave the connection open.
    """

    def __init__(self, settings: LinkSettings, *, kept: bool = True) -> None:
        self._settings = settings
        self._kept = kept
        self._adapter = _AbortableAdapter()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.mount("https://", self._adapter)

    def exchange(self, request: Request, abort: Abort) -> Reply | NoAnswer:
        """Send one request and read its answer.

        Args:
            request: what to ask.
            abort: ends the exchange from another thread.
        """
        settings = self._settings
        if not _is_readable_ca(settings.ca_file):
            return NoAnswer(Cause.NO_CA)
        deadline = threading.Timer(settings.total_s, abort.pull, (Cause.TIMEOUT,))
        deadline.name, deadline.daemon = "link-deadline", True
        self._adapter.abort = abort
        self._session.headers = request.headers
        if not self._kept:
            self._session.headers["Connection"] = "close"
        deadline.start()
        try:
            with self._session.request(
                request.method,
                settings.base_url + request.path,
                data=request.body,
                auth=request.auth,
                verify=str(settings.ca_file),
                timeout=(settings.connect_s, settings.read_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                content = response.raw.read(_MAX_ANSWER + 1, decode_content=True)
        except (requests.RequestException, HTTPError, OSError) as error:
            return NoAnswer(abort.cause or _cause(error))
        finally:
            deadline.cancel()
            abort.release()
            self._session.cookies.clear()
        if abort.cause:
            # Cut in its headers, an answer looks whole to the library.
            return NoAnswer(abort.cause)
        if len(content) > _MAX_ANSWER:
            return NoAnswer(Cause.FOREIGN)
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, headers, content)

    def close(self) -> None:
        """Let go of the connection."""
        self._session.close()


def _is_readable_ca(ca_file: Path) -> bool:
    try:
        ssl.create_default_context(cafile=ca_file)
    except OSError:
        return False
    return True


def _cause(error: Exception) -> Cause:
    """Sort the libraries' errors; their texts are not kept, for they may quote what was sent."""
    inner = error.args[0] if error.args else None
    reason = inner.reason if isinstance(inner, MaxRetryError) else inner
    match error:
        case requests.exceptions.SSLError():
            return Cause.UNTRUSTED
        case requests.exceptions.Timeout() | WaitedTooLong():
            return Cause.TIMEOUT
        case DecodeError():
            return Cause.FOREIGN
        case _:
            return Cause.UNREACHABLE if isinstance(reason, NewConnectionError) else Cause.CUT


class _AbortableAdapter(HTTPAdapter):
    """Shows the connection in use to the exchange's ``Abort``, a new one as soon as it exists.

    Attributes:
        abort: of the exchange under way.
    """

    def __init__(self) -> None:
        super().__init__(max_retries=0)
        self.abort = Abort()
        adapter = self

        class Connection(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                connection = super()._new_conn()
                adapter.abort.guard(connection)
                return connection

            def putrequest(
                self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
            ) -> None:
                if self.sock is not None:
                    adapter.abort.guard(self.sock)
                super().putrequest(method, url, skip_host, skip_accept_encoding)

        class Pool(HTTPSConnectionPool):
            ConnectionCls = Connection

        self.poolmanager.pool_classes_by_scheme = {"https": Pool}
