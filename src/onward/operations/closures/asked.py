"""What a closed school was asked, and what it told of its leavers, goes on with whoever answers for it."""

from datetime import date, datetime

from onward.database.bulk import run
from onward.directory.register import SchoolFact


def follow_leavers(school: SchoolFact, successor: SchoolFact | None, *, now: datetime) -> int:
    """Let the successor speak for the school's leavers, and stand where leavers of others name the school.

    Of all leavers alike, wherever their transfers stand, so that nothing can be read from it. Without a
    successor the authority's co-ordinator is asked what the school was asked, or the centre where no
    authority may see it. Returns how many leavers have another school now.
    """
    if successor is None:
        run(_CLOSE_TWINS, {"school": school.id, "now": now})
        run(_ASK_CO_ORDINATOR, {"school": school.id})
        return 0
    to = {
        "school": school.id,
        "authority": school.authority_id,
        "successor": successor.id,
        "to_authority": successor.authority_id,
    }
    run(_NAME_SUCCESSOR, to)
    run(_MOVE_ASKED, to)
    return run(_MOVE_LEAVERS, to)


def follow_alarms(school: SchoolFact, successor: SchoolFact | None, *, today: date) -> None:
    """Let the successor act on the school's open alarms; without one they climb at once."""
    if successor:
        to = {"school": school.id, "successor": successor.id, "to_authority": successor.authority_id}
        run(_MOVE_ALARMS, to)
    else:
        run(_CLIMB_NOW, {"school": school.id, "today": today})


_OWN = """
    leaver.school_id = %(school)s AND (
        leaver.standing NOT IN ('settled', 'ended', 'withdrawn') OR EXISTS (
            SELECT FROM transfers_worklistitem AS asked
            WHERE asked.leaver_id = leaver.id AND asked.closed_at IS NULL))
"""
_NAME_SUCCESSOR = """
    UPDATE transfers_leaver SET named_id = %(successor)s
    WHERE named_id = %(school)s AND standing NOT IN ('settled', 'ended', 'withdrawn')
"""
_MOVE_ASKED = f"""
    UPDATE transfers_worklistitem AS item
    SET school_id = CASE WHEN item.school_id = %(school)s THEN %(successor)s::int ELSE item.school_id END,
        authority_id = CASE WHEN item.authority_id = %(authority)s THEN %(to_authority)s::text
            ELSE item.authority_id END
    FROM transfers_leaver AS leaver
    WHERE {_OWN} AND item.leaver_id = leaver.id AND item.closed_at IS NULL
"""  # noqa: S608 -- our own words
_MOVE_LEAVERS = f"""
    UPDATE transfers_leaver AS leaver SET school_id = %(successor)s, authority_id = %(to_authority)s
    WHERE {_OWN}
"""  # noqa: S608 -- our own words
_CLOSE_TWINS = """
    UPDATE transfers_worklistitem AS item SET closed_at = %(now)s, closed_how = 'fell-away'
    FROM transfers_worklistitem AS twin
    WHERE item.school_id = %(school)s AND item.leaver_id IS NOT NULL AND item.closed_at IS NULL
        AND twin.id <> item.id AND twin.leaver_id = item.leaver_id AND twin.kind = item.kind
        AND twin.closed_at IS NULL AND twin.delivery_id IS NOT DISTINCT FROM item.delivery_id
        AND twin.role = CASE WHEN item.is_shielded THEN 'protection_officer' ELSE 's2s_coordinator' END
"""
# Of a place that nobody was to know, the centre is asked: no authority sees such a row.
_ASK_CO_ORDINATOR = """
    UPDATE transfers_worklistitem
    SET role = CASE WHEN is_shielded THEN 'protection_officer' ELSE 's2s_coordinator' END,
        authority_id = CASE WHEN is_shielded THEN '' ELSE authority_id END, school_id = NULL
    WHERE school_id = %(school)s AND leaver_id IS NOT NULL AND closed_at IS NULL
"""
_MOVE_ALARMS = """
    UPDATE transfers_alarm SET school_id = %(successor)s, authority_id = %(to_authority)s
    WHERE school_id = %(school)s AND ended_at IS NULL
"""
_CLIMB_NOW = """
    UPDATE transfers_alarm
    SET school_id = NULL, climbs_on = CASE level WHEN 'school' THEN %(today)s::date ELSE climbs_on END
    WHERE school_id = %(school)s AND ended_at IS NULL
"""
