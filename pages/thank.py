"""Step 4: send a thank-you, whatever came of it, and keep in touch."""

import streamlit as st

from lib.ui import navigation, page_head, session
from lib.ui.thank_list import good_news, thank_list, touch_list
from lib.ui.thank_steps import thank_steps
from lib.views.interviews import interviews, one_interview
from lib.views.thanking import givers, kept_in_touch, picked_giver

snapshot = session.snapshot()
now = session.now()
waiting = givers(snapshot, session.zone(), now)
kept = kept_in_touch(snapshot, session.zone(), now)
named, view = navigation.chosen("interview"), navigation.chosen("view") or ""
giver = picked_giver(waiting, named, view)
is_empty = interviews(snapshot, session.zone()).empty
picked = named or (giver.interview_id if giver else None)
row = one_interview(snapshot, session.zone(), picked) if picked else None

page_head.page_head("thank", "Who gave you their time?")

if is_empty:
    st.markdown("Nobody to thank yet. Whoever gives you time or an answer will stand here.")
elif not waiting:
    st.markdown("Everybody who gave you time or an answer is thanked.")
listed, beside = page_head.list_and_picked()
with listed:
    thank_list(waiting, giver)
    touch_list(kept, None if giver else named)
    good_news(snapshot)
with beside:
    if row is not None:
        thank_steps(snapshot, row, view if named or giver is None else giver.view)
