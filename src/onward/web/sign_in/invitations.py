"""Invite a colleague: they are made known, get a role, and are written a link to choose a password."""

from datetime import datetime
from uuid import UUID

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpRequest
from django.urls import reverse

from onward.access import services as access
from onward.access.facts import Organisation
from onward.access.models import Person
from onward.database.sight import seen_as
from onward.emails.kinds import EmailKind
from onward.emails.services import queue_email
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB, SIGN_IN
from onward.web.brand import BRAND


def invite(
    request: HttpRequest, *, email: str, name: str, role: str, at: Organisation, by: Actor, now: datetime
) -> UUID:
    """Invite somebody into a role and return their id. Whoever has a password already gets no link.

    Raises:
        NotPermitted: the actor does not administer the organisation's people.
        RoleHeldElsewhere: the role is not held in this kind of organisation.
    """
    with seen_as(HUB):
        person_id = access.invite_person(email=email, name=name, by=by, at=at, now=now)
        access.give_role(
            person_id=person_id, role=role, at=at, from_on=today_in_scotland(now), by=by, now=now
        )
        with seen_as(SIGN_IN):
            person = Person.objects.get(pk=person_id)
            if not person.has_usable_password():
                link = request.build_absolute_uri(_password_address(person))
                queue_email(person_id, EmailKind.INVITATION, service=BRAND.name, link=link, now=now)
    return person_id


def _password_address(person: Person) -> str:
    """Return the address at which this person chooses a password; it works once, for three days."""
    captured = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    return reverse("account_reset_password_from_key", kwargs=captured)
