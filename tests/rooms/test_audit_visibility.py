import pytest
from django.db import ProgrammingError
from tests.harness.audit import NOON, act, system_of, write

from onward.audit import services as audit
from onward.audit.models import AuditEntry, AuditPending, AuditSeal
from onward.database.sight import seen_as
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, SightKind, for_authority, for_school

NO_SCHOOL, NO_AUTHORITY = Sight(kind=SightKind.SCHOOL), Sight(kind=SightKind.AUTHORITY)
SEEN = [
    (for_school(17), ["Angus", "Angus, not shielded"]),
    (for_school(18), ["Borders"]),
    (for_school(99), []),
    (NO_SCHOOL, []),
    (for_authority("120"), ["Angus", "Angus, not shielded"]),
    (for_authority("355"), ["Borders"]),
    (NO_AUTHORITY, []),
    (NATIONAL, ["Angus", "Angus, not shielded", "Borders", "nobody's"]),
    (PROTECTION, ["Angus", "Angus, not shielded", "Angus, shielded", "Borders", "nobody's"]),
    (HUB, ["Angus", "Angus, not shielded", "Angus, shielded", "Borders", "nobody's"]),
]


@pytest.fixture
def entries(db: None) -> None:
    write(
        act(school_id=17, authority_id="120", reason="Angus"),
        act(school_id=17, authority_id="120", reason="Angus, shielded", shielded=True),
        act(school_id=17, authority_id="120", reason="Angus, not shielded", shielded=False),
        act(school_id=18, authority_id="355", reason="Borders"),
        act(reason="nobody's"),
    )


@pytest.mark.parametrize(("sight", "reasons"), SEEN)
def test_the_query_keeps_what_the_actor_may_see(entries: None, sight: Sight, reasons: list[str]) -> None:
    with seen_as(HUB):
        seen = AuditEntry.objects.visible_to(system_of(sight)).values_list("reason", flat=True)
        assert sorted(seen) == sorted(reasons)


@pytest.mark.parametrize(("sight", "reasons"), SEEN)
def test_the_database_says_the_same_without_the_query(
    entries: None, sight: Sight, reasons: list[str]
) -> None:
    with seen_as(sight):
        assert sorted(AuditEntry.objects.values_list("reason", flat=True)) == sorted(reasons)


def test_who_looks_at_a_protected_child_leaves_a_trace_and_does_not_see_it(db: None) -> None:
    with seen_as(for_school(17)):
        audit.write([act(by=system_of(for_school(17)), shielded=True)], NOON)
        seen_by_the_school = AuditEntry.objects.count()
    with seen_as(PROTECTION):
        seen_by_protection = AuditEntry.objects.count()

    assert (seen_by_the_school, seen_by_protection) == (0, 1)


@pytest.mark.parametrize("model", [AuditPending, AuditSeal])
@pytest.mark.parametrize("sight", [for_school(17), for_authority("120"), NATIONAL, PROTECTION])
def test_seals_and_the_queue_are_the_hub_s_alone(
    db: None, model: type[AuditPending | AuditSeal], sight: Sight
) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), seen_as(sight):
        list(model.objects.all())
