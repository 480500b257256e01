"""The forms that carry what a browser says of a passkey. Nothing of it is trusted before it is verified."""

from typing import Any, Final

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.internal.auth import parse_authentication_response
from django import forms
from django.core.exceptions import ValidationError

from onward.web.sign_in.factors import OPENS_ALONE

LONGEST_NAME: Final = 60
NOT_MADE: Final = "The passkey could not be set up. Try again, or use an authenticator app."
NOT_TAKEN: Final = "That passkey was not accepted. Try again, or use another way to sign in."
NOT_ALONE: Final = "That passkey opens only together with your password. Sign in with both."
_UNREADABLE: Final = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey: its name, and whether it is enough alone."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Put our own words to the fields."""
        super().__init__(*args, **options)
        name, alone = self.fields["name"], self.fields["passwordless"]
        name.label, name.max_length = "Name of this passkey", LONGEST_NAME
        name.help_text = "For you, to tell it from others: the phone, the key on your key ring."
        name.widget.attrs["maxlength"] = LONGEST_NAME
        alone.label = "Let me sign in with this passkey alone, without my password"
        alone.help_text = "Your device then asks for your fingerprint, your face or a PIN each time."

    def clean_name(self) -> str:
        """Return the name, cut where it is too long; without one, a name that is free."""
        return str(super().clean_name())[:LONGEST_NAME]

    def clean(self) -> dict[str, Any]:
        """Verify what the device has signed.

        Raises:
            ValidationError: it is not what was asked for.
        """
        try:
            cleaned: dict[str, Any] = super().clean()
        except (ValidationError, *_UNREADABLE) as error:
            raise ValidationError(NOT_MADE) from error
        return cleaned


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(label="Name of this passkey", max_length=LONGEST_NAME)


class _Verified(AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Says in our own words that a passkey was refused."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey that has signed.

        Raises:
            ValidationError: none of the person's own has, or too many were tried.
        """
        try:
            return super().clean_credential()
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(NOT_TAKEN) from error
        except _UNREADABLE as error:
            raise ValidationError(NOT_TAKEN) from error


class PasskeyForm(_Verified):
    """A passkey as the second factor."""


class PasskeyAgainForm(_Verified, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, asked for once more."""


class PasskeyAloneForm(_Verified, LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey in place of password and second factor."""

    def clean_credential(self) -> Authenticator:
        """Return the passkey.

        Raises:
            ValidationError: it did not sign, its device did not recognise its owner, or its owner did not
                choose that it opens alone.
        """
        said = self.cleaned_data["credential"]
        passkey = super().clean_credential()
        if not passkey.data.get(OPENS_ALONE):
            raise ValidationError(NOT_ALONE)
        # What was asked may have been asked of a second factor, in the same session, and then asks for less.
        signed = parse_authentication_response(said).response.authenticator_data
        if not signed.is_user_verified():
            raise ValidationError(NOT_TAKEN)
        return passkey
