"""What the numbers of a rating say in words (`content/scales.toml`)."""

from collections.abc import Mapping
from functools import cache

from pydantic import RootModel, model_validator

from lib.domain.commands.conversations import SCALES
from lib.domain.vocabulary import Rating
from lib.method.content_files import checked, read_toml

FILE = "scales.toml"


class _Scales(RootModel[Mapping[Rating, tuple[str, ...]]]):
    @model_validator(mode="after")
    def _complete(self) -> "_Scales":
        for rating, (least, most) in SCALES.items():
            if len(set(self.root.get(rating, ()))) != most - least + 1:
                message = f"{rating} needs a word of its own for each number from {least} to {most}"
                raise ValueError(message)
        return self


@cache
def _scales() -> Mapping[Rating, tuple[str, ...]]:
    return checked(_Scales, read_toml(FILE), FILE).root


def scale(rating: Rating) -> Mapping[int, str]:
    """Return the words of a scale by their numbers, the least first; raises ContentError where the file fails."""
    least, _ = SCALES[rating]
    return dict(enumerate(_scales()[rating], start=least))
