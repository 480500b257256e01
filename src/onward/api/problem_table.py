"""Write the table of the API's problems for the docs, from the table itself."""

from onward.api.problems import TABLE, UNTHROWN
from onward.foundation.markdown import generated_page, table

_ABOUT = """\
Every error of the API is `application/problem+json` (RFC 9457): `type`, `title`, `status`, `code`,
`request_id`, and `detail` or `faults` where there is more to say. Programs should look at `code`, which never
changes its meaning. What you may not see and what does not exist are the same answer. The codes inside
`faults` are those of [fault-codes.md](fault-codes.md).
"""


def problem_table() -> str:
    """Return docs/errors.md."""
    problems = sorted({*TABLE.values(), *UNTHROWN}, key=lambda each: (each.status, each.code))
    rows = ((f"`{each.code}`", f"{each.status.value} {each.status.phrase}", each.title) for each in problems)
    return generated_page(
        "Errors of the API", "api/problems.py", _ABOUT, table(("Code", "Status", "Meaning"), rows)
    )
