"""What is asked where somebody moved or left."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from onward.access.authority_staff import Post
from onward.access.facts import Organisation
from onward.access.roles import Held
from onward.directory.register import SchoolFact
from onward.web.plain_form import PlainForm

MOVED: Final = "moved"
LEFT: Final = "left"


class ChangeForm(PlainForm):
    """What has changed; for a move also which role goes where. Only lasting roles of schools can move."""

    what = forms.ChoiceField(label="What has changed?", widget=forms.RadioSelect)
    role = forms.ChoiceField(label="Role that moves", required=False)
    school = forms.ChoiceField(label="School that they move to", required=False)

    def __init__(
        self,
        *given: Any,
        posts: Sequence[Post],
        names: Mapping[Organisation, str],
        schools: Sequence[SchoolFact],
        **options: Any,
    ) -> None:
        """Offer the roles that the person holds at schools, and the schools that are open."""
        super().__init__(*given, **options)
        lasting = [each for each in posts if each.at.held is Held.SCHOOL and each.until_on is None]
        self._posts = {str(each.membership_id): each for each in lasting}
        self._schools = {str(each.id): each.name for each in schools}
        left = (LEFT, "They left: all their roles here end today")
        moved = (MOVED, "They moved: a role goes to another school, from today on")
        self._offer("what", [moved, left] if self._posts else [left])
        if not self._posts:
            del self.fields["role"], self.fields["school"]
            return
        roles = [(key, f"{each.role.title}, {names[each.at]}") for key, each in self._posts.items()]
        self._offer("role", roles)
        self._offer("school", [("", "Choose a school"), *self._schools.items()])

    def clean(self) -> dict[str, Any]:
        """Ask for the school of a move, and for another than the present one."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("what") != MOVED:
            return given
        if not given.get("role"):
            self.add_error("role", "Choose the role that moves")
        if not given.get("school"):
            self.add_error("school", "Choose the school that they move to")
        elif given.get("role") and self.post.at.school_id == self.school_id:
            self.add_error("school", "Choose another school: they hold the role there now")
        return given

    @property
    def post(self) -> Post:
        """The role that moves."""
        return self._posts[self.cleaned_data["role"]]

    @property
    def school_id(self) -> int:
        """The school that the role moves to."""
        return int(self.cleaned_data["school"])

    @property
    def school_name(self) -> str:
        """Its name."""
        return self._schools[self.cleaned_data["school"]]

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields[name].initial = choices[0][0]


class ChangeKept(forms.Form):
    """A change that was looked at, carried to where it is confirmed."""

    what = forms.CharField(widget=forms.HiddenInput)
    role = forms.CharField(widget=forms.HiddenInput, required=False)
    school = forms.CharField(widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(widget=forms.HiddenInput, initial="yes")
