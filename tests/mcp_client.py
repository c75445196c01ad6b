"""The official client of the Model Context Protocol, driven by tests/mcp.rs: reads one JSON command a line, writes one JSON answer a line.

The last argument selects the protocol: `legacy` as before 2026-07-28, `auto` as since.
"""

import asyncio
import json
import sys

from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared._httpx_utils import create_mcp_http_client


async def main(url: str, token: str, mode: str) -> None:
    changed = asyncio.Event()

    async def on_message(message) -> None:
        if "list_changed" in str(message):
            changed.set()

    http = create_mcp_http_client(headers={"Authorization": f"Bearer {token}"})
    transport = streamable_http_client(url, http_client=http)
    async with Client(transport, mode=mode, message_handler=on_message, cache=None) as client:
        if mode == "legacy":
            await answer(client, changed)
        else:
            async with client.listen(tools_list_changed=True) as events:

                async def follow() -> None:
                    async for _ in events:
                        changed.set()

                following = asyncio.create_task(follow())
                await answer(client, changed)
                following.cancel()


async def answer(client: Client, changed: asyncio.Event) -> None:
    print(json.dumps("ready"), flush=True)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        command = json.loads(line)
        if command == "list":
            tools = (await client.list_tools()).tools
            answered = {tool.name: tool.input_schema for tool in tools}
        elif command == "changed":
            await asyncio.wait_for(changed.wait(), 20)
            changed.clear()
            answered = True
        else:
            result = await client.call_tool(command["call"], command.get("arguments", {}))
            answered = {"text": result.content[0].text, "error": result.is_error}
        print(json.dumps(answered), flush=True)


asyncio.run(main(*sys.argv[1:]))
