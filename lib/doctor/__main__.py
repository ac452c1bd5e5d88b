"""The command `python -m lib.doctor`: tells what is wrong, and exits with 1 where something is refused."""

import os
import sys
from collections.abc import Mapping

from lib.doctor import examine
from lib.settings import Settings, read_settings
from lib.ui.streamlit_options import options_of_a_server_here, server_options
from lib.ui.streamlit_site import follow_settings


def main() -> int:
    """Write each finding as a line, and return the exit code: 0 where nothing is refused."""
    settings = read_settings()
    found = examine(settings, _options(settings), os.environ)
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    if not found:
        sys.stdout.write("Nothing is wrong with the settings.\n")
    return int(any(finding.is_refused for finding in found))


def _options(settings: Settings) -> Mapping[str, object]:
    options_of_a_server_here()
    follow_settings(settings)
    return server_options()


if __name__ == "__main__":
    sys.exit(main())
