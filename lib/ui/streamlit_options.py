"""The options with which the Streamlit server runs, as a plain mapping."""

from typing import Any

import click
import streamlit as st
from streamlit import config
from streamlit.web import bootstrap
from streamlit.web.cli import configurator_options

from lib.doctor.organisation import SECRETS


def server_options() -> dict[str, object]:
    """Return the options of this process by name, such as “server.enableCORS”; by `SECRETS`, how people sign in."""
    options = {name: option.value for name, option in config.get_config_options().items()}
    return {**options, SECRETS: dict(st.secrets.get("auth", {})) if st.secrets.load_if_toml_exists() else {}}


def options_of_a_server_here() -> dict[str, object]:
    """Return the options that `streamlit run` would have if it were started here and now.

    Only Streamlit's command line reads the STREAMLIT_* variables, so it has to be asked.
    """

    @click.command()
    @configurator_options
    def _run(**options: Any) -> None:
        bootstrap.load_config_options(flag_options=options)

    _run.main(args=[], standalone_mode=False)
    return server_options()
