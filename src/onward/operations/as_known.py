"""A pupil as one school knows them: a name or a number that another school has stated since is not for it."""


def as_known_to(pupil: str, school: str) -> str:
    """Return SQL for one row of surname, forename, born, sex and scn of a pupil, as a school knows them.

    That is as the school itself stated or was given them last, else as the hub first heard of them.
    """
    return f"""
        SELECT surname, forename, born, sex, scn FROM (
            SELECT 1 AS rank, own.id, own.surname, own.forename, own.born, own.sex, own.scn
            FROM transfers_joiner AS own JOIN transfers_transfer AS theirs ON theirs.id = own.transfer_id
            WHERE theirs.pupil_id = {pupil} AND own.school_id = {school}
            UNION ALL
            SELECT 1, own.id, own.surname, own.forename, own.born, own.sex, own.scn
            FROM transfers_leaver AS own JOIN transfers_transfer AS theirs ON theirs.id = own.transfer_id
            WHERE theirs.pupil_id = {pupil} AND own.school_id = {school}
            UNION ALL
            SELECT 2, pupil.id, pupil.surname, pupil.forename, pupil.born, pupil.sex, coalesce((
                SELECT value FROM pupils_pupilidentifier AS first
                WHERE first.pupil_id = pupil.id AND kind = 'scn' AND ended_at IS NULL
                    AND first_quoted_at = pupil.created_at
                ORDER BY first.id LIMIT 1), '')
            FROM pupils_pupil AS pupil WHERE pupil.id = {pupil}
        ) AS known ORDER BY rank, id DESC LIMIT 1
    """  # noqa: S608 -- names of our own
