"""Who may read and write what signing in keeps: sessions, second factors, attempts. Nobody else may."""

from typing import Final

from onward.database.rows import TableRows, open_table
from onward.foundation.sight import SightKind

_KEPT_BY_SIGN_IN: Final = (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "usersessions_usersession",
    "django_session",
)
_OF_THE_FRAMEWORK: Final = (
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "django_content_type",
)
"""Made by the framework and never used: what a person may do is said by their role."""

ROWS: tuple[TableRows, ...] = (
    *(open_table(table, {SightKind.SIGN_IN: "SIUD"}) for table in _KEPT_BY_SIGN_IN),
    *(TableRows(table=table, privileges={}, row_security=False) for table in _OF_THE_FRAMEWORK),
    open_table("web_savedview", {SightKind.SIGN_IN: "SID"}),
    open_table("web_keptanswers", {SightKind.SIGN_IN: "SID"}),
    TableRows(
        table="web_attempt",
        privileges={SightKind.SIGN_IN: "SIUD"},
        row_security=False,
        app_privileges="SIUD",
    ),
)
