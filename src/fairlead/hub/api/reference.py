"""The pages that describe the interface, made from its OpenAPI description: nothing of it comes from elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from fairlead.hub.api.service import described
from fairlead.hub.options import number
from fairlead.hub.pages import Page

__all__ = ["in_code", "of_part", "reference"]

CODE = re.compile(r"`+([^`]+)`+")


def reference(request: HttpRequest) -> Page:  # noqa: ARG001
    """Every operation by its part of the interface, with the scopes that it needs."""
    return Page(
        "api/reference.html",
        _("The interface for programs"),
        {"openapi": settings.ADDRESS + reverse("api:openapi"), "operations": groups()},
        [
            {"part": part, **{name: one[name] for name in ("id", "method", "address", "summary", "scopes")}}
            for part, operations in groups().items()
            for one in operations
        ],
        context={
            "groups": {part: (slugify(part), operations) for part, operations in groups().items()},
            "about": described()["info"]["description"],
            "code": in_code,
            "limits": (number("FAIRLEAD_API_LIMIT"), number("FAIRLEAD_API_TOKEN_LIMIT")),
        },
    )


def of_part(request: HttpRequest, part: str) -> Page:  # noqa: ARG001
    """One part of the interface: each operation with its parameters, body, answers and scopes."""
    name = next((one for one in groups() if slugify(one) == part), None)
    if name is None:
        raise Http404(_("The interface has no such part."))
    operations = groups()[name]
    rows = [{key: one[key] for key in ("id", "method", "address", "summary", "scopes")} for one in operations]
    return Page(
        "api/part.html",
        _("The interface for programs: %(part)s") % {"part": name},
        operations,
        rows,
        context={"operations": operations, "code": in_code},
    )


def in_code(text: str) -> Markup:
    """A description with what stands between backticks as code, all of it escaped.

    Examples
    --------
    >>> str(in_code("As of `on`, <day>."))
    'As of <code>on</code>, &lt;day&gt;.'
    """
    return Markup(CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - escaped just before


@cache
def groups() -> dict[str, list[dict[str, Any]]]:
    """Operations by their part of the interface."""
    found: dict[str, list[dict[str, Any]]] = {}
    for address, methods in described()["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(
                {
                    "id": told["operationId"],
                    "method": method.upper(),
                    "address": address,
                    "summary": told["summary"],
                    "description": told.get("description", ""),
                    "parameters": [_field(one, one["schema"]) for one in told.get("parameters", ())],
                    "body": _body(told),
                    "statuses": [int(code) for code in told["responses"]],
                    "scopes": told.get("x-scopes", ()),
                }
            )
    return found


def _body(told: dict[str, Any]) -> dict[str, Any] | None:
    for kind, content in told.get("requestBody", {}).get("content", {}).items():
        shape = _resolved(content["schema"])
        needed = shape.get("required", ())
        fields = [
            _field({"name": name, "required": name in needed, "in": "body"}, one)
            for name, one in shape.get("properties", {}).items()
        ]
        return {"kind": kind, "fields": fields}
    return None


def _resolved(shape: dict[str, Any]) -> dict[str, Any]:
    known = described()["components"]["schemas"]
    return dict(known[shape["$ref"].rsplit("/", 1)[-1]]) if "$ref" in shape else shape


def _field(one: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "where": one["in"],
        "required": one.get("required", False),
        "type": _type(shape),
        "default": shape.get("default"),
        "says": shape.get("description", "") or one.get("description", ""),
    }


def _type(shape: dict[str, Any]) -> str:
    if "enum" in shape or "const" in shape:
        return " | ".join(str(value) for value in shape.get("enum", [shape.get("const")]))
    if "anyOf" in shape:
        return " | ".join(_type(one) for one in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"].rsplit("/", 1)[-1])
    kind = str(shape.get("type", "any"))
    bounds = [f"{sign} {shape[name]}" for name, sign in (("minimum", "≥"), ("maximum", "≤")) if name in shape]
    form = shape.get("format", "")
    return ", ".join([f"{kind} ({form})" if form else kind, *bounds])
