"""How PostgreSQL plans the statements of a batch: once for all values, and by index."""

from onward.database.gathering import run_raw

_ONCE_AND_BY_INDEX = (
    b"SELECT set_config('plan_cache_mode', 'force_generic_plan', true),"
    b" set_config('enable_seqscan', 'off', true)"
)


def plan_for_batches() -> None:
    """Let the statements of this transaction keep one plan each, which finds rows by index.

    Planning anew for every batch costs a small one more than its rows. And a plan that is kept may be
    older than the rows: made while a table was empty, it must not read the whole of it later.
    """
    run_raw(_ONCE_AND_BY_INDEX, ())
