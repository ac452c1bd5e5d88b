"""Measures what a save of a text costs the server: `python -m tests.bench.saving` (or `make bench`).

An answer in a conversation is typed on, as the field sends it, in the sample's workspace of 500 interviews: the whole
request, with the write to the disk. Exits with 1 where the bound does not hold.
"""

import gc
import json
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.routing import Route

from lib.front_door import COLLECTED_AFTER
from lib.identity import store
from lib.method.sample import sample_commands
from lib.store.actor import LOCAL
from lib.typed_route import PATH, take_typed
from tests.asgi import asked

INTERVIEWS, CONTACTS = 500, 1_000
MOST_MILLISECONDS = 15.0
_ROUNDS = 60
_HEADERS = {"x-askwell": "1", "content-type": "application/json", "sec-fetch-site": "same-origin"}
_APP = Starlette(routes=[Route(PATH, take_typed, methods=["POST"])])


def main() -> int:
    """Print the median, and return 1 where the bound does not hold."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ASKWELL_DATA_DIR"] = folder
        workspace = store().workspace(LOCAL)
        now = datetime.now(UTC)
        workspace.do_each(
            sample_commands(now, ZoneInfo("Europe/Berlin"), contacts=CONTACTS, interviews=INTERVIEWS, seed=1)
        )
        held = workspace.snapshot().answers.iloc[0]
        address = f"answer/{held['interview_id']}/{held['question_id']}"
        gc.collect()
        gc.freeze()
        gc.set_threshold(COLLECTED_AFTER)
        version, times = int(held["version"]), []
        for number in range(_ROUNDS):
            text = f"{held['text']} And more, {'word ' * number}"
            content = {"workspace": workspace.id, "address": address, "text": text, "version": version}
            begun = time.perf_counter()
            answer = asked(_APP, PATH, method="POST", headers=_HEADERS, body=json.dumps(content).encode())
            times.append((time.perf_counter() - begun) * 1_000)
            version = answer.content["version"]
        store().close()
    median = statistics.median(times)
    sys.stdout.write(f"a save among {INTERVIEWS} interviews{median:10.2f} ms\n")
    return int(median > MOST_MILLISECONDS)


if __name__ == "__main__":
    sys.exit(main())
