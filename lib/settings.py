"""Settings, all from variables that begin with ASKWELL_; the README lists them."""

from datetime import timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASE_FILE = "askwell.db"
PREFIX = "ASKWELL_"


class Mode(StrEnum):
    """How Askwell runs: for the one person at this computer, or for people who sign in."""

    PERSONAL = "personal"
    HOSTED = "hosted"


class SignUp(StrEnum):
    """Who may make an account: anybody, whoever holds an invitation or a workshop's code, or nobody."""

    OPEN = "open"
    INVITED = "invited"
    CLOSED = "closed"


class Demo(StrEnum):
    """Whether visitors may try Askwell without an account: not at all, beside sign-in, or as all there is."""

    OFF = "off"
    BESIDE = "beside"
    ONLY = "only"


class Settings(BaseSettings):
    """What can be set from outside; nothing has to be, until people sign in."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("askwell", appauthor=False))
    database_url: str = ""
    mode: Mode = Mode.PERSONAL
    # Seals second factors and hashes what is throttled; at least 32 characters that nobody can guess.
    secret_key: SecretStr = SecretStr("")
    # Where people find it, such as https://askwell.example.org: for links in mails, and for the cookie.
    address: str = "http://localhost:8501"
    sign_up: SignUp = SignUp.INVITED
    # The organisation that people can sign in by, as the button calls it, such as “Heron Bay University”; where it is
    # reached stands in Streamlit's secrets, under [auth].
    organisation: str = ""
    # Whether one can sign in by name and pass phrase; where not, by the organisation alone.
    pass_phrases: bool = True
    demo: Demo = Demo.OFF
    demo_hours: int = Field(default=24, ge=1, le=24 * 30)
    session_idle_hours: int = Field(default=2, ge=1, le=24)
    session_hours: int = Field(default=12, ge=1, le=24)
    remember_days: int = Field(default=30, ge=1, le=90)
    audit_days: int = Field(default=365, ge=30, le=3650)
    # Through which server mails go, such as smtps://user:password@mail.example.org:465 or smtp://host:587 (with
    # STARTTLS; `?tls=no` for a relay on this machine); without one, the facilitator hands out links.
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""
    # Prometheus shows this token to read /metrics; without one, nobody may.
    metrics_token: SecretStr = SecretStr("")

    @property
    def is_hosted(self) -> bool:
        """Whether people have to sign in."""
        return self.mode is Mode.HOSTED

    def session_life(self, *, is_remembered: bool) -> timedelta:
        """Return how long a session may last at most, however much it is used."""
        return timedelta(days=self.remember_days) if is_remembered else timedelta(hours=self.session_hours)

    def session_idle(self, *, is_remembered: bool) -> timedelta:
        """Return how long a session may lie unused."""
        return timedelta(days=self.remember_days) if is_remembered else timedelta(hours=self.session_idle_hours)

    def store_url(self) -> str:
        """Return the database's URL: the one that is set, else a file in the data folder, which is made if need be."""
        if self.database_url:
            return self.database_url
        # Other people's names and addresses are in it: the folder is for its owner alone.
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return f"sqlite:///{self.data_dir / DATABASE_FILE}"

    def place(self) -> str:
        """Return in words where the data lies; of a server's URL only what is no secret."""
        if not self.database_url:
            return str(self.data_dir / DATABASE_FILE)
        return self.database_url.rsplit("@", maxsplit=1)[-1].split("?", maxsplit=1)[0]


class MistypedSettingsError(SystemExit):
    """Variables hold what they can't; where nobody catches it, the process ends with its lines and exit code 1."""

    def __init__(self, error: ValidationError) -> None:
        # Not what they hold: it may be a secret that was put into the wrong one.
        lines = [f"{PREFIX}{problem['loc'][0]}".upper() + f": {problem['msg']}" for problem in error.errors()]
        super().__init__("\n".join(["These settings can't be read; docs/hosting.md lists what each may be:", *lines]))


def read_settings() -> Settings:
    """Return the settings as the environment has them now.

    Raises:
        MistypedSettingsError: with each variable that holds what it can't, by name.
    """
    try:
        return Settings()
    except ValidationError as error:
        raise MistypedSettingsError(error) from None


@cache
def settings() -> Settings:
    """Return the settings of this process, read once; raises as `read_settings` does."""
    return read_settings()
