// The dashboard: what the bot does, and the toggles.

import { $, ask, el, replace, watch } from "./session.js";

const SVG = "http://www.w3.org/2000/svg";
const SPAN = 5 * 60 * 1000;
const calls = [];
let refuse = () => {};
let schedules = [];
let again;

/** Shows the dashboard and keeps it true; gives the status. */
export async function open(refused) {
  refuse = refused;
  const now = await status();
  await lists();
  draw();
  watch("/discord/live", (kind, entry) => kind !== "missed" && happened(entry), () => {
    $("state").textContent = "not reached";
    $("state").dataset.state = "failed";
  });
  clearInterval(again);
  again = setInterval(() => status().then(lists).then(draw).catch(refuse), 5000);
  return now;
}

const row = (...cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell ?? "–")));
const time = (at) => new Date(at).toLocaleTimeString();
const ms = (number) => (number === null || number === undefined ? null : `${number < 10 ? number.toFixed(1) : Math.round(number)} ms`);

function toggle(path, name, on) {
  const turn = async (event) => {
    const button = event.currentTarget;
    const enabled = button.getAttribute("aria-checked") !== "true";
    // Not `disabled`: that would take the focus away.
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    try {
      const reason = $("reason").value.trim() || null;
      await ask(`/discord/${path}/${encodeURIComponent(name)}/enabled`, { method: "PUT", body: { enabled, reason } });
      await lists();
    } catch (error) {
      refuse(error);
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  return el("button", { role: "switch", type: "button", "aria-checked": String(on), "aria-label": `${name} is enabled`, "data-key": `${path}/${name}`, onclick: turn });
}

async function status() {
  const now = await (await ask("/discord/status")).json();
  document.title = $("name").textContent = now.bot_name;
  $("state").textContent = now.state;
  $("state").dataset.state = now.state;
  const numbers = {
    Servers: now.guild_count,
    Members: now.user_count,
    Latency: ms(now.latency_ms),
    Up: `${Math.floor(now.uptime_seconds / 60)} min`,
    Commands: `${now.commands.enabled} of ${now.commands.total}`,
    "Events waiting": now.events.waiting,
    "Left out": now.events.dropped,
    Version: now.version,
  };
  const pairs = Object.entries(numbers).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value === null ? "–" : String(value))));
  $("numbers").replaceChildren(...pairs);
  $("shards").replaceChildren(
    ...now.shards.map((shard) => row(String(shard.id), shard.state, ms(shard.latency_ms), ms(shard.last_frame_age_ms), String(shard.reconnects))),
  );
  schedules = now.schedules;
  return now;
}

async function lists() {
  const [commands, handlers, toggles] = await Promise.all(
    ["commands", "handlers", "toggles"].map(async (list) => (await ask(`/discord/${list}`)).json()),
  );
  const categories = Map.groupBy(commands.commands, (command) => command.category ?? "");
  const off = (name) => toggles.toggles.some((one) => one.category === name && one.guild_id === null && !one.enabled);
  const parts = [...categories].sort().map(([category, members]) => [
    category ? el("h3", {}, toggle("categories", category, !off(category)), category) : el("h3", {}, "Without a category"),
    el("ul", {}, ...members.map((command) => {
      const name = command.kind === "chat" ? command.name : `${command.kind}:${command.name}`;
      return el("li", {}, toggle("commands", name, command.enabled), el("code", {}, command.usage), el("span", {}, command.description));
    })),
  ]);
  replace("commands", parts.flat());
  const handled = handlers.handlers.map((one) =>
    row(toggle("handlers", one.name, one.enabled), one.name, one.event, String(one.succeeded), String(one.failed)),
  );
  const timed = schedules.map((one) => row("", one.name, one.next ? `${one.times}, next ${time(one.next)}` : one.times, String(one.succeeded), String(one.failed)));
  replace("handlers", [...handled, ...timed]);
  replace(
    "toggles",
    toggles.toggles.map((one) =>
      row(one.command ?? one.category ?? one.handler, one.enabled ? "on" : "off", one.guild_id ?? "everywhere", one.by, new Date(one.at).toLocaleString(), one.reason ?? ""),
    ),
  );
}

function happened(entry) {
  const what = { invocation: () => entry.command ?? "no such command", event: () => `${entry.handler} (${entry.event})`, toggled: () => `${entry.kind} ${entry.name}`, operated: () => entry.what }[entry.type]();
  const outcome = entry.type === "toggled" ? (entry.enabled === null ? "reset" : entry.enabled ? "enabled" : "disabled") : entry.type === "operated" ? (entry.name ?? "") : entry.outcome;
  const where = entry.by ? `by ${entry.by}` : (entry.surface ?? "event");
  const told = el("span", { class: ["ok", "on"].includes(outcome) || entry.type === "operated" ? "good" : "bad" }, outcome);
  first($("live"), row(time(entry.at), what, where, told, ms(entry.ms)), 30);
  if (entry.type === "toggled") status().then(lists).catch(refuse);
  if (entry.type === "invocation") {
    calls.push({ at: Date.parse(entry.at), ms: entry.ms, ok: outcome === "ok" });
    draw();
  }
  if (entry.failed) first($("failures"), row(time(entry.at), what, outcome, el("code", {}, entry.reference)), 30);
}

function first(list, line, most) {
  list.prepend(line);
  while (list.children.length > most) list.lastElementChild.remove();
}

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function draw() {
  const now = Date.now();
  while (calls.length && calls[0].at < now - SPAN) calls.shift();
  const buckets = new Array(60).fill(0);
  for (const call of calls) buckets[Math.min(59, Math.max(0, 59 - Math.floor((now - call.at) / 5000)))] += 1;
  const most = Math.max(1, ...buckets);
  $("rate").replaceChildren(...buckets.map((count, index) => shape("rect", { x: index * 5, width: 4, y: 60 - (58 * count) / most, height: (58 * count) / most })));
  $("rate-now").textContent = buckets[59];
  // One millisecond is at the bottom, ten seconds at the top.
  const height = (call) => 56 - (52 * Math.log10(Math.min(10000, Math.max(1, call.ms)))) / 4;
  $("latency").replaceChildren(...calls.map((call) => shape("circle", { cx: 300 - (300 * (now - call.at)) / SPAN, cy: height(call), r: 2, class: call.ok ? "good" : "bad" })));
  $("latency-now").textContent = ms(calls.at(-1)?.ms) ?? "–";
}

