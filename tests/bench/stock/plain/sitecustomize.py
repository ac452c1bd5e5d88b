"""Hides what `streamlit[performance]` adds, so that the page runs as `pip install streamlit` gives it."""

import sys

for name in ("uvloop", "httptools", "orjson"):
    sys.modules[name] = None  # type: ignore[assignment]  # None is how an import is made to fail
