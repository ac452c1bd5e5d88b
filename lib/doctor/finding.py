"""What the doctor finds: one setting, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A setting that is dangerous: `is_refused` where Askwell must not run with it."""

    name: str
    sentence: str
    is_refused: bool = True

    def __str__(self) -> str:
        """Return it as a line."""
        return f"{'refused' if self.is_refused else 'warning'}: {self.name}: {self.sentence}"
