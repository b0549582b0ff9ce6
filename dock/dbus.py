"""D-Bus method calls; the only module that knows jeepney, which has no types."""

from __future__ import annotations

from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

_TIMEOUT_S = 20.0
_PROPERTIES = "org.freedesktop.DBus.Properties"


class Bus:
    """A connection to a message bus.

    Args:
        address: as D-Bus writes it: ``unix:path=…,guid=…``.

    Raises:
        OSError: nobody listens there.
    """

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)

    def call(
        self, name: str, path: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()
    ) -> tuple[Any, ...] | None:
        """Call a method and wait for its answer.

        Args:
            name: the bus name of the application that has the object.
            path: the object.
            method: interface and member: ``org.a11y.Bus.GetAddress``.
            signature: D-Bus types of ``body``; None when there is nothing to pass.
            body: the arguments.

        Returns:
            what the method returns, or None when it answered with an error.

        Raises:
            TimeoutError: no answer at all.
        """
        interface, member = method.rsplit(".", 1)
        message = new_method_call(DBusAddress(path, bus_name=name, interface=interface), member, signature, body)
        reply = self._connection.send_and_get_reply(message, timeout=_TIMEOUT_S)
        return None if reply.header.message_type is MessageType.error else tuple(reply.body)

    def property(self, name: str, path: str, interface: str, member: str) -> str | None:
        """A text property, or None when the object has none of that name."""
        answer = self.call(name, path, f"{_PROPERTIES}.Get", "ss", (interface, member))
        return None if answer is None else str(answer[0][1])

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()
