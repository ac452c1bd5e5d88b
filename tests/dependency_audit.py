"""Asks for known holes in every package that requirements.lock pins: `make audit`. Who can't be asked, is no "no".

pip-audit says "No known vulnerabilities found", and ends well, also where it could not look a package up. So its report
is read here: each package has to be in it, in the version of the lock, looked up, and without a hole.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[1] / "requirements.lock"
_COMMAND = (
    *(sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps"),
    *("--vulnerability-service=osv", "--format=json", "--progress-spinner=off"),
)

Locked = frozenset[tuple[str, str]]


def locked(text: str) -> Locked:
    """Return name and version of each package in the text of a lock file, those for other systems among them."""
    lines = (line.rstrip("\\ ") for line in text.splitlines() if line[:1].isalnum())
    return frozenset(_pinned(Requirement(line)) for line in lines)


def _pinned(requirement: Requirement) -> tuple[str, str]:
    [pin] = requirement.specifier
    return canonicalize_name(requirement.name), pin.version


def problems(packages: Locked, report: Mapping[str, Any]) -> list[str]:
    """Return a line for each hole in pip-audit's report, and for each package that it does not vouch for."""
    found = {(canonicalize_name(each["name"]), each.get("version", "")): each for each in report["dependencies"]}
    holes = [
        f"{name} {version}: {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for (name, version), each in sorted(found.items())
        for hole in each.get("vulns", [])
    ]
    vouched = {key for key, each in found.items() if "vulns" in each and "skip_reason" not in each}
    return holes + [f"{name} {version}: nobody could be asked" for name, version in sorted(packages - vouched)]


def audit(packages: Locked, arguments: Sequence[str] = ()) -> list[str]:
    """Return what is wrong with the packages, or that pip-audit (with `arguments`) had no report to read."""
    return [problem for some in _rounds(packages) for problem in _audited(some, arguments)]


def _rounds(packages: Locked) -> list[Locked]:
    """Return the packages in sets in which each name stands once: pip-audit takes no more."""
    rounds: dict[int, set[tuple[str, str]]] = {}
    times: Counter[str] = Counter()
    for name, version in sorted(packages):
        rounds.setdefault(times[name], set()).add((name, version))
        times[name] += 1
    return [frozenset(some) for some in rounds.values()]


def _audited(packages: Locked, arguments: Sequence[str]) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        cache = f"--cache-dir={folder}/cache"  # an answer of yesterday is none
        pins = Path(folder) / "pins.txt"
        pins.write_text("".join(f"{name}=={version}\n" for name, version in sorted(packages)), encoding="utf-8")
        command = [*_COMMAND, cache, f"--requirement={pins}", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        report = json.loads(ran.stdout)
    except json.JSONDecodeError:
        last = ran.stderr.strip().splitlines()[-1:] or ["it says nothing"]
        return [f"pip-audit has no report: {last[0]}"]
    return problems(packages, report)


def main(arguments: Sequence[str]) -> int:
    """Tell what is wrong, and return 1 where anything is; 0 only where each package was looked up."""
    packages = locked(LOCK.read_text(encoding="utf-8"))
    found = audit(packages, arguments)
    for line in found:
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"{len(packages)} packages, {len(found)} problems.\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
