"""Countries by their names, for those who choose one."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import holidays
from babel import Locale


@cache
def country_names() -> Mapping[str, str]:
    """Return the English names of countries by their ISO 3166 code (two letters), in alphabetical order.

    They are those whose public holidays are known: Unicode's list of territories has regions and test codes too.
    """
    known = holidays.list_supported_countries().keys()
    named = {code: name for code, name in Locale("en").territories.items() if code in known and len(code) == 2}  # noqa: PLR2004 - ISO 3166 alpha-2
    return MappingProxyType(dict(sorted(named.items(), key=lambda pair: pair[1])))
