"""Progress: every interview at once."""

from lib.ui import navigation, page_head, progress_views, session
from lib.views.interviews import interviews
from lib.views.progress import filtered, sentence

snapshot = session.snapshot()
frame = interviews(snapshot, session.zone())

page_head.page_head("progress", "All your interviews", sentence(frame, session.today()))

if not frame.empty:
    shown = filtered(frame, progress_views.filters(snapshot))
    view = progress_views.view_and_export(shown, is_all=len(shown) == len(frame))
    if view == progress_views.BOARD_VIEW:
        progress_views.board_view(snapshot, shown)
    else:
        progress_views.table_view(shown)
    progress_views.figures(shown)
    navigation.link("learned", "What have you learned from them?", icon=":material/school:")
