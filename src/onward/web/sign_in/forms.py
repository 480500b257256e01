"""The forms of signing in, in our own words."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password, without hints inside the fields."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own labels to the fields."""
        super().__init__(*args, **options)
        self.fields["login"].label = "E-mail address"
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
            self.fields[name].help_text = ""


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    """A password of one's own choice, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own labels and faults to the fields."""
        super().__init__(*args, **options)
        for name, label in (("password1", "New password"), ("password2", "New password (again)")):
            field = self.fields[name]
            field.label = label
            field.error_messages["required"] = f"Enter the {label[0].lower()}{label[1:]}"
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
