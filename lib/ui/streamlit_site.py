"""Tells Streamlit what follows from Askwell's own settings, so that a host sets each thing once."""

import hashlib
import hmac
import os
from urllib.parse import urlsplit

from streamlit import config

from lib.settings import Settings

_HOSTS, _SECRET = "server.allowedHosts", "server.cookieSecret"


def follow_settings(settings: Settings) -> None:
    """Let Streamlit answer to the name in ASKWELL_ADDRESS, and sign with a key that is the same on all replicas.

    What the host set for Streamlit itself stays.
    """
    if not settings.is_hosted:
        return
    host = urlsplit(settings.address).hostname
    if host and "STREAMLIT_SERVER_ALLOWED_HOSTS" not in os.environ:
        # The health check asks for “localhost”.
        config.set_option(_HOSTS, sorted({host, "localhost"}))
    key = settings.secret_key.get_secret_value()
    if key and not config.is_manually_set(_SECRET):
        derived = hmac.new(key.encode(), b"askwell streamlit cookie secret", hashlib.sha256).hexdigest()
        config.set_option(_SECRET, derived)
