"""The OpenAPI document: what django-ninja writes, with the scope of each operation and the form of errors."""

from typing import Any, Final

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation

from onward.api.authentication import SchoolSystem
from onward.api.problems import MEDIA_TYPE, ProblemOut


class Document(OpenAPISchema):
    """The document of one API. It is the same whichever address it is asked for at."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """Return which scope the operation needs, which django-ninja leaves out."""
        found = super().operation_security(operation)
        scopes = [auth.scope.value for auth in operation.auth_callbacks if isinstance(auth, SchoolSystem)]
        return [dict.fromkeys(each, scopes) for each in found] if found else None

    def responses(self, operation: Operation) -> dict[Any, Any]:
        """Return the operation's answers, with the problem that any error is answered with."""
        return super().responses(operation) | {"default": self._problem()}

    def _problem(self) -> dict[str, Any]:
        schema = ProblemOut.model_json_schema(ref_template=REF_TEMPLATE, mode="serialization")
        self.add_schema_definitions(schema.pop("$defs"))
        self.add_schema_definitions({"Problem": schema})
        reference: Final = {"$ref": REF_TEMPLATE.format(model="Problem")}
        return {"description": "What went wrong", "content": {MEDIA_TYPE: {"schema": reference}}}
