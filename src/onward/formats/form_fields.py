r"""The kinds of field that forms are made of. Each means the same in JSON, in lists and in the JSON Schema.

Patterns name the digits 0 to 9 one by one: `\d` would take digits of every script.
"""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import BeforeValidator, Field, Strict
from pydantic_core import PydanticCustomError

_LINE = r"^[^\x00-\x1f\x7f]*$"
_FILLED_LINE = r"^[^\x00-\x1f\x7f]*[^\x00-\x1f\x7f\s][^\x00-\x1f\x7f]*$"
_LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ISO_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_ISO_DAY_PATTERN = re.compile(_ISO_DAY)


def _only_iso_days(value: object) -> object:
    """Keep pydantic from reading numbers and times of day as dates."""
    if isinstance(value, str) and _ISO_DAY_PATTERN.match(text := value.strip()):
        return _existing_day(text)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError("date_from_date_parsing", "not an ISO date")


def _existing_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise PydanticCustomError("no_such_day", "no such day") from error


Text = Annotated[str, Field(min_length=1, max_length=200, pattern=_FILLED_LINE)]
OptionalText = Annotated[str, Field(max_length=200, pattern=_LINE)]
Note = Annotated[str, Field(max_length=500, pattern=_LINES)]
YesNo = Annotated[bool, Strict()]
Day = Annotated[date, BeforeValidator(_only_iso_days), Field(json_schema_extra={"pattern": _ISO_DAY})]

Identifier = Annotated[str, Field(pattern=f"^{_UUID}$")]
OptionalIdentifier = Annotated[str, Field(pattern=f"^({_UUID})?$")]
SeedCode = Annotated[str, Field(pattern=r"^[0-9]{7}$")]
Scn = Annotated[str, Field(pattern=r"^([0-9]{9})?$")]
Upn = Annotated[str, Field(pattern=r"^([A-Z][0-9]{11}[0-9A-Z])?$")]
Chi = Annotated[str, Field(pattern=r"^([0-9]{10})?$")]
Stage = Annotated[str, Field(pattern=r"^(P[1-7]|S[1-6]|SP|AD)?$")]
Reason = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-3]|-)?$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z]{3})?$")]
LeaCode = Annotated[str, Field(pattern=r"^([0-9]{3})?$")]
EstabCode = Annotated[str, Field(pattern=r"^([0-9]{4})?$")]
