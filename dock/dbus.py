"""D-Bus method calls; the only module that knows jeepney, which has no types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

_TIMEOUT_S = 20.0
_PROPERTIES = "org.freedesktop.DBus.Properties"


@dataclass(frozen=True)
class Call:
    """One of several calls that are made together; what each attribute is, ``Bus.call`` says."""

    name: str
    path: str
    method: str
    signature: str | None = None
    body: tuple[Any, ...] = ()

    @classmethod
    def of_property(cls, name: str, path: str, interface: str, member: str) -> Call:
        """The reading of a property; its answer holds it in a D-Bus variant: ``(("s", "text"),)``."""
        return cls(name, path, f"{_PROPERTIES}.Get", "ss", (interface, member))


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

    def calls(self, calls: Sequence[Call]) -> list[tuple[Any, ...] | None]:
        """Make calls without waiting for one before the next: what each returns, None where it answered with an error.

        Raises:
            TimeoutError: one has no answer at all.
        """
        serials = [next(self._connection.outgoing_serial) for _ in calls]
        for serial, one in zip(serials, calls, strict=True):
            interface, member = one.method.rsplit(".", 1)
            address = DBusAddress(one.path, bus_name=one.name, interface=interface)
            self._connection.send(new_method_call(address, member, one.signature, one.body), serial=serial)
        awaited = set(serials)
        answers: dict[int, tuple[Any, ...] | None] = {}
        while awaited:
            reply = self._connection.receive(timeout=_TIMEOUT_S)
            serial = reply.header.fields.get(HeaderFields.reply_serial)
            if serial in awaited:
                awaited.remove(serial)
                answers[serial] = None if reply.header.message_type is MessageType.error else tuple(reply.body)
        return [answers[serial] for serial in serials]

    def property(self, name: str, path: str, interface: str, member: str) -> str | None:
        """A text property, or None when the object has none of that name."""
        answer = self.call(name, path, f"{_PROPERTIES}.Get", "ss", (interface, member))
        return None if answer is None else str(answer[0][1])

    def close(self) -> None:
        """Leave the bus."""
        self._connection.close()
