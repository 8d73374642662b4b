"""Threads for what takes time: few of them, and a queue that ends.

Threads are daemons, so that work that nobody waits for any more does not keep the program from
ending.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from nomenklatur.language import _
from nomenklatur.web.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Workers:
    """Runs functions in threads.

    Args:
        threads: Threads.
        waiting: Functions that may wait for a thread; one more is refused with 503.
    """

    def __init__(self, threads: int, waiting: int) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._free = threads + waiting
        self._unstarted = threads

    async def run(self, work: Callable[[], T]) -> T:
        """What a function returns, or raises.

        Raises:
            Problem: Too many are waiting already.
        """
        if self._free <= 0:
            detail = _("too many requests are being worked on; try again in a moment")
            raise Problem(503, detail, headers={"retry-after": "5"})
        self._free -= 1
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        context = contextvars.copy_context()

        def settle(result: Any, problem: BaseException | None) -> None:  # noqa: ANN401
            self._free += 1
            if future.cancelled():
                return
            if problem is None:
                future.set_result(result)
            else:
                future.set_exception(problem)

        def job() -> None:
            result, problem = None, None
            if not future.cancelled():  # who asked may have gone
                try:
                    result = context.run(work)
                except Exception as raised:  # noqa: BLE001 - it is raised where it was asked for
                    problem = raised
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(settle, result, problem)

        self._jobs.put(job)
        if self._unstarted:
            self._unstarted -= 1
            threading.Thread(target=self._work, daemon=True).start()
        return await future

    def _work(self) -> None:
        while True:
            self._jobs.get()()
