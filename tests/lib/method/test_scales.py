"""The words of the scales."""

import pytest

from lib.domain.commands.conversations import SCALES
from lib.domain.vocabulary import Rating
from lib.method.scales import scale


@pytest.mark.parametrize("rating", list(Rating))
def test_every_number_of_a_scale_has_a_word_of_its_own(rating: Rating) -> None:
    least, most = SCALES[rating]
    words = scale(rating)
    assert list(words) == list(range(least, most + 1))
    assert len(set(words.values())) == len(words)


def test_the_middle_of_the_fit_is_nought() -> None:
    assert scale(Rating.FIT)[0] == "Same"
