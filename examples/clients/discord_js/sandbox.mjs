// Starts the sandbox and drives it. Copy this file: it needs nothing but Node.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A running `mindtrace-discord sandbox`. */
export class Sandbox {
  /** Starts it. Arguments: its options, such as `--seed`, `world.toml`. */
  static async start(...options) {
    const sandbox = new Sandbox();
    const program = process.env.MINDTRACE_DISCORD ?? "mindtrace-discord";
    sandbox.process = spawn(program, ["sandbox", "--json", ...options], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = await once(createInterface({ input: sandbox.process.stdout }), "line");
    Object.assign(sandbox, JSON.parse(line));
    return sandbox;
  }

  async stop() {
    const ended = once(this.process, "exit");
    this.process.kill();
    await ended;
  }

  /** Sends a request to the driving API. An error shows what happened instead. */
  async request(method, path, body) {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json" };
    const response = await fetch(`${this.drive}${path}`, { method, headers, body: body && JSON.stringify(body) });
    const text = await response.text();
    const answer = text ? JSON.parse(text) : null;
    if (!response.ok) throw new Error([answer.detail, ...(answer.transcript ?? [])].join("\n  "));
    return answer;
  }

  /** Waits until the bot is connected and has registered a command. */
  ready(command) {
    return this.request("GET", `/status?wait_ms=20000&command=${command}`);
  }

  /** Lets a user act, and returns the bot's answer. */
  act(user, type, fields = {}, { location = "general", wait_ms = 5000 } = {}) {
    return this.request("POST", "/act", { user, location, action: { type, ...fields }, wait_ms });
  }
}
