"""Contacts: search first, then the list; a person's page is their story in order; and the ways to bring people in."""

import streamlit as st

from lib.ui import duplicates, memory_jogger, navigation, page_head, session
from lib.ui.contact_form import contact_form
from lib.ui.contact_list import contact_list
from lib.ui.contact_page import contact_page
from lib.ui.import_contacts import import_contacts

snapshot = session.snapshot()

if (contact_id := navigation.chosen("contact")) is not None:
    contact_page(snapshot, contact_id)
elif (circle_id := navigation.chosen("circle")) is not None:
    memory_jogger.memory_jogger(snapshot, circle_id)
elif navigation.chosen("duplicates"):
    duplicates.duplicates_page(snapshot)
elif navigation.chosen("starter"):
    memory_jogger.starters(snapshot)
elif navigation.chosen("upload"):
    page_head.page_head("contacts", "Bring people in")
    import_contacts()
    navigation.back("All contacts")
elif navigation.chosen("new"):
    page_head.page_head("contacts", "Add a person")
    if receipt := contact_form("new"):
        session.notice("They are among your contacts.", receipt)
        navigation.go("contacts", contact=receipt.subject_id)
    navigation.back("All contacts")
else:
    page_head.page_head("contacts", "Contacts")
    with st.container(horizontal=True):
        if st.button("Add a person", icon=":material/person_add:", key="add_person"):
            navigation.go("contacts", new="yes")
        if st.button("Upload a file", icon=":material/upload_file:", key="upload_file"):
            navigation.go("contacts", upload="yes")
        memory_jogger.door()
        duplicates.door(snapshot)
    if snapshot.contacts.empty:
        import_contacts()
    else:
        contact_list(snapshot)
