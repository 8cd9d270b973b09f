"""What the door for REST takes and gives, as OpenAPI 3.1 and as a page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from verify import __version__
from verify.features.serve.refusals import STATUSES, Refusal
from verify.model import REPORT_SCHEMA, limits
from verify.report.formats.html import page
from verify.report.formats.markup import Markup, element
from verify.report.words.catalogue import LANGUAGES, Translator

UPLOAD: Final = "/v1/check"
BY_PATH: Final = "/v1/check-path"
PAGE: Final = "/"
DOCUMENT: Final = "/openapi.json"
FORMS: Final = ("json", "html", "answer")

Json = dict[str, object]


def describe(translator: Translator) -> Json:
    """Return the OpenAPI document, its sentences in the language of `translator`."""
    text = translator.text
    parameters: list[Json] = [
        {
            "name": name,
            "in": "query",
            "description": text(f"commands.serve.page.{name}"),
            "schema": {"type": "string", "enum": list(values)},
        }
        for name, values in (("form", FORMS), ("lang", LANGUAGES))
    ]
    answers: Json = {
        "200": {
            "description": text("commands.serve.page.report"),
            "content": {
                "application/json": {"schema": {"type": "object", "description": REPORT_SCHEMA}},
                "text/html": {"schema": {"type": "string"}},
            },
        },
        **{
            str(status): {
                "description": " ".join(refusal for refusal in Refusal if STATUSES[refusal] == status),
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
            }
            for status in sorted(set(STATUSES.values()))
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Whence", "version": __version__, "description": text("commands.serve.page.intro")},
        "security": [{"token": []}],
        "paths": {
            UPLOAD: {
                "post": {
                    "summary": text("commands.serve.page.upload"),
                    "parameters": parameters,
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/octet-stream": {
                                "schema": {
                                    "type": "string",
                                    "contentMediaType": "application/octet-stream",
                                    "maxLength": limits.UPLOAD_BYTES,
                                }
                            }
                        },
                    },
                    "responses": answers,
                }
            },
            BY_PATH: {
                "post": {
                    "summary": text("commands.serve.page.by_path"),
                    "parameters": parameters,
                    "requestBody": {
                        "required": True,
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "required": ["path"],
                                    "additionalProperties": False,
                                    "properties": {"path": {"type": "string"}},
                                }
                            }
                        },
                    },
                    "responses": answers,
                }
            },
        },
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Refusal": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {
                        "error": {
                            "type": "object",
                            "required": ["code", "message"],
                            "properties": {
                                "code": {"type": "string", "enum": [refusal.value for refusal in Refusal]},
                                "message": {"type": "string"},
                            },
                        }
                    },
                }
            },
        },
    }


def describe_on_page(translator: Translator) -> str:
    """Return the same as a web page, which has no script and loads nothing."""
    text = translator.text
    parts = [
        element("p", text("commands.serve.page.intro")),
        element("p", text("commands.serve.page.token")),
        *(
            element(
                "section",
                element("h3", f"POST {path}"),
                element("p", text(f"commands.serve.page.{key}")),
                element("pre", example),
            )
            for path, key, example in (
                (UPLOAD, "upload", f'curl -H "Authorization: Bearer $TOKEN" --data-binary @photo.jpg $DOOR{UPLOAD}'),
                (
                    BY_PATH,
                    "by_path",
                    f'curl -H "Authorization: Bearer $TOKEN" --data \'{{"path": "/folder/photo.jpg"}}\' $DOOR{BY_PATH}',
                ),
            )
        ),
        _list(
            (f"?{name}={'|'.join(values)}", text(f"commands.serve.page.{name}"))
            for name, values in (("form", FORMS), ("lang", LANGUAGES))
        ),
        element("h3", text("commands.serve.page.refusals")),
        _list(
            (f"{int(STATUSES[refusal])} {refusal}", text(f"commands.serve.refused.{refusal}")) for refusal in Refusal
        ),
        element("p", element("a", DOCUMENT, href=DOCUMENT)),
    ]
    return page("Whence: REST", "Whence: REST", [element("article", *parts)], translator)


def _list(rows: Iterable[tuple[str, str]]) -> Markup:
    return element("dl", *(part for head, said in rows for part in (element("dt", head), element("dd", said))))
