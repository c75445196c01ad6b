"""Starts the sandbox and drives it. Copy this file: it needs nothing but Python."""

import json
import os
import subprocess
import urllib.error
import urllib.request


class Sandbox:
    """A running `mindtrace-discord sandbox`, which ends with the `with` block. Arguments: its options, such as `--seed`, `world.toml`."""

    def __init__(self, *options):
        program = os.environ.get("MINDTRACE_DISCORD", "mindtrace-discord")
        self.process = subprocess.Popen([program, "sandbox", "--json", *options], stdout=subprocess.PIPE, text=True)
        addresses = json.loads(self.process.stdout.readline())
        self.url, self.drive, self.token = addresses["url"], addresses["drive"], addresses["token"]

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def request(self, method, path, body=None):
        """Sends a request to the driving API. An error shows what happened instead."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.drive}{path}", data, headers, method=method)
        # The sandbox is on this computer, so no proxy is asked.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            problem = json.loads(error.read())
            raise AssertionError("\n  ".join([problem["detail"], *problem.get("transcript", [])])) from None

    def ready(self, command):
        """Waits until the bot is connected and has registered a command."""
        return self.request("GET", f"/status?wait_ms=20000&command={command}")

    def act(self, user, action, /, *, location="general", wait_ms=5000, **fields):
        """Lets a user act, and returns the bot's answer."""
        body = {"user": user, "location": location, "action": {"type": action, **fields}, "wait_ms": wait_ms}
        return self.request("POST", "/act", body)
