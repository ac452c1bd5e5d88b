"""Makes Streamlit's lines go through our log."""

from streamlit import logger as streamlit_logger

from lib.logs import hand_to_root


def quiet_streamlit() -> None:
    """Let no logger of Streamlit write by itself, be it there already or made later.

    Streamlit gives each logger a console handler of its own, and again whenever its options are read; there is no
    option against that, so what gives it is replaced.
    """
    streamlit_logger.setup_formatter = hand_to_root
    streamlit_logger.update_formatter()
