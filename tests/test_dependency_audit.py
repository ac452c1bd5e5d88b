"""No package falls below a version in which a hole was mended, and an audit that could not ask does not pass."""

import json
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from packaging.version import Version

from tests.dependency_audit import LOCK, audit, locked, main, problems

HOLES = tomllib.loads((Path(__file__).parent / "known_holes.toml").read_text(encoding="utf-8"))["hole"]
PACKAGES = frozenset({("alpha", "1.0"), ("beta", "2.0")})
ALPHA: dict[str, Any] = {"name": "alpha", "version": "1.0", "vulns": []}
BETA: dict[str, Any] = {"name": "Beta", "version": "2.0", "vulns": []}
HOLE = {"id": "CVE-1", "affected": [], "summary": "a hole", "published": "2026-01-01T00:00:00Z"}


@contextmanager
def advisories(holes: dict[str, Any], *, status: int = 200) -> Iterator[str]:
    """Serve advisories by package name as osv.dev does, and give the address."""

    class Answers(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            content = json.dumps(holes.get(asked["package"]["name"], {})).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            """Keep still."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
        server.shutdown()


@pytest.mark.parametrize("hole", HOLES, ids=lambda hole: f"{hole['package']} {hole['mended']}")
def test_the_lock_is_not_below_a_version_in_which_a_hole_was_mended(hole: dict[str, Any]) -> None:
    versions = [version for name, version in locked(LOCK.read_text(encoding="utf-8")) if name == hole["package"]]
    assert versions
    assert all(Version(version) >= Version(hole["mended"]) for version in versions)
    assert hole["ids"]


def test_a_lock_file_is_read_with_its_markers_and_both_versions_of_one_package() -> None:
    text = 'one==1 ; python_version < "3.12" \\\n    --hash=sha256:0\n    # via two\none==2\nTwo_x==3 \\\n'
    assert locked(text) == {("one", "1"), ("one", "2"), ("two-x", "3")}


def test_an_audit_in_which_each_package_was_looked_up_has_no_problems() -> None:
    assert problems(PACKAGES, {"dependencies": [ALPHA, BETA]}) == []


def test_a_package_that_was_skipped_is_a_problem() -> None:
    skipped = {"name": "beta", "skip_reason": "Dependency not found on PyPI and could not be audited: beta (2.0)"}
    assert problems(PACKAGES, {"dependencies": [ALPHA, skipped]}) == ["beta 2.0: nobody could be asked"]


def test_a_package_that_is_missing_or_of_another_version_is_a_problem() -> None:
    assert problems(PACKAGES, {"dependencies": [ALPHA]}) == ["beta 2.0: nobody could be asked"]
    assert problems(PACKAGES, {"dependencies": [ALPHA, {**BETA, "version": "2.1"}]}) == [
        "beta 2.0: nobody could be asked"
    ]


def test_a_hole_is_a_problem() -> None:
    known = {**BETA, "vulns": [{"id": "CVE-1", "fix_versions": ["2.1"]}, {"id": "CVE-2", "fix_versions": []}]}
    assert problems(PACKAGES, {"dependencies": [ALPHA, known]}) == [
        "beta 2.0: CVE-1, mended in 2.1",
        "beta 2.0: CVE-2, mended in no version yet",
    ]


def test_pip_audit_itself_passes_what_a_source_knows_no_hole_of() -> None:
    with advisories({}) as address:
        assert audit(PACKAGES, [f"--osv-url={address}"]) == []


def test_pip_audit_itself_tells_a_hole() -> None:
    with advisories({"beta": {"vulns": [HOLE]}}) as address:
        assert audit(PACKAGES, [f"--osv-url={address}"]) == ["beta 2.0: CVE-1, mended in no version yet"]


def test_an_audit_fails_where_its_source_is_away(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--osv-url=http://127.0.0.1:9/v1/query"]) == 1
    assert "pip-audit has no report" in capsys.readouterr().err


def test_an_audit_fails_where_its_source_answers_with_an_error() -> None:
    with advisories({}, status=503) as address:
        [problem] = audit(PACKAGES, [f"--osv-url={address}"])
    assert problem.startswith("pip-audit has no report")


def test_an_audit_fails_where_its_source_knows_no_package() -> None:
    with advisories({}, status=404) as address:
        assert audit(PACKAGES, [f"--osv-url={address}"]) != []


def test_every_package_of_the_lock_is_asked_about(capsys: pytest.CaptureFixture[str]) -> None:
    with advisories({"numpy": {"vulns": [HOLE]}}) as address:
        assert main([f"--osv-url={address}"]) == 1
        told = capsys.readouterr()
    assert set(told.err.splitlines()) == {
        f"numpy {version}: CVE-1, mended in no version yet"
        for name, version in locked(LOCK.read_text(encoding="utf-8"))
        if name == "numpy"
    }
    with advisories({}) as address:
        assert main([f"--osv-url={address}"]) == 0
