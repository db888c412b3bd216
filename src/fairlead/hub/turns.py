"""Taking turns at what takes long, so that a few readers who ask for much do not keep all others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from django.utils.translation import gettext as _

from fairlead.errors import FairleadError

__all__ = ["BusyError", "Turns"]


class BusyError(FairleadError):
    """Too many ask for the same at once; the answer is 503."""


class Turns:
    """One at a time in each process; a few wait, the others are told to come again.

    Parameters
    ----------
    waiting
        How many may wait: each of them holds one of the threads that answer.
    seconds
        How long they wait.
    """

    def __init__(self, waiting: int = 1, seconds: float = 8.0) -> None:
        self.seconds, self.one, self.inside = seconds, BoundedSemaphore(1), BoundedSemaphore(1 + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it.

        Raises
        ------
        BusyError
            If others wait already, or it takes too long.
        """
        busy = BusyError(_("Many people are asking at once."), fix=_("Wait a few seconds and load the page again."))
        if not self.inside.acquire(blocking=False):
            raise busy
        try:
            if not self.one.acquire(timeout=self.seconds):
                raise busy
            try:
                yield
            finally:
                self.one.release()
        finally:
            self.inside.release()
