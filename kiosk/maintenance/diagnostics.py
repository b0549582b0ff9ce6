"""The surveys' results, kept on the terminal: what was found, when, and how often the application was started."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.maintenance.findings import Survey

if TYPE_CHECKING:
    from sqlite_utils import Database

FILE: Final = "diagnostics.sqlite"
"""In the state directory."""
_SURVEYS: Final = 30
_FORGET: Final = """
    DELETE FROM findings
    WHERE at NOT IN (SELECT at FROM findings GROUP BY at ORDER BY max(rowid) DESC LIMIT ?)
"""
_DAY: Final = timedelta(hours=24)
_WAIT_S: Final = 5.0
"""For ``kiosk doctor`` that writes at the same moment."""


class Diagnostics:
    """The last surveys, one row a finding, and the last day's starts; opened for each use.

    Args:
        directory: the state directory.

    Attributes:
        starts: of the application in the 24 hours before ``count_start``; None when nobody knows.
    """

    def __init__(self, directory: Path) -> None:
        self._file = directory / FILE
        self.starts: int | None = None

    def keep(self, survey: Survey) -> bool:
        """Add a survey and forget the oldest; False when the disk would not have it."""
        at = survey.at.isoformat(timespec="milliseconds")
        with self._opened() as db:
            if db is None:
                return False
            try:
                db.table("findings").insert_all(
                    {
                        "at": at,
                        "place": place,
                        "terminal": survey.terminal,
                        "version": survey.version,
                        "cabinet": survey.cabinet,
                        "check": finding.check,
                        "grade": int(finding.grade),
                        "state": finding.state,
                        "facts": json.dumps({fact.name: fact.value for fact in finding.facts}, ensure_ascii=False),
                    }
                    for place, finding in enumerate(survey.findings)
                )
                db.execute(_FORGET, (_SURVEYS,))
                db.conn.commit()
            except sqlite3.Error:
                return False
        return True

    def count_start(self, now: datetime) -> None:
        """Put down a start of the application, and count those of the last day.

        Args:
            now: UTC.
        """
        with self._opened() as db:
            if db is None:
                return
            # Not those of a clock that was ahead, either: they would count for ever.
            day = (now - _DAY).isoformat(timespec="milliseconds"), now.isoformat(timespec="milliseconds")
            try:
                db.table("starts").insert({"at": day[1]})
                db.execute("DELETE FROM starts WHERE at NOT BETWEEN ? AND ?", day)
                count = int(db.execute("SELECT count(*) FROM starts").fetchone()[0])
                db.conn.commit()
            except sqlite3.Error:
                return
        self.starts = count

    @contextmanager
    def _opened(self) -> Iterator[Database | None]:
        from sqlite_utils import Database

        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            connection = sqlite3.connect(self._file, timeout=_WAIT_S)
        except (OSError, sqlite3.Error):
            yield None
            return
        with closing(connection):
            yield Database(connection)
