// Tests bot.mjs in the sandbox: `node --test test.mjs`.

import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { after, before, test } from "node:test";

import { Sandbox } from "./sandbox.mjs";

let sandbox, bot;

before(async () => {
  sandbox = await Sandbox.start();
  const env = { ...process.env, SANDBOX_URL: sandbox.url, DISCORD_TOKEN: sandbox.token };
  bot = fork(new URL("bot.mjs", import.meta.url), { env });
  await sandbox.ready("menu");
});

after(async () => {
  bot?.kill();
  await sandbox?.stop();
});

test("ping", async () => {
  const { answer } = await sandbox.act("alice", "send", { text: "!ping" });
  assert.equal(answer.content, "pong");
});

test("order", async () => {
  const menu = (await sandbox.act("alice", "slash", { command: "menu" })).answer;
  const { modal } = await sandbox.act("alice", "click", { message: menu.id, button: "Order" });
  const done = await sandbox.act("alice", "submit", { modal: modal.id, fields: { "Kind of tea": "green" } });
  assert.equal(done.answer.content, "One green tea!");
});

test("welcome", async () => {
  await sandbox.act("alice", "join", { name: "bob" });
  const { answer } = await sandbox.act("alice", "wait", { contains: "Welcome" });
  assert.match(answer.content, /^Welcome <@/);
});
