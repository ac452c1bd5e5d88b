"""How much somebody may upload in a while: files wait in this process's memory until their tab is gone."""

import threading
import time
from collections import deque
from collections.abc import Callable
from http import HTTPStatus

MOST_BYTES, MOST_FILES = 64_000_000, 20
# Seconds: as long as Streamlit keeps a tab that went away (`server.disconnectedSessionTTL`).
WITHIN = 600.0


class UploadBudget:
    """Counts the uploads of each account in this process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: dict[str, deque[tuple[float, int]]] = {}

    def refusal(self, account_id: str, length: str | None) -> HTTPStatus | None:
        """Count an upload of a length in bytes (its header), or return with which status it is refused.

        411 without a length, 413 where it is too much with what came before, 429 after too many files.
        """
        if length is None or not length.isdecimal():
            return HTTPStatus.LENGTH_REQUIRED
        with self._lock:
            now = self._clock()
            self._forget_before(now - WITHIN)
            taken = self._taken.get(account_id, deque())
            if len(taken) >= MOST_FILES:
                return HTTPStatus.TOO_MANY_REQUESTS
            if sum(size for _, size in taken) + int(length) > MOST_BYTES:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            self._taken.setdefault(account_id, taken).append((now, int(length)))
        return None

    def _forget_before(self, moment: float) -> None:
        for account_id, taken in list(self._taken.items()):
            while taken and taken[0][0] < moment:
                taken.popleft()
            if not taken:
                del self._taken[account_id]
