"""FastAPI without the errors that this caisse never gives."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI

_NEVER_SENT: Final = "422"
_JSON: Final = "application/json"
"""What FastAPI's own refusals would be; ours of the same status are problem documents."""
_ITS_SCHEMAS: Final = ("HTTPValidationError", "ValidationError")


class Application(FastAPI):
    """Documents the answers that are really given: a body that cannot be read is a problem document of status 400."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI document, made once."""
        if self.openapi_schema is None:
            document = super().openapi()
            for operations in document["paths"].values():
                for operation in operations.values():
                    if _JSON in operation["responses"].get(_NEVER_SENT, {}).get("content", {}):
                        del operation["responses"][_NEVER_SENT]
            for name in _ITS_SCHEMAS:
                document["components"]["schemas"].pop(name, None)
        return super().openapi()
