"""List the education authorities."""

from datetime import datetime

from onward.audit import services as audit
from onward.directory.authorities import AUTHORITIES
from onward.directory.errors import AuthorityNotFound
from onward.directory.locking import changing_directory
from onward.directory.models import Authority
from onward.directory.school_kinds import AuthorityKind
from onward.foundation.actor import Actor

GRANT_AIDED_CODE = "900"


def load_authorities(*, by: Actor, now: datetime) -> int:
    """List the 32 councils and the grant-aided sector, and return how many were new or different.

    May be repeated: authorities that are listed as they should be are not touched.

    Raises:
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        listed = {_values(each) for each in Authority.objects.all()}
        wrong = [each for each in _authorities() if _values(each) not in listed]
        if wrong:
            columns = ["name", "gss_code", "kind"]
            Authority.objects.bulk_create(
                wrong, update_conflicts=True, unique_fields=["code"], update_fields=columns
            )
            audit.write([_act(by, each) for each in wrong], now=now)
        return len(wrong)


def check_authority(code: str) -> None:
    """Let pass the code of an authority that is in the directory.

    Raises:
        AuthorityNotFound: there is none.
    """
    if not Authority.objects.filter(pk=code).exists():
        raise AuthorityNotFound(f"No authority {code} is in the directory.")


def _authorities() -> list[Authority]:
    councils = [
        Authority(code=each.code, name=each.name, gss_code=each.gss, kind=AuthorityKind.COUNCIL.value)
        for each in AUTHORITIES
    ]
    grant_aided = Authority(
        code=GRANT_AIDED_CODE, name="Grant-aided sector", gss_code="", kind=AuthorityKind.GRANT_AIDED.value
    )
    return [*councils, grant_aided]


def _values(authority: Authority) -> tuple[str, ...]:
    return authority.code, authority.name, authority.gss_code, authority.kind


def _act(by: Actor, authority: Authority) -> audit.Act:
    return audit.Act(
        by=by,
        act="list_authority",
        subject_kind="authority",
        subject_id=authority.code,
        authority_id=authority.code,
    )
