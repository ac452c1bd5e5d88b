"""Account: who is signed in, and what keeps the account safe."""

import streamlit as st

from lib.accounts.mail import can_mail
from lib.accounts.own_account import account
from lib.settings import settings
from lib.ui import account_views, page_head, session

page_head.page_head("account", "Your account")
mine = account(session.desk(), session.signed_in())

account_views.show_done()
account_views.who_you_are(mine)

if mine.has_pass_phrase:
    st.header("Pass phrase", anchor=False)
    account_views.change_pass_phrase()
    if can_mail(settings()):
        st.header("E-mail", anchor=False)
        st.markdown("Only for a link to set a new pass phrase, should you forget yours. Nothing else is ever sent.")
        account_views.change_email(mine)
    st.header("Second factor", anchor=False)
    account_views.second_factor(mine)

st.header("Where you are signed in", anchor=False)
account_views.sessions()

st.header("Take it out", anchor=False)
st.markdown("Everything you wrote, as one archive: all tables as JSON, and the interview log as a spreadsheet.")
account_views.take_everything()

st.header("What happened", anchor=False)
with st.expander("The log of your account"):
    account_views.log()

st.header("Delete the account", anchor=False)
account_views.delete(mine)
