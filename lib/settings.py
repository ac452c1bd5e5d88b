"""Settings, all from variables that begin with ASKWELL_; the README lists them."""

from functools import cache
from pathlib import Path

from platformdirs import user_data_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DATABASE_FILE = "askwell.db"
# Who owns the workspaces where nobody signs in.
LOCAL_OWNER = "local"


class Settings(BaseSettings):
    """What can be set from outside; nothing has to be."""

    model_config = SettingsConfigDict(env_prefix="ASKWELL_", frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("askwell", appauthor=False))
    database_url: str = ""

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


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
