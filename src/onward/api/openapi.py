"""The OpenAPI document: what django-ninja writes, with the scope of each operation and the form of errors."""

from typing import Any, Final

from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation
from pydantic import BaseModel

from onward.api.authentication import SchoolSystem
from onward.api.batch_lines import BatchLineOut
from onward.api.message_schema import message_schemas
from onward.api.problem_answers import MEDIA_TYPE, ProblemOut


class Document(OpenAPISchema):
    """The document of one API. It is the same whichever address it is asked for at."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """Return which scope the operation needs, which django-ninja leaves out; several are alternatives."""
        found = super().operation_security(operation)
        scopes = [
            scope.value
            for auth in operation.auth_callbacks
            if isinstance(auth, SchoolSystem)
            for scope in auth.scopes
        ]
        return [{name: [scope] for name in each} for each in found for scope in scopes] if found else None

    def responses(self, operation: Operation) -> dict[Any, Any]:
        """Return the operation's answers, with the problem that any error is answered with."""
        return super().responses(operation) | {"default": self._problem()}

    def get_components(self) -> dict[str, Any]:
        """Return the schemas, with those of bodies that endpoints read and write by themselves."""
        self.add_schema_definitions(message_schemas())
        self._add("BatchLineOut", BatchLineOut)
        components: dict[str, Any] = super().get_components()
        return components

    def _add(self, name: str, shape: type[BaseModel]) -> None:
        schema = shape.model_json_schema(ref_template=REF_TEMPLATE, mode="serialization")
        self.add_schema_definitions(schema.pop("$defs", {}))
        self.add_schema_definitions({name: schema})

    def _problem(self) -> dict[str, Any]:
        self._add("Problem", ProblemOut)
        reference: Final = {"$ref": REF_TEMPLATE.format(model="Problem")}
        return {"description": "What went wrong", "content": {MEDIA_TYPE: {"schema": reference}}}
