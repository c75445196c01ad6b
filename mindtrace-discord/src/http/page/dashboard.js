// The dashboard: status, live activity, and toggles.

import { $, el, replace, request, subscribe } from "./session.js";

const SVG = "http://www.w3.org/2000/svg";
/** The space around the dialog, in pixels. */
const GAP = 8;
const SPAN = 5 * 60 * 1000;
const LIVE_ROWS = 30;
// The live stream starts with as many.
const FAILURE_ROWS = 50;
const calls = [];
let showError = () => {};
let schedules = [];
let timer;
/** The change of a toggle that the dialog asks about. */
let pending = {};

/** Shows the dashboard and keeps it up to date; returns the status. */
export async function open(onError) {
  showError = onError;
  $("change-form").onsubmit = makeChange;
  $("change-cancel").onclick = () => $("change").close();
  // The element that had the focus before may have been replaced.
  $("change").onclose = () => document.querySelector(`[data-key="${CSS.escape(pending.key)}"]`)?.focus();
  const status = await loadStatus();
  await loadLists();
  draw();
  subscribe("/discord/live", (kind, entry) => kind !== "missed" && onEntry(entry), () => {
    $("state").textContent = "unreachable";
    $("state").dataset.state = "failed";
  });
  clearInterval(timer);
  timer = setInterval(() => loadStatus().then(loadLists).then(draw).catch(showError), 5000);
  return status;
}

const row = (...cells) => el("tr", {}, ...cells.map((cell) => el("td", {}, cell ?? "–")));
const time = (at) => new Date(at).toLocaleTimeString();
const ms = (number) => (number === null || number === undefined ? null : `${number < 10 ? number.toFixed(1) : Math.round(number)} ms`);

function toggle(path, name, isEnabled) {
  const key = `${path}/${name}`;
  const ask = (event) => openChange(event.currentTarget, { path, name, key, enabled: !isEnabled });
  return el("button", { role: "switch", type: "button", "aria-checked": String(isEnabled), "aria-haspopup": "dialog", "aria-label": `${name} is enabled`, "data-key": key, onclick: ask });
}

/** Asks for the reason of a change below the toggle, or above it if there is no room. Escape cancels. */
function openChange(button, change) {
  pending = change;
  const verb = change.enabled ? "Enable" : "Disable";
  $("change-title").textContent = `${verb} ${change.name} everywhere?`;
  $("change-confirm").textContent = verb;
  $("change-error").textContent = "";
  $("reason").value = "";
  const dialog = $("change");
  const box = button.getBoundingClientRect();
  const place = (top, left) => Object.assign(dialog.style, { top: `${top + scrollY}px`, left: `${left + scrollX}px` });
  // It opens inside the window, so that the page does not scroll to it.
  place(GAP, GAP);
  dialog.showModal();
  const { clientWidth, clientHeight } = document.documentElement;
  const fitsBelow = box.bottom + 2 * GAP + dialog.offsetHeight <= clientHeight;
  const top = fitsBelow ? box.bottom + GAP : Math.max(GAP, box.top - GAP - dialog.offsetHeight);
  place(top, Math.max(GAP, Math.min(box.left, clientWidth - dialog.offsetWidth - GAP)));
}

/** Makes the change that the dialog asks about. */
async function makeChange(event) {
  event.preventDefault();
  const change = pending;
  if (change.isBusy) return;
  change.isBusy = true;
  const isOpen = () => pending === change && $("change").open;
  try {
    const reason = $("reason").value.trim() || null;
    await request(`/discord/${change.path}/${encodeURIComponent(change.name)}/enabled`, { method: "PUT", body: { enabled: change.enabled, reason } });
    if (isOpen()) $("change").close();
    await loadStatus();
    await loadLists();
  } catch (error) {
    if (error.status === 401) $("change").close();
    if (isOpen()) $("change-error").textContent = error.message;
    else showError(error);
  } finally {
    change.isBusy = false;
  }
}

async function loadStatus() {
  const status = await (await request("/discord/status")).json();
  document.title = $("name").textContent = status.bot_name;
  $("state").textContent = status.state;
  $("state").dataset.state = status.state;
  const numbers = {
    Guilds: status.guild_count,
    Members: status.user_count,
    Latency: ms(status.latency_ms),
    Uptime: `${Math.floor(status.uptime_seconds / 60)} min`,
    Commands: `${status.commands.enabled} of ${status.commands.total}`,
    "Events waiting": status.events.waiting,
    "Events dropped": status.events.dropped,
    Version: status.version,
    Framework: status.framework_version,
  };
  const pairs = Object.entries(numbers).map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value === null ? "–" : String(value))));
  $("numbers").replaceChildren(...pairs);
  $("shards").replaceChildren(
    ...status.shards.map((shard) => row(String(shard.id), shard.state, ms(shard.latency_ms), ms(shard.last_frame_age_ms), String(shard.reconnects))),
  );
  schedules = status.schedules;
  return status;
}

async function loadLists() {
  const [commands, handlers, toggles] = await Promise.all(
    ["commands", "handlers", "toggles"].map(async (list) => (await request(`/discord/${list}`)).json()),
  );
  const categories = Map.groupBy(commands.commands, (command) => command.category ?? "");
  const isDisabled = (name) => toggles.toggles.some((item) => item.category === name && item.guild_id === null && !item.enabled);
  const sections = [...categories].sort().map(([category, members]) => [
    category ? el("h3", {}, toggle("categories", category, !isDisabled(category)), category) : el("h3", {}, "Without a category"),
    el("ul", {}, ...members.map((command) => {
      const name = command.kind === "chat" ? command.name : `${command.kind}:${command.name}`;
      return el("li", {}, toggle("commands", name, command.enabled), el("code", {}, command.usage), el("span", {}, command.description));
    })),
  ]);
  replace("commands", sections.flat());
  const handlerRows = handlers.handlers.map((handler) =>
    row(toggle("handlers", handler.name, handler.enabled), handler.name, handler.event, String(handler.succeeded), String(handler.failed)),
  );
  const scheduleRows = schedules.map((schedule) =>
    row(toggle("handlers", schedule.name, schedule.enabled), schedule.name, schedule.next ? `${schedule.times}, next ${time(schedule.next)}` : schedule.times, String(schedule.succeeded), String(schedule.failed)),
  );
  replace("handlers", [...handlerRows, ...scheduleRows]);
  replace(
    "toggles",
    toggles.toggles.map((item) =>
      row(item.command ?? item.category ?? item.handler, item.enabled ? "enabled" : "disabled", item.guild_id ?? "all guilds", item.by, new Date(item.at).toLocaleString(), item.reason ?? ""),
    ),
  );
}

/** Shows an entry of the live stream. */
function onEntry(entry) {
  const subject = { invocation: () => entry.command ?? "unknown command", event: () => `${entry.handler} (${entry.event})`, toggled: () => `${entry.kind} ${entry.name}`, operated: () => entry.what }[entry.type]();
  const outcome = entry.type === "toggled" ? (entry.enabled === null ? "reset" : entry.enabled ? "enabled" : "disabled") : entry.type === "operated" ? (entry.name ?? "") : entry.outcome;
  const source = entry.by ? `by ${entry.by}` : (entry.surface ?? "event");
  const isGood = ["ok", "enabled"].includes(outcome) || entry.type === "operated";
  prepend(LIVE_ROWS, $("live"), row(time(entry.at), subject, source, el("span", { class: isGood ? "good" : "bad" }, outcome), ms(entry.ms)));
  if (entry.type === "toggled") loadStatus().then(loadLists).catch(showError);
  if (entry.type === "invocation") {
    calls.push({ at: Date.parse(entry.at), ms: entry.ms, ok: outcome === "ok" });
    draw();
  }
  if (entry.failed) prepend(FAILURE_ROWS, $("failures"), row(time(entry.at), subject, outcome, el("code", {}, entry.reference)));
}

function prepend(rows, list, line) {
  list.prepend(line);
  while (list.children.length > rows) list.lastElementChild.remove();
}

function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Draws the charts. */
function draw() {
  const now = Date.now();
  while (calls.length && calls[0].at < now - SPAN) calls.shift();
  const buckets = new Array(60).fill(0);
  for (const call of calls) buckets[Math.min(59, Math.max(0, 59 - Math.floor((now - call.at) / 5000)))] += 1;
  const max = Math.max(1, ...buckets);
  $("rate").replaceChildren(...buckets.map((count, index) => svgElement("rect", { x: index * 5, width: 4, y: 60 - (58 * count) / max, height: (58 * count) / max })));
  $("rate-now").textContent = buckets[59];
  // A logarithmic scale: one millisecond is at the bottom, ten seconds at the top.
  const height = (call) => 56 - (52 * Math.log10(Math.min(10000, Math.max(1, call.ms)))) / 4;
  $("latency").replaceChildren(...calls.map((call) => svgElement("circle", { cx: 300 - (300 * (now - call.at)) / SPAN, cy: height(call), r: 2, class: call.ok ? "good" : "bad" })));
  $("latency-now").textContent = ms(calls.at(-1)?.ms) ?? "–";
}
