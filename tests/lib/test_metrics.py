"""Figures for whoever hosts."""

import pytest
from prometheus_client.parser import text_string_to_metric_families

from lib import metrics


def _figure(sample: str, /, **labels: str) -> float:
    return metrics.REGISTRY.get_sample_value(sample, labels) or 0


def test_what_happens_is_counted_by_plain_words() -> None:
    before = _figure("askwell_commands_total", name="AddContact", outcome="done")
    metrics.count_command("AddContact", "done")
    metrics.count_command("AddContact", "done")
    metrics.count_sign_in("locked")
    metrics.count_throttled("sign_in")
    metrics.count_refused_upload("too_large")
    assert _figure("askwell_commands_total", name="AddContact", outcome="done") == before + 2
    assert _figure("askwell_sign_ins_total", outcome="locked") >= 1
    assert _figure("askwell_throttled_total", kind="sign_in") >= 1
    assert _figure("askwell_uploads_refused_total", reason="too_large") >= 1


@pytest.mark.parametrize(
    "text",
    ["ada@example.org", "Ada Lovelace", "3f2a9c", "deadbeef0", "", "x" * 41, "contacts\n", "a-b-c-d-e-f", "Zoë"],
)
def test_nothing_personal_becomes_a_label(text: str) -> None:
    before = _figure("askwell_page_runs_total", page=metrics.OTHER)
    with metrics.timed_run(text):
        pass
    assert _figure("askwell_page_runs_total", page=metrics.OTHER) == before + 1
    assert not text or text not in metrics.exposition()[0].decode()


def test_a_run_that_fails_is_measured_too() -> None:
    before = _figure("askwell_run_seconds_count", page="today")
    with pytest.raises(ValueError, match="broken"), metrics.timed_run("today"):
        raise ValueError("broken")
    assert _figure("askwell_run_seconds_count", page="today") == before + 1


def test_a_transaction_that_fails_is_measured_too() -> None:
    before = _figure("askwell_transaction_seconds_count", kind="write")
    with pytest.raises(ValueError, match="full"), metrics.timed_transaction("write"):
        raise ValueError("full")
    assert _figure("askwell_transaction_seconds_count", kind="write") == before + 1


def test_a_session_counts_while_it_lives() -> None:
    before = _figure("askwell_sessions")
    with metrics.counted_session(), metrics.counted_session():
        assert _figure("askwell_sessions") == before + 2
    assert _figure("askwell_sessions") == before


def test_prometheus_can_read_the_figures() -> None:
    metrics.count_command("AddContact", "done")
    content, content_type = metrics.exposition()
    families = {family.name for family in text_string_to_metric_families(content.decode())}
    assert {"askwell_commands", "askwell_sessions", "askwell_run_seconds"} <= families
    assert content_type.startswith("text/plain; version=0.0.4")


def test_only_our_own_figures_are_shown() -> None:
    families = text_string_to_metric_families(metrics.exposition()[0].decode())
    assert {family.name.partition("_")[0] for family in families} <= {"askwell", "process"}
