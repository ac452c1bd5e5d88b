"""Step 4: send a thank-you, whatever came of it."""

import streamlit as st

from lib.ui import navigation, page_head, session
from lib.ui.interview_list import interview_list
from lib.ui.thank_steps import thank_steps
from lib.views.asking import in_touch, owed_thanks
from lib.views.interviews import interviews, one_interview

snapshot = session.snapshot()
frame = interviews(snapshot, session.zone())
owed, kept = snapshot.derive(("thanks", session.zone()), lambda: (owed_thanks(frame), in_touch(frame)))
picked = navigation.chosen("interview") or (str(owed.iloc[0]["interview_id"]) if len(owed) else None)
row = one_interview(snapshot, session.zone(), picked) if picked and not frame.empty else None

page_head.page_head("thank", "Who gave you their time?")

if frame.empty:
    st.markdown("Nobody to thank yet. Whoever gives you time or an answer will stand here.")
if owed.empty and not frame.empty:
    st.markdown("Everybody who gave you time or an answer is thanked.")
listed, beside = page_head.list_and_picked()
with listed:
    groups = {"To thank": owed, "Staying in touch": kept}
    interview_list({name: rows for name, rows in groups.items() if not rows.empty}, picked)
with beside:
    if row is not None:
        thank_steps(snapshot, row)
