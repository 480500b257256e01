"""Forms whose faults say what to do, each naming its field; what a form says itself comes first."""

from typing import Any

from django import forms

_OTHER = "Choose one of the answers that are offered"


class PlainForm(forms.Form):
    """The form to build on: `Enter the surname` rather than `This field is required`."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        for name, field in self.fields.items():
            own = self.base_fields[name].error_messages
            if own.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _ask(field, str(field.label or name.replace("_", " ")))
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _OTHER


def _ask(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.FileField):
        return f"Choose a file: {label}"
    if isinstance(field, forms.BooleanField):
        return f"Tick: {label}"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return f"Choose an answer: {label}"
    is_shortened = label[1:2].isupper()
    return f"Enter the {label if is_shortened else label[:1].lower() + label[1:]}"
