"""Make sure that there is a Chromium for the browser tests: `python -m tests.browser.chromium`.

One that is installed is used. Else Debian's package is installed where that is possible, else Playwright's own build.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.servers import chromium_path


def main() -> int:
    """Install a browser if none is found, and return 0 once there is one."""
    if chromium_path() or _has_own():
        return 0
    if _may_install_packages():
        return _run("apt-get", "update", "-qq") or _run("apt-get", "install", "-y", "-qq", "chromium")
    return _run(sys.executable, "-m", "playwright", "install", "chromium")


def _has_own() -> bool:
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def _may_install_packages() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(*command: str) -> int:
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
