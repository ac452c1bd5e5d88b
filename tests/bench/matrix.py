"""Measures what was learned of 100 conversations against an empty page: `python -m tests.bench.matrix`.

Twenty questions, a hundred people with an answer to each and two takeaways. A rerun of that page is timed in turns with
one of the same page of a goal without any conversation, and with one of a one-line Streamlit page with stock settings,
as `tests.bench` has it. Exits with 1 where the matrix takes twice the time of the empty page or more.
"""

import asyncio
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.domain import commands
from lib.domain.commands import Command
from lib.domain.vocabulary import Channel, GoalKind, Purpose, Reply, Tie
from lib.settings import DATABASE_FILE
from lib.store.actor import LOCAL
from lib.store.store import Store
from lib.store.workspace import Workspace
from tests.bench.websocket_client import connect, run
from tests.browser.servers import ROOT, Server

QUESTIONS, PEOPLE, ROUNDS = 20, 100, 40
MOST_OF_EMPTY = 2.0
STOCK = Path(__file__).parent / "stock"
_ANSWER = "Mostly it is about the wards, and who has to be asked before anything can change there. " * 3


def main() -> int:
    """Measure, print, and return 1 where the bound does not hold."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as servers:
        data = Path(folder)
        full, empty = _fill(data)
        askwell = Server(ROOT / "app.py", environment={"ASKWELL_DATA_DIR": str(data)}).start()
        servers.callback(askwell.stop)
        plain = Server(STOCK / "page.py", folder=data, environment={"PYTHONPATH": str(STOCK / "plain")}).start()
        servers.callback(plain.stop)
        return asyncio.run(_measure(askwell.port, plain.port, full, empty))


def _fill(data: Path) -> tuple[str, str]:
    """Write the conversations down; return the addresses of their goal, and of one without any."""
    os.environ["ASKWELL_DATA_DIR"] = str(data)
    store = Store(f"sqlite:///{data / DATABASE_FILE}")
    workspace = store.workspace(LOCAL)
    full, empty = (_done(workspace, commands.AddGoal(kind=GoalKind.ROLE, topic=topic)) for topic in ("full", "empty"))
    questions = [
        _done(workspace, commands.AddQuestion(goal_id=goal_id, text=f"What changed in year {number}?"))
        for goal_id in (full, empty)
        for number in range(QUESTIONS)
    ][:QUESTIONS]
    for number in range(PEOPLE):
        _talk(workspace, full, questions, number)
    store.close()
    return f"goal={full}", f"goal={empty}"


def _done(workspace: Workspace, command: Command) -> str:
    return workspace.do(command).subject_id


def _talk(workspace: Workspace, goal_id: str, questions: Sequence[str], number: int) -> None:
    at = datetime(2026, 1, 1, 9, tzinfo=UTC) + timedelta(days=number)
    contact_id = _done(workspace, commands.AddContact(name=f"Person {number}", tie=Tie.FORMER, position="Nurse"))
    interview_id = _done(workspace, commands.ChooseContact(goal_id=goal_id, contact_id=contact_id, happened_at=at))
    draft = {"interview_id": interview_id, "channel": Channel.EMAIL, "happened_at": at}
    message_id = _done(workspace, commands.BeginDraft(**draft, purpose=Purpose.REQUEST, body="Hello"))
    workspace.do_all(
        [
            commands.RecordSent(**draft, message_id=message_id),
            commands.RecordReply(interview_id=interview_id, reply=Reply.YES, happened_at=at),
            commands.LogConversation(interview_id=interview_id, happened_at=at),
            *(
                commands.SaveAnswer(interview_id=interview_id, question_id=one, version=0, text=_ANSWER)
                for one in questions
            ),
            *(commands.AddTakeaway(interview_id=interview_id, text=f"Thing {number}, {part}") for part in (1, 2)),
        ]
    )


async def _measure(port: int, stock_port: int, full: str, empty: str) -> int:
    times: dict[str, list[float]] = {"full": [], "empty": [], "stock": []}
    async with connect(port) as one, connect(port) as other, connect(stock_port) as stock:
        page = (await run(one)).pages["learned"]
        await run(other)
        turns = {"full": (one, page, full), "empty": (other, page, empty), "stock": (stock, "", "")}
        for _ in range(ROUNDS):
            for name, (visitor, page_hash, query) in turns.items():
                again = await run(visitor, page_hash, query)
                if again.errors:
                    raise RuntimeError(again.errors[0])
                times[name].append(again.seconds * 1_000)
    # The first is a first visit, where everything is derived.
    medians = {name: statistics.median(timed[1:]) for name, timed in times.items()}
    ratio = medians["full"] / medians["empty"]
    _say(f"{QUESTIONS} questions x {PEOPLE} people: {medians['full']:.1f} ms, at first {times['full'][0]:.0f} ms")
    _say(
        f"the same page without conversations: {medians['empty']:.1f} ms ({ratio:.2f} times; less than {MOST_OF_EMPTY})"
    )
    _say(f"a stock page of one line: {medians['stock']:.1f} ms ({medians['full'] / medians['stock']:.2f} of it)")
    return int(ratio >= MOST_OF_EMPTY)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
