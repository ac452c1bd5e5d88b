"""What has to be so before a server may serve: logs that hold nobody's words, no dangerous setting, sound content."""

import os

from lib.doctor import check_at_start
from lib.logs import set_up_logs
from lib.method.content_check import check_content
from lib.settings import settings
from lib.ui.streamlit_logs import quiet_streamlit
from lib.ui.streamlit_options import server_options
from lib.ui.streamlit_site import follow_settings


def prepare() -> None:
    """Send all logs through our door, set Streamlit up as our settings say, and refuse dangerous settings.

    Raises:
        ContentError: where a file of the method's words can't be used, with the file and the place in it.
        DoctorRefusalError: with all that is refused, by name; as a SystemExit it ends the process with its lines.
    """
    set_up_logs(is_hosted=settings().is_hosted)
    quiet_streamlit()
    follow_settings(settings())
    check_at_start(settings(), server_options(), os.environ)
    check_content()
