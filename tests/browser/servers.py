"""Start, kill and restart a Streamlit server, and launch Chromium, for the tests that use a real browser."""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0
_PAUSE = threading.Event()


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """One `streamlit run` process; `restart` comes back on the same port, as a real server does."""

    script: Path
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path | None = None
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of the first page."""
        return f"http://localhost:{self.port}/"

    def start(self) -> "Server":
        """Start the process and wait until it answers; raise RuntimeError if it ends or stays silent."""
        command = [sys.executable, "-m", "streamlit", "run", str(self.script)]
        command += ["--server.port", str(self.port), "--server.headless", "true"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **self.environment}
        with (self.log or Path(os.devnull)).open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=self.folder, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        self._wait_until_healthy(self._process)
        return self

    def _wait_until_healthy(self, process: "subprocess.Popen[bytes]") -> None:
        for _ in range(int(_PATIENCE / 0.1)):
            if process.poll() is not None:
                break
            if self._is_healthy():
                return
            _PAUSE.wait(0.1)
        self.stop()
        message = f"The server did not come up: {self.log.read_text() if self.log else 'no log was kept'}"
        raise RuntimeError(message)

    def _is_healthy(self) -> bool:
        connection = http.client.HTTPConnection("localhost", self.port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            connection.close()

    def kill(self) -> None:
        """End the process as a crash would (SIGKILL)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """End the process in an orderly way."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def restart(self) -> None:
        """Start again on the same port."""
        self.start()


def chromium_path() -> str | None:
    """Return the Chromium to use: ASKWELL_CHROMIUM, one on the path, or None for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("ASKWELL_CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


def launch_chromium(playwright: Playwright) -> Browser:
    """Launch Chromium without a window."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    return playwright.chromium.launch(executable_path=chromium_path(), args=arguments)
