"""Sign in, with a password and a code, and be invited to."""

import re

from allauth.mfa.totp.internal import auth as totp
from tests.harness.scene import Scene
from tests.harness.visitor import Visitor

from onward.access.facts import at_authority, at_school
from onward.access.models import Membership
from onward.database.sight import seen_as
from onward.emails.models import Email
from onward.foundation.sight import HUB

_PASSWORD = "four quiet words together"


def sign_in(scene: Scene) -> None:
    """Somebody with an authenticator app mistypes the password, then signs in, and signs out again."""
    isla = scene.colleague("Isla Office", "school-office", at_school(scene.here.id))
    visitor = scene.stranger()

    visitor.goes_to("/")
    visitor.sees("Sign in", picture="sign-in-1-password")
    visitor.fills("E-mail address", isla.email)
    visitor.fills("Password", "not the right one")
    visitor.presses("Sign in")
    visitor.reads("The e-mail address or the password is not correct.")
    visitor.fills("E-mail address", isla.email)
    visitor.fills("Password", isla.password)
    visitor.presses("Sign in")
    visitor.sees("Your second factor", picture="sign-in-2-code")
    visitor.fills("Code", isla.code())
    visitor.presses("Sign in")

    visitor.sees("Home", picture="sign-in-3-home")
    visitor.reads(scene.here.name)
    visitor.unfolds("Isla Office")
    visitor.presses("Sign out")
    visitor.sees("Sign in")
    visitor.goes_to("/leavers")
    visitor.sees("Sign in")


def invite_a_colleague(scene: Scene) -> None:
    """An administrator invites somebody, who chooses a password, sets up an app, and sees their own home."""
    at = at_authority(scene.here.authority_id)
    skye, name = scene.somebody("Skye Admin", "administrator", at), "Bruno Borders"
    email = scene.email(name)

    skye.opens_menu("People")
    skye.sees("People", picture="invite-1-people")
    skye.follows("Invite a colleague")
    skye.sees("Invite a colleague", picture="invite-2-form")
    skye.presses("Send the invitation")
    skye.is_told_of_a_fault("Enter the name of your colleague")
    skye.fills("Name", name)
    skye.fills("Work e-mail address", email)
    skye.chooses("School to School co-ordinator")
    skye.presses("Send the invitation")
    skye.reads("The invitation is on its way.", name)

    bruno = scene.stranger()
    _accept(bruno, email)
    bruno.opens_menu("Transfers")
    bruno.sees("Transfers out")
    with seen_as(HUB):
        held = Membership.objects.get(person__email=email)
    assert (held.role, held.authority_id) == ("s2s-coordinator", scene.here.authority_id)


def _accept(visitor: Visitor, email: str) -> None:
    with seen_as(HUB):
        text = Email.objects.get(person__email=email).text
    visitor.goes_to(re.findall(r"https?://\S+", text)[0])
    visitor.sees("Choose a password", picture="invite-3-password")
    visitor.fills("New password", _PASSWORD)
    visitor.fills("New password (again)", _PASSWORD)
    visitor.presses("Keep this password")
    visitor.follows("Sign in")
    visitor.fills("E-mail address", email)
    visitor.fills("Password", _PASSWORD)
    visitor.presses("Sign in")
    visitor.sees("Set up your second factor")
    middle = list(totp.yield_hotp_counters_from_time())
    secret = visitor.page.locator("code").inner_text()
    visitor.fills("Code", totp.format_hotp_value(totp.hotp_value(secret, middle[len(middle) // 2])))
    visitor.presses("Go on")
    visitor.sees("Recovery codes")
    visitor.follows("I have kept them")
    visitor.sees("Home")
