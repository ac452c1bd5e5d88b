"""The application as a server loads it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def loaded(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Load the application in a process of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASKWELL_", "STREAMLIT_"))}
    environment |= {"ASKWELL_DATA_DIR": str(folder), **settings}
    return subprocess.run(
        [sys.executable, "-c", "import app"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_it_loads_without_any_setting(tmp_path: Path) -> None:
    assert loaded(tmp_path).returncode == 0


def test_it_does_not_start_with_dangerous_settings_and_names_them(tmp_path: Path) -> None:
    ended = loaded(tmp_path, ASKWELL_MODE="hosted")
    assert ended.returncode == 1
    assert "refused: ASKWELL_SECRET_KEY" in ended.stderr
    assert "refused: ASKWELL_DATABASE_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
