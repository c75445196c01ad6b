"""Tests bot.py in the sandbox: `pytest`."""

import os
import pathlib
import subprocess
import sys

import pytest
from sandbox import Sandbox

BOT = pathlib.Path(__file__).with_name("bot.py")


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox() as sandbox:
        env = {**os.environ, "SANDBOX_URL": sandbox.url, "DISCORD_TOKEN": sandbox.token}
        bot = subprocess.Popen([sys.executable, BOT], env=env)
        try:
            sandbox.ready("menu")
            yield sandbox
        finally:
            bot.terminate()
            bot.wait()


def test_ping(sandbox):
    assert sandbox.act("alice", "send", text="!ping")["answer"]["content"] == "pong"


def test_order(sandbox):
    menu = sandbox.act("alice", "slash", command="menu")["answer"]
    modal = sandbox.act("alice", "click", message=menu["id"], button="Order")["modal"]
    done = sandbox.act("alice", "submit", modal=modal["id"], fields={"Kind of tea": "green"})
    assert done["answer"]["content"] == "One green tea!"


def test_welcome(sandbox):
    sandbox.act("alice", "join", name="bob")
    assert sandbox.act("alice", "wait", contains="Welcome")["answer"]["content"].startswith("Welcome <@")
