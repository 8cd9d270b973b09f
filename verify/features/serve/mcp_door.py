"""The door for MCP over standard input and output: the same two ways to a report, as tools.

Answers are codes and sentences, everything out of the file fenced (`answers`). A refusal is an answer, too.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import json
import logging
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any, BinaryIO, Final

from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)

from verify import __version__
from verify.features.serve.answers import make_answer
from verify.features.serve.check_queue import CheckQueue
from verify.features.serve.mcp_lines import wrap_input, wrap_output
from verify.features.serve.refusals import Refusal, RefusedError, describe
from verify.features.serve.roots import Roots
from verify.features.serve.uploads import UploadRoom, keep, name_upload
from verify.model import Report, limits
from verify.report.words.catalogue import LANGUAGES, Translator

BY_PATH: Final = "check_path"
BY_BYTES: Final = "check_bytes"

_READS_ONLY: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


class McpDoor:
    """The two tools, and the server that offers them."""

    def __init__(self, checks: CheckQueue, roots: Roots, translator: Translator) -> None:
        self._checks = checks
        self._roots = roots
        self._room = UploadRoom(most_each=limits.MCP_FILE_BYTES)
        self._translator = translator

    def serve(self, commands: BinaryIO, answers: BinaryIO) -> None:
        """Answer until the client closes its end."""
        logger = logging.getLogger("mcp")  # what a client sends is not for our standard error
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        asyncio.run(self._serve(commands, answers))

    async def _serve(self, commands: BinaryIO, answers: BinaryIO) -> None:
        server: Server[Any] = Server(
            "whence",
            version=__version__,
            title="Whence",
            instructions=self._translator.text("commands.serve.mcp.instructions"),
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
        )
        server.middleware.clear()  # no traces of what is asked, for whatever exporter might be installed
        async with stdio_server(wrap_input(commands), wrap_output(answers)) as (reading, writing):
            await server.run(reading, writing, server.create_initialization_options())

    async def _list_tools(self, _context: object, _params: PaginatedRequestParams | None) -> ListToolsResult:
        text = self._translator.text
        language = {"type": "string", "enum": list(LANGUAGES), "description": text("commands.serve.page.lang")}
        ways = (
            (BY_PATH, "path", {"type": "string", "description": text("commands.serve.mcp.path")}),
            (
                BY_BYTES,
                "base64",
                {
                    "type": "string",
                    "contentEncoding": "base64",
                    "maxLength": _encoded_length(limits.MCP_FILE_BYTES),
                    "description": text("commands.serve.mcp.base64"),
                },
            ),
        )
        return ListToolsResult(
            tools=[
                Tool(
                    name=name,
                    description=text(f"commands.serve.mcp.{name}"),
                    input_schema={
                        "type": "object",
                        "properties": {argument: schema, "lang": language},
                        "required": [argument],
                        "additionalProperties": False,
                    },
                    annotations=_READS_ONLY,
                )
                for name, argument, schema in ways
            ]
        )

    async def _call_tool(self, _context: object, params: CallToolRequestParams) -> CallToolResult:
        try:
            arguments = dict(params.arguments or {})
            language = arguments.pop("lang", self._translator.language)
            if language not in LANGUAGES:
                raise RefusedError(Refusal.BAD_REQUEST)
            report = await self._check(params.name, arguments)
            return _make_result(await asyncio.to_thread(make_answer, report, language))
        except RefusedError as error:
            return _make_result(describe(error.refusal, self._translator), is_error=True)

    async def _check(self, name: str, arguments: Mapping[str, object]) -> Report:
        with self._checks.take_place() as place:
            match name, dict(arguments):
                case "check_path", {"path": str(path), **rest} if not rest:
                    given = await asyncio.to_thread(self._roots.open, path)
                    return await _wait_for(place.check(given))
                case "check_bytes", {"base64": str(encoded), **rest} if not rest:
                    data = _decode(encoded)
                    self._room.take(len(data))
                    try:
                        copy = await asyncio.to_thread(keep, data)
                        with copy:
                            report = await _wait_for(place.check(copy.give()))
                    finally:
                        self._room.leave(len(data))
                    return name_upload(report, self._translator)
                case _:
                    raise RefusedError(Refusal.BAD_REQUEST)


async def _wait_for(future: Future[Report]) -> Report:
    """Return the report; where the client gives its request up, the check ends, too."""
    return await asyncio.wrap_future(future)


def _decode(encoded: str) -> bytes:
    if len(encoded) > _encoded_length(limits.MCP_FILE_BYTES):
        raise RefusedError(Refusal.TOO_LARGE)
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RefusedError(Refusal.BAD_REQUEST) from error


def _encoded_length(size: int) -> int:
    return -(-size // 3) * 4


def _make_result(answer: Mapping[str, object], *, is_error: bool = False) -> CallToolResult:
    told = json.dumps(answer, ensure_ascii=False, indent=1)
    return CallToolResult(
        content=[TextContent(type="text", text=told)], structured_content=dict(answer), is_error=is_error
    )
