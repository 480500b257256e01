"""The forms about one's own password say in plain words what they want."""

from django.test import Client

from onward.access.models import Person
from onward.web.sign_in.forms import OtherPasswordForm


def test_what_is_left_out_of_a_change_is_named() -> None:
    form = OtherPasswordForm(data={}, user=Person())

    assert {name: list(told) for name, told in form.errors.items()} == {
        "oldpassword": ["Enter the password that you have now"],
        "password1": ["Enter the new password"],
        "password2": ["Enter the new password again"],
    }


def test_the_form_of_a_change_says_what_a_password_needs() -> None:
    form = OtherPasswordForm(user=Person())

    assert form["oldpassword"].help_text == ""
    assert form["password1"].help_text.startswith("At least 12 characters")
    assert "placeholder" not in str(form)


def test_who_forgot_it_is_asked_for_an_address(db: None, client: Client) -> None:
    page = client.get("/account/password/forgotten").content.decode()

    assert "E-mail address" in page
    assert "placeholder" not in page
