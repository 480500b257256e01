"""What administrators fill in."""

from typing import Any

from django import forms

from onward.access.roles import ROLES, Held
from onward.web.plain_form import PlainForm


class InvitationForm(PlainForm):
    """Who is invited, and into which role. The roles are those that the organisation knows."""

    name = forms.CharField(
        max_length=200,
        label="Name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the name of your colleague"},
    )
    email = forms.EmailField(
        label="Work e-mail address",
        help_text="They sign in with it.",
        error_messages={"required": "Enter your colleague's work e-mail address"},
    )
    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, error_messages={"required": "Choose a role"}
    )

    def __init__(self, *args: Any, held: Held, **options: Any) -> None:
        """Offer the roles that are held in this kind of organisation, each with what it is for."""
        super().__init__(*args, **options)
        own = [role for role in ROLES if held in role.held_in]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.name, f"{role.title}: {role.description}") for role in own
        ]
