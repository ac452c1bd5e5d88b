"""What was counted as refused access, and so told in the log (`lib.refusals`)."""

from lib.domain.errors import AskwellError, NotSignedInError
from lib.metrics import REGISTRY
from lib.refusals import Refusal


def refusals(error: type[AskwellError]) -> float:
    """Return how often access was refused in the way that this error tells, since the process began."""
    return counted(Refusal.NOT_SIGNED_IN if error is NotSignedInError else Refusal.NOT_FOUND)


def counted(kind: Refusal) -> float:
    """Return how often access was refused in a way, since the process began."""
    return REGISTRY.get_sample_value("askwell_refused_access_total", {"kind": kind}) or 0
