"""Starts a sandbox and a bot, and checks the bot: `check.py COMMAND…`. See README.md for the bot."""

import base64
import os
import pathlib
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "examples/clients/discord_py"))

from sandbox import Sandbox  # noqa: E402

# The whole check, in seconds.
TIMEOUT = 90


def equal(got, expected):
    if got != expected:
        raise AssertionError(f"{got!r} is not {expected!r}")


def prefix(sandbox):
    equal(sandbox.act("alice", "send", text="!ping")["answer"]["content"], "pong")


def slash_button_and_modal(sandbox):
    menu = sandbox.act("alice", "slash", command="menu")["answer"]
    equal((menu["content"], menu["labels"]), ("Tea?", ["Order"]))
    modal = sandbox.act("alice", "click", message=menu["id"], button="Order")["modal"]
    done = sandbox.act("alice", "submit", modal=modal["id"], fields={"Kind of tea": "green"})
    equal(done["answer"]["content"], "One green tea!")


def file(sandbox):
    upload = {"name": "cup.txt", "base64": base64.b64encode(b"black").decode()}
    answer = sandbox.act("alice", "send", text="!file", files=[upload])["answer"]
    equal((answer["content"], answer["attachments"]), ("5 bytes", ["tea.txt"]))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(answer["raw"]["attachments"][0]["url"], timeout=10) as response:
        equal(response.read(), b"green")


def reaction(sandbox):
    posted = sandbox.act("alice", "send", text="!react", wait_ms=0)["message"]
    until = time.monotonic() + 5
    while not (reactions := sandbox.act("alice", "look", message=posted["id"])["message"]["reactions"]):
        if time.monotonic() > until:
            raise AssertionError("the bot did not react")
        # The next line of the transcript may be the reaction.
        sandbox.request("GET", f"/transcript?since={len(sandbox.request('GET', '/transcript')['lines'])}&wait_ms=200")
    equal(reactions[0]["emoji"], "🍵")


def history(sandbox):
    for text in ("one", "two", "three"):
        sandbox.act("alice", "send", text=text, wait_ms=0)
    equal(sandbox.act("alice", "send", text="!history")["answer"]["content"], "one, two, three")


def members(sandbox):
    equal(sandbox.act("alice", "send", text="!members")["answer"]["content"], "alice, owner")


def join(sandbox):
    sandbox.act("alice", "join", name="bob")
    answer = sandbox.act("alice", "wait", contains="Welcome")["answer"]
    joined = [user["id"] for user in sandbox.request("GET", "/view")["users"] if user["name"] == "bob"]
    equal(answer["content"], f"Welcome <@{joined[0]}>!")


def resume(sandbox):
    before = sandbox.request("GET", "/status")
    sandbox.request("POST", "/faults", {"fault": "drop"})
    # Sent while the bot is away: the session has to be resumed for it to be answered.
    equal(sandbox.act("alice", "send", text="!ping", wait_ms=20000)["answer"]["content"], "pong")
    after = sandbox.request("GET", "/status")
    equal((after["identifies"], after["resumes"]), (before["identifies"], before["resumes"] + 1))


CHECKS = [prefix, slash_button_and_modal, file, reaction, history, members, join, resume]


def main(command):
    with Sandbox() as sandbox:
        # A member from the start, for the list of members.
        sandbox.request("GET", "/view?user=alice")
        env = {**os.environ, "SANDBOX_URL": sandbox.url, "DISCORD_TOKEN": sandbox.token}
        bot = subprocess.Popen(command, env=env)
        try:
            sandbox.ready("menu")
            started = time.monotonic()
            for check in CHECKS:
                check(sandbox)
                print(f"ok {check.__name__}")
                if time.monotonic() - started > TIMEOUT:
                    raise AssertionError("the checks took too long")
        except AssertionError as error:
            lines = sandbox.request("GET", "/transcript")["lines"][-20:]
            text = "\n".join(f"  {line['location']} {line['speaker']}: {line['text']}" for line in lines)
            sys.exit(f"FAILED {check.__name__ if 'check' in locals() else 'start'}: {error}\n{text}")
        finally:
            bot.terminate()
            try:
                bot.wait(10)
            except subprocess.TimeoutExpired:
                bot.kill()


if __name__ == "__main__":
    main(sys.argv[1:])
