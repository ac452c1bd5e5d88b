"""The command `python -m lib.doctor`: tells what is wrong, and exits with 1 where something is refused."""

import os
import sys

from lib.doctor import examine
from lib.settings import Settings
from lib.ui.streamlit_options import options_of_a_server_here


def main() -> int:
    """Write each finding as a line, and return the exit code: 0 where nothing is refused."""
    found = examine(Settings(), options_of_a_server_here(), os.environ)
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    if not found:
        sys.stdout.write("Nothing is wrong with the settings.\n")
    return int(any(finding.is_refused for finding in found))


if __name__ == "__main__":
    sys.exit(main())
