"""Today: what is due, what comes next, what waits for others, and what is only offered."""

from lib.ui import due_items, later, navigation, page_head, session, welcome
from lib.ui.bring_in_reply import bring_in_reply
from lib.views.due import due_list

snapshot = session.snapshot()
items = due_list(snapshot, session.zone(), session.now())

page_head.page_head("today", "Today")

if snapshot.goals.empty:
    welcome.welcome()
else:
    due_items.due_now(items.due)
    due_items.folded("Coming up", items.coming)
    due_items.folded("Waiting for others", items.waiting)
    due_items.folded("If you like", items.offers)
    later.skipped()
    if not snapshot.interviews.empty:
        bring_in_reply(snapshot)
    navigation.link("your_data", "Change when things are due", icon=":material/tune:")
