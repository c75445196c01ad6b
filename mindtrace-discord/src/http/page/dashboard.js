// The dashboard: health and failures, the last hour, commands, live activity, and the rest.

import { chart } from "./charts.js";
import { showCommands, startFilter } from "./commands.js";
import { health, sum } from "./health.js";
import { $, el, keepFocus, replace, request, subscribe } from "./session.js";
import { breakable, count, fill, minor, moment, ms, number, row, showEmpty, span, time } from "./tables.js";
import { startToggles, toggle } from "./toggle.js";

const LIVE_ROWS = 30;
// The live stream starts with as many.
const FAILURE_ROWS = 50;
const HOUR = 60 * 60 * 1000;
/** The time between two updates, and the time from a live event to an update, in milliseconds. */
const INTERVAL = 5000;
const SOON = 1500;

let showError = () => {};
let charts;
let failures = [];
let timer;
let soon;
/** The numbers of the newest request, and of the newest one that was shown. */
let requested = 0;
let shown = 0;

/** Shows the dashboard and keeps it up to date; returns the status. */
export async function open(onError) {
  showError = onError;
  if (!charts) start();
  const status = await load();
  subscribe("/discord/live", (kind, entry) => kind !== "missed" && onEntry(entry), () => {
    $("state").textContent = "unreachable";
    $("state").dataset.state = "failed";
  });
  clearInterval(timer);
  timer = setInterval(() => load().catch(showError), INTERVAL);
  return status;
}

/** Creates the parts that stay. */
function start() {
  startToggles(load, showError);
  startFilter();
  charts = [
    chart("rate", { bars: true, text: count, series: [
      { name: "succeeded", kind: "good", value: (minute) => minute.calls.succeeded },
      { name: "refused", kind: "warn", value: (minute) => minute.calls.refused },
      { name: "failed", kind: "bad", value: (minute) => minute.calls.failed },
    ] }),
    chart("latency", { bars: false, text: (value) => ms(value) ?? "–", series: [
      { name: "median", kind: "good", value: (minute) => minute.p50_ms },
      { name: "95th percentile", kind: "warn", value: (minute) => minute.p95_ms },
    ] }),
    chart("handled", { bars: true, text: count, series: [
      { name: "succeeded", kind: "good", value: (minute) => minute.events.succeeded },
      { name: "dropped", kind: "warn", value: (minute) => minute.events.dropped },
      { name: "failed", kind: "bad", value: (minute) => minute.events.failed },
    ] }),
  ];
}

const get = async (path) => (await request(path)).json();

/** Loads all pages of a list. */
async function all(list) {
  const items = [];
  for (;;) {
    const page = await get(`/discord/${list}?offset=${items.length}`);
    items.push(...page[list]);
    if (!page[list].length || items.length >= page.total) return items;
  }
}

async function load() {
  const number = (requested += 1);
  const [status, history, commands, handlers, toggles] = await Promise.all([
    get("/discord/status"), get("/discord/history"), all("commands"), all("handlers"), all("toggles"),
  ]);
  // A slow answer does not replace a newer one.
  if (number < shown) return status;
  shown = number;
  document.title = $("name").textContent = status.bot_name;
  $("state").textContent = status.state;
  $("state").dataset.state = status.state;
  showHealth(status, history);
  showFailures();
  for (const show of charts) show(history.minutes);
  showFirst(status, history, commands);
  showCommands(commands, history.commands, toggles);
  showShards(status);
  showHandlers(handlers, status.schedules);
  const changes = toggles.map((item) =>
    row(item.command ?? item.category ?? item.handler, item.enabled ? "enabled" : "disabled", item.guild_id ?? "all guilds", minor(item.by), el("td", { class: "minor number left" }, moment(item.at)), item.reason ?? ""));
  fill("toggles", changes, "Nothing was changed: commands and handlers are enabled as the program declares them. The toggle beside one changes that.");
  return status;
}

function showHealth(status, history) {
  const { text, problems } = health(status, history);
  // Unchanged text stays, so that a screen reader does not read it again.
  if ($("health").textContent !== text) $("health").textContent = text;
  $("health").dataset.state = problems.length || status.state !== "connected" ? "bad" : "good";
  replace("problems", problems.map((problem) => el("li", {}, problem)));
  const calls = (kind) => count(sum(history, (minute) => minute.calls[kind]));
  const numbers = {
    Uptime: span(status.uptime_seconds),
    "Succeeded, last hour": calls("succeeded"),
    "Failed, last hour": calls("failed"),
    "Calls since start": count(Object.values(history.since_start).reduce((one, other) => one + other)),
    "Events dropped": count(status.events.dropped),
    "Events waiting": count(status.events.waiting),
    Latency: ms(status.latency_ms),
    Guilds: count(status.guild_count),
    Members: count(status.user_count),
    "Commands enabled": `${status.commands.enabled} of ${status.commands.total}`,
    Shards: status.shard_count && `${status.shards.length} of ${status.shard_count}`,
    Prefixes: status.prefixes.join(" "),
    Version: status.version,
    Framework: status.framework_version,
  };
  replace("numbers", Object.entries(numbers).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value ?? "–"))));
}

/** Says what to do before the first call. */
function showFirst(status, history, commands) {
  const prefixed = commands.filter((command) => command.kind === "chat" && command.surfaces.includes("prefix"));
  // A command that can be called without arguments.
  const first = prefixed.find((command) => command.name === "help") ?? prefixed.find((command) => !command.usage.includes("<")) ?? prefixed[0];
  const place = status.playground ? el("a", { href: "#playground" }, "playground") : "a channel that the bot can read";
  const text = first ? ["No calls yet. Type ", el("code", {}, first.usage.split(" ")[0]), " in ", status.playground ? "the " : "", place, "."] : ["No calls yet."];
  const isEmpty = Object.values(history.since_start).every((number) => number === 0);
  $("no-calls").hidden = !isEmpty;
  if (isEmpty) replace("no-calls", [el("span", {}, text)]);
  showEmpty("live", $("live").children.length === 0, "Calls, handled events and toggles appear here as they happen.");
}

function showFailures() {
  const recent = failures.filter((entry) => Date.now() - Date.parse(entry.at) < HOUR);
  const rows = recent.map((entry) => row(number(time(entry.at), "left"), el("td", {}, breakable(entry.subject)), el("td", { class: "outcome" }, breakable(entry.outcome)), number(el("code", {}, entry.reference), "left")));
  const last = failures[0];
  const empty = last ? `None in the last hour. The last one: ${last.subject}, ${last.outcome}, ${moment(last.at)}, reference ${last.reference}.` : "None in the last hour.";
  fill("failures", rows, empty);
  $("failures-hint").hidden = rows.length === 0;
}

function showShards(status) {
  const shards = status.shards.map((shard) => row(
    number(String(shard.id)), el("td", { class: shard.state === "connected" ? "" : "bad" }, shard.state), el("td", { class: "minor number" }, count(shard.guilds) ?? "–"),
    number(ms(shard.latency_ms)), el("td", { class: "minor number" }, ms(shard.last_frame_age_ms) ?? "–"), number(count(shard.reconnects))));
  fill("shards", shards, "This process has no shard: interactions are received by webhook, or other processes have all shards.");
  $("processes-section").hidden = (status.processes?.length ?? 0) < 2;
  fill("processes", (status.processes ?? []).map((one) => row(
    `${one.host} (${one.pid})`, el("td", { class: one.state === "connected" ? "" : "bad" }, one.state), one.shards.join(", ") || "–", minor(one.version), el("td", { class: "minor number" }, moment(one.started)))), "");
}

function showHandlers(handlers, schedules) {
  const line = (one, when) => row(
    el("th", { scope: "row" }, breakable(one.name)), when, el("td", { class: "minor number" }, count(one.succeeded)), number(count(one.failed), one.failed ? "bad" : ""), toggle("handlers", one.name, one.enabled));
  const rows = [
    ...handlers.map((handler) => line(handler, handler.event)),
    ...schedules.map((schedule) => line(schedule, schedule.next ? `${schedule.times}, next ${moment(schedule.next)}` : schedule.times)),
  ];
  fill("handlers", rows, ["No event handlers and no schedules. Write a function with ", el("code", {}, "#[on_event(…)]"), " or ", el("code", {}, "#[every(…)]"), "."]);
}

/** Shows an entry of the live stream. */
function onEntry(entry) {
  // A stream that was connected again begins with the same failures.
  if (entry.failed && failures.some((one) => one.reference === entry.reference && one.at === entry.at)) return;
  const subject = { invocation: () => entry.command ?? "unknown command", event: () => `${entry.handler} (${entry.event})`, toggled: () => `${entry.kind} ${entry.name}`, operated: () => entry.what }[entry.type]();
  const outcome = entry.type === "toggled" ? (entry.enabled === null ? "reset" : entry.enabled ? "enabled" : "disabled") : entry.type === "operated" ? (entry.name ?? "") : entry.outcome;
  const source = entry.by ? `by ${entry.by}` : (entry.surface ?? "event");
  const kind = entry.failed ? "bad" : ["ok", "enabled"].includes(outcome) || entry.type === "operated" ? "good" : "warn";
  keepFocus(() => $("live").prepend(row(number(time(entry.at), "left"), el("td", {}, breakable(subject)), minor(source), el("td", { class: `outcome ${kind}` }, breakable(outcome)), number(ms(entry.ms)))));
  while ($("live").children.length > LIVE_ROWS) $("live").lastElementChild.remove();
  showEmpty("live", false, "");
  if (entry.failed) {
    failures = [{ ...entry, subject, outcome }, ...failures].slice(0, FAILURE_ROWS);
    showFailures();
  }
  if (entry.type === "toggled") {
    load().catch(showError);
    return;
  }
  // Many entries lead to one update.
  soon ??= setTimeout(() => {
    soon = undefined;
    load().catch(showError);
  }, SOON);
}
