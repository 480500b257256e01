"""Every page of the website that the bench opens: by whom, at which addresses; and why the others are not.

A route of the website that is in neither table fails a test.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

OFFICE: Final = "school-office"
S2S: Final = "s2s-coordinator"
CME: Final = "cme-coordinator"
OFFICER: Final = "national-cme-officer"
OPERATOR: Final = "operator"
OF_SCHOOL: Final = "administrator of a school"
OF_AUTHORITY: Final = "administrator of an authority"
ANALYST: Final = "analyst"


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page as one role opens it.

    `of` names the things whose identifiers end the address, in turn. `query` may hold `{name}` of a thing,
    of which the first is taken. `sends` names the answers of a form, which are sent in turn.
    """

    route: str
    role: str
    of: str = ""
    query: str = ""
    sends: str = ""

    @property
    def title(self) -> str:
        """Return what the page is called in a table."""
        query = f"?{self.query}" if self.query else ""
        return f"{self.route}{query}" + (f" ({self.sends.replace('_', ' ')})" if self.sends else "")


def _each(route: str, role: str, *queries: str) -> Iterator[Page]:
    yield from (Page(route=route, role=role, query=each) for each in queries)


def _one(role: str, of: str, *routes: str) -> Iterator[Page]:
    yield from (Page(route=each, role=role, of=of) for each in routes)


_SCHOOL: Final = (
    *_each("home", OFFICE, ""),
    *_each("leavers", OFFICE, "", "after={leaver_far}", "before={leaver_far}", "standing=settled",
           "standing=settled&after={leaver_far}", "standing=overdue"),
    *_one(OFFICE, "leaver", "leaver", "pupil_who_left", "leaver_as_pdf"),
    *_one(OFFICE, "open_leaver", "name_destination", "withdraw_leaver", "confirm_leaver", "send_record"),
    *_each("joiners", OFFICE, "", "group=overdue", "group=arrived", "group=arrived&after={joiner_far}",
           "group=arrived&stage=P4", "group=not-here"),
    *_one(OFFICE, "joiner", "joiner", "pupil_who_joins", "joiner_as_pdf"),
    *_one(OFFICE, "expected_joiner", "absent_joiner"),
    *_one(OFFICE, "arrived_joiner", "rename_joiner", "recorded_joiner"),
    *_each("confirm_joiners", OFFICE, "pupil={expected_joiner}"),
    *_each("mailbox", OFFICE, "", "state=collected", "state=collected&after={delivery_far}", "state=filed",
           "state=expired"),
    *_one(OFFICE, "delivery", "delivery", "delivery_content", "delivery_as_file", "delivery_as_pdf"),
    *_each("worklist", OFFICE, "", "after={ask_far}"),
    *_each("new_joiner", OFFICE, ""),
    *_each("new_leaver", OFFICE, ""),
    *_one(OFFICE, "step", "new_leaver_step"),
    *_each("files", OFFICE, ""),
    *_each("found_schools", OFFICE, "words=pri"),
    *_each("email_choices", OFFICE, ""),
    *_each("kept_answers", OFFICE, ""),
    *_each("guide", OFFICE, ""),
    *_each("pupils", OFFICE, ""),
    Page(route="pupils", role=OFFICE, sends="school_search"),
    *_one(OFFICE, "school_found", "found_pupils"),
)  # fmt: skip
_FAR: Final = "{board_out_far}"
_AUTHORITY: Final = (
    *_each("home", S2S, ""),
    *_each("authority_out", S2S, "", f"after={_FAR}", "sort=oldest", "sort=name", "sort=day", "standing=all",
           f"standing=all&after={_FAR}", f"standing=all&before={_FAR}", "standing=all&sort=name",
           f"standing=all&sort=name&after={_FAR}", "standing=all&sort=day",
           f"standing=all&sort=day&after={_FAR}", "standing=settled", "standing=overdue",
           "standing=needs_destination", "missing=reason", "weeks=12", "standing=all&weeks=12",
           "school={school}", "school={school}&standing=all&sort=name", "school={school}&missing=reason"),
    *_each("authority_in", S2S, "", "standing=overdue", "standing=all", "standing=arrived",
           "standing=arrived&after={board_in_far}", "standing=all&sort=name",
           "standing=all&sort=name&after={board_in_far}", "standing=all&sort=day", "standing=not_here",
           "weeks=12", "school={school}&standing=all"),
    *_one(S2S, "authority_leaver", "authority_leaver", "pupil_who_left", "authority_leaver_as_pdf"),
    *_one(S2S, "authority_open_leaver", "authority_destination"),
    *_one(S2S, "authority_joiner", "authority_joiner", "pupil_who_joins", "authority_joiner_as_pdf"),
    *_each("authority_alarms", S2S, "", "after={alarm_far}", "before={alarm_far}", "level=cme",
           "school={school}", "untouched=yes", "weeks=12"),
    *_one(CME, "alarm", "authority_alarm"),
    *_each("authority_schools", S2S, ""),
    *_one(S2S, "school", "authority_school"),
    *_each("authority_staff", OF_AUTHORITY, ""),
    *_one(OF_AUTHORITY, "school", "authority_staff_of_school"),
    *_each("authority_closed_schools", S2S, ""),
    Page(route="pupils", role=S2S, sends="authority_search"),
    Page(route="pupils", role=S2S, sends="authority_number_search"),
    *_one(S2S, "authority_found", "found_pupils"),
    *_each("home", CME, ""),
)  # fmt: skip
_NATION: Final = (
    *_each("home", OFFICER, ""),
    *_each("country", OFFICER, "", "measure=alarms", "authority={authority}"),
    *_each("country", ANALYST, ""),
    *_each("national_pupils", OFFICER, ""),
    Page(route="national_pupils", role=OFFICER, sends="national_search"),
    Page(route="national_pupils", role=OFFICER, sends="national_number_search"),
    *_one(OFFICER, "national_found", "found_national_pupils"),
    *_one(OFFICER, "national_pupil", "national_pupil"),
)
_SERVICE: Final = (
    *_each("home", OPERATOR, ""),
    *_each("audit", OPERATOR, "", "act=send_departure", "act=view_nothing", "subject={audit_subject}",
           "organisation={authority}", "organisation={school_key}", "after={audit_far}",
           "{whole_period}", "{whole_period}&act=raise_alarm", "{whole_period}&act=load_roll",
           "{whole_period}&organisation={authority}&act=send_confirmation",
           "{whole_period}&subject={audit_subject}"),
    *_one(OPERATOR, "audit_entry", "audit_proof"),
    *_each("service_health", OPERATOR, ""),
    *_each("merge_schools", OPERATOR, ""),
    *_each("job_queue", OPERATOR, ""),
    *_each("emails", OPERATOR, "", "after={email_far}"),
    *_each("directory", OPERATOR, "", "after=50"),
    *_one(OPERATOR, "school", "directory_school", "close_school"),
    *_each("import_schools", OPERATOR, ""),
    *_each("policies", OPERATOR, ""),
    *_each("set_policy", OPERATOR, ""),
    *_each("calendars", OPERATOR, ""),
    *_one(OPERATOR, "authority", "calendar"),
    *_each("import_calendars", OPERATOR, ""),
    *_each("people", OPERATOR, ""),
    *_each("invite_person", OPERATOR, ""),
    *_each("review_access", OF_SCHOOL, ""),
    *_each("people", OF_SCHOOL, ""),
    *_each("people", OF_AUTHORITY, ""),
    *_each("review_access", OF_AUTHORITY, ""),
    *_each("systems", OF_SCHOOL, ""),
    *_each("systems", OF_AUTHORITY, ""),
    *_each("grant_school", OF_AUTHORITY, ""),
    *_each("systems", OPERATOR, ""),
    *_each("register_system", OPERATOR, ""),
    *_one(OPERATOR, "system", "system", "issue_credential", "suspend_system"),
    *_one(OPERATOR, "client", "credential", "rotate_credential", "revoke_credential"),
)  # fmt: skip
PAGES: Final = (*_SCHOOL, *_AUTHORITY, *_NATION, *_SERVICE)
"""Every page, and the lists in each order and with each filter by which they are read differently."""

_A_CHANGE: Final = "takes a form only; what it changes is measured as intake"
_A_WHOLE_LIST: Final = "gives a whole list out as a file: its time grows with what is taken"
_ONE_FORM: Final = "shows one form that was kept when a session ended: it reads one row"
_ONE_FILE: Final = "shows one file that was given in, which the intake's worker has to have read"
NOT_MEASURED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "change_seat": _A_CHANGE,
        "take_deliveries": _A_CHANGE,
        "take_delivery": _A_CHANGE,
        "authority_remind_out": _A_CHANGE,
        "authority_remind_in": _A_CHANGE,
        "authority_view_out": _A_CHANGE,
        "authority_view_in": _A_CHANGE,
        "authority_note_alarm": _A_CHANGE,
        "send_file": _A_CHANGE,
        "undo_arrivals": _A_CHANGE,
        "forget_new_leaver": _A_CHANGE,
        "confirm_address": _A_CHANGE,
        "confirm_own_address": _A_CHANGE,
        "throw_away_kept": _A_CHANGE,
        "kept_answer": _ONE_FORM,
        "kept_answer_fields": _ONE_FORM,
        "authority_change_staff": "a question about one person of the authority's staff, which is measured",
        "reminder": "leads on to a list, which is measured",
        "guide_page": "a page of the guide: it reads nothing",
        "check_new_leaver": "shows the answers of a form that is under way: it reads one session",
        "sent_leaver": "shows the receipt of what was sent: it reads one session",
        "end_role": "a question about one person of the list of people, which is measured",
        "withdraw_school": "a question about one school of a system's page, which is measured",
        "reopen_school": "a question about one school, as that before closing it, which is measured",
        "export_leavers": _A_WHOLE_LIST,
        "export_joiners": _A_WHOLE_LIST,
        "export_worklist": _A_WHOLE_LIST,
        "export_mailbox": _A_WHOLE_LIST,
        "authority_out_csv": _A_WHOLE_LIST,
        "authority_in_csv": _A_WHOLE_LIST,
        "authority_alarms_file": _A_WHOLE_LIST,
        "authority_schools_file": _A_WHOLE_LIST,
        "authority_closed_schools_file": _A_WHOLE_LIST,
        "people_file": _A_WHOLE_LIST,
        "review_file": _A_WHOLE_LIST,
        "directory_csv": _A_WHOLE_LIST,
        "calendars_csv": _A_WHOLE_LIST,
        "file": _ONE_FILE,
        "file_result": _ONE_FILE,
        "mend_row": _ONE_FILE,
        "list_template": "an empty list to fill in: it reads nothing",
        "delivery_document": "gives out one document: its time is the document's size",
    }
)
"""The routes that the bench leaves out, each with the reason."""
