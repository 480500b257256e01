"""What the register of pupils asks the database for a batch."""

FIND_PUPILS = """
    WITH wanted AS (
        SELECT pupil_id FROM pupils_pupilidentifier
        JOIN unnest(%s::text[], %s::text[]) AS quoted (kind, value) USING (kind, value)
        WHERE ended_at IS NULL
        UNION SELECT id FROM pupils_pupil WHERE match_key = ANY(%s)
        UNION SELECT unnest(%s::uuid[])
    ), standing AS (
        SELECT coalesce(pupil.merged_into_id, pupil.id) AS id
        FROM wanted JOIN pupils_pupil AS pupil ON pupil.id = wanted.pupil_id
    )
    SELECT id, surname, forename, born, match_key, is_shielded, letters_stopped_at IS NOT NULL,
        ARRAY(SELECT match_key FROM pupils_pupil AS merged WHERE merged.merged_into_id = pupil.id),
        ARRAY(SELECT kind || ' ' || value FROM pupils_pupilidentifier AS identifier
              WHERE identifier.pupil_id = pupil.id AND identifier.ended_at IS NULL),
        ARRAY(SELECT mark FROM pupils_pupilmark AS mark
              WHERE mark.pupil_id = pupil.id AND mark.ended_at IS NULL)
    FROM pupils_pupil AS pupil WHERE id IN (SELECT id FROM standing)
"""
FIND_ENROLMENTS = """
    SELECT id, pupil_id, school_id, authority_id, status, stage, starts_on, is_shielded
    FROM pupils_enrolment WHERE pupil_id = ANY(%s) AND status <> 'ended' ORDER BY id
"""
# Whether two rows are one child is not asked again once it is settled. A new claim, or a new number, is.
OPEN_QUESTIONS = """
    SELECT kind, pupil_id, other_id FROM pupils_identityquestion
    WHERE pupil_id = ANY(%s)
        AND (settled_at IS NULL
            OR other_id IS NOT NULL AND kind IN ('one-number-two-pupils', 'one-pupil-two-numbers'))
"""
