"""What a run keeps, keeps only for that run, in its own thread, and only inside the shell."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from lib.ui.run_memory import begin_run, check_begun, forget, once_a_run


def _alone(check: object) -> None:
    """Run a check in a thread of its own, as Streamlit runs a page."""
    assert callable(check)
    with ThreadPoolExecutor(1) as threads:
        threads.submit(check).result()


def _numbers() -> Iterator[int]:
    return count(1)


def test_a_thing_is_made_once_a_run_and_anew_in_the_next() -> None:
    def check() -> None:
        numbers = _numbers()
        begin_run()
        assert [once_a_run("number", lambda: next(numbers)) for _ in range(3)] == [1, 1, 1]
        begin_run()
        assert once_a_run("number", lambda: next(numbers)) == 2

    _alone(check)


def test_what_is_forgotten_is_made_anew_and_the_rest_is_kept() -> None:
    def check() -> None:
        numbers = _numbers()
        begin_run()
        assert (once_a_run("a", lambda: next(numbers)), once_a_run("b", lambda: next(numbers))) == (1, 2)
        forget("a")
        assert (once_a_run("a", lambda: next(numbers)), once_a_run("b", lambda: next(numbers))) == (3, 2)

    _alone(check)


def test_a_run_in_another_thread_has_its_own() -> None:
    def keep(name: str) -> None:
        begin_run()
        assert once_a_run("who", lambda: name) == name

    def check() -> None:
        keep("Ada")
        _alone(lambda: keep("Ben"))
        assert once_a_run("who", lambda: "nobody") == "Ada"

    _alone(check)


def test_without_a_run_nothing_is_made() -> None:
    def check() -> None:
        for attempt in (lambda: once_a_run("a", lambda: "secret"), check_begun):
            with pytest.raises(RuntimeError, match="inside the shell"):
                attempt()

    _alone(check)


def test_before_a_run_there_is_nothing_to_forget() -> None:
    _alone(lambda: forget("a"))
