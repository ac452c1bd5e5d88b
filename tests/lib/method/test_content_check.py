"""All content is read at the start, so that no visitor meets a slip of the pen in it."""

import subprocess
import sys
from pathlib import Path

# Tells which content files were opened, by the interpreter's own audit hook.
_OPENED = """
import sys
opened = set()
sys.addaudithook(lambda event, what: event == "open" and opened.add(str(what[0])))
from lib.method.content_check import check_content
check_content()
print(*sorted(path.rsplit("/")[-1] for path in opened if path.endswith(".toml") and "lib/method/content/" in path))
"""


def test_every_content_file_is_read_but_the_sample() -> None:
    root = Path(__file__).parents[3]
    read = subprocess.run([sys.executable, "-c", _OPENED], cwd=root, check=True, capture_output=True, text=True)
    there = {path.name for path in (root / "lib" / "method" / "content").glob("*.toml")}
    assert set(read.stdout.split()) == there - {"sample.toml"}
