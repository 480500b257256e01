"""The forms of signing in, in our own words."""

from typing import Any, Final

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Field

_STRONG: Final = "At least 12 characters, not like your name, and none that everybody thinks of"


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password, without hints inside the fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own labels to the fields."""
        super().__init__(*args, **options)
        self.fields["login"].label = "E-mail address"
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].help_text = ""


class LostPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """Where to write to who has forgotten the password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own label and fault to the field."""
        super().__init__(*args, **options)
        _say(self.fields["email"], "E-mail address", "your e-mail address")


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A password of one's own choice, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own labels and faults to the fields."""
        super().__init__(*args, **options)
        _say(self.fields["password1"], "New password", "the new password", _STRONG)
        _say(self.fields["password2"], "New password (again)", "the new password again")


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """The password that one has, and another one, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own labels and faults to the fields."""
        super().__init__(*args, **options)
        _say(self.fields["oldpassword"], "Password that you have now", "the password that you have now")
        _say(self.fields["password1"], "New password", "the new password", _STRONG)
        _say(self.fields["password2"], "New password (again)", "the new password again")


def _say(field: Field, label: str, asked: str, hint: str = "") -> None:
    field.label, field.help_text = label, hint
    field.error_messages["required"] = f"Enter {asked}"
    field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the second factor, or a recovery code."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Let telephones offer digits and the code that they know."""
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code", "autofocus": True}


class NewAppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an authenticator app, under the name that it has whenever it is asked for."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own label to the field."""
        super().__init__(*args, **options)
        self.fields["code"].label = "Code"
        self.fields["code"].widget.attrs = {"autocomplete": "one-time-code"}
