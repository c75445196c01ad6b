// The playground: the sandbox as Discord looks to somebody who is there.

import { startComposer, replyTo } from "./composer.js";
import { menu } from "./choosing.js";
import { openModal } from "./modal.js";
import { avatar, showMessages } from "./messages.js";
import { $, ask, el, replace, watch } from "./session.js";

const VOICE = [2, 13];
const CATEGORY = 4;

let person = null;
let current = null;
let scene = null;

let isOpen = false;

/** Looks for the first time, and again whenever something has changed. */
export async function open() {
  await look();
  watch("/sandbox/changes", () => refresh(), () => {});
  // Whoever signs in once more finds everything in its place.
  if (isOpen) return;
  isOpen = true;
  startComposer(() => scene);
  $("person").addEventListener("change", (event) => actAs(event.currentTarget.value));
  $("join").addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = event.currentTarget.elements.name;
    if (await act({ type: "join", name: input.value })) input.value = "";
  });
  $("messages").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const messages = [...$("messages").children];
    if (!step || !messages.length || event.target.closest("input, textarea, details")) return;
    event.preventDefault();
    const at = messages.findIndex((one) => one.contains(document.activeElement));
    messages[at < 0 ? messages.length - 1 : Math.min(messages.length - 1, Math.max(0, at + step))].focus();
  });
  // As on Discord: what is typed nowhere in particular is a message.
  addEventListener("keydown", (event) => {
    const isFree = !$("playground").hidden && [document.body, $("messages")].includes(document.activeElement);
    if (isFree && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) $("text").focus();
  });
}

/** It has come into sight. */
export function seen() {
  $("messages").scrollTop = $("messages").scrollHeight;
}

let isLooking = false;
let isStale = false;

/** Looks again; what changes while it looks is looked at once more. */
async function refresh() {
  isStale = true;
  if (isLooking) return;
  isLooking = true;
  try {
    while (isStale) {
      isStale = false;
      await look();
    }
  } catch (error) {
    refuse(error);
  } finally {
    isLooking = false;
  }
}

async function look() {
  const query = new URLSearchParams();
  if (person) query.set("person", person);
  if (current) query.set("location", current);
  let answer;
  try {
    answer = await ask(`/sandbox/view?${query}`);
  } catch (error) {
    // They cannot see this location any more, or the bot has a new sandbox and knows nobody of the old one.
    if (error.status !== 409 || !(current || person)) throw error;
    refuse(error);
    if (current) current = null;
    else person = null;
    return look();
  }
  const view = await answer.json();
  // Whoever has gone elsewhere meanwhile does not want to see this any more.
  if ((person && person !== view.person) || (current && current !== (view.is_dm ? "dm" : view.location))) return;
  person = view.person;
  current = view.is_dm ? "dm" : view.location;
  scene = { view, names: names(view), act, send, refuse, reply: replyTo };
  show(view);
}

function names(view) {
  const of = (list) => (id) => list.find((one) => one.id === id)?.name ?? id;
  return {
    person: of(view.people),
    role: of(view.servers.flatMap((server) => server.roles)),
    channel: of(view.servers.flatMap((server) => server.channels)),
  };
}

/** Does something as this person, and opens the form that comes of it. */
async function send(action) {
  const done = await (await ask("/sandbox/act", { method: "POST", body: { person, location: current, action } })).json();
  $("refused").textContent = "";
  if (done.modal) openModal(done.modal, scene);
  return done;
}

/** As `send`; what is refused is told, and nothing is given. */
async function act(action) {
  try {
    return await send(action);
  } catch (error) {
    refuse(error);
    return null;
  }
}

function refuse(error) {
  $("refused").textContent = error.message;
}

function go(where) {
  current = where;
  replyTo(null);
  $("refused").textContent = "";
  return refresh();
}

function actAs(id) {
  person = id;
  return go(current);
}

function show(view) {
  const room = view.servers.flatMap((server) => server.channels).find((one) => one.id === view.location);
  const here = view.is_dm ? `@${scene.names.person(view.bot)}` : `#${room?.name ?? "nowhere"}`;
  $("room").textContent = here;
  $("topic").textContent = view.is_dm ? "Direct messages with the bot" : (room?.topic ?? "");
  $("text").placeholder = view.may_write ? `Message ${here}, or / for commands` : "You may not write here.";
  $("text").disabled = !view.may_write;
  replace("rooms", [...view.servers.map(showServer), el("li", {}, roomButton("dm", `@${scene.names.person(view.bot)}`))]);
  const people = view.people.filter((one) => !one.bot).map((one) => ({ value: one.id, name: one.name }));
  replace("person", [...menu(people, {}).children]);
  $("person").value = view.person;
  replace("people", showPeople(view));
  showMessages(scene);
}

function roomButton(where, name) {
  return el("button", { type: "button", class: "room", "aria-current": where === current ? "page" : null, "data-key": `room/${where}`, onclick: () => go(where) }, name);
}

function showServer(server) {
  const line = (room) => {
    if (room.type === CATEGORY) return el("li", { class: "soft" }, room.name);
    const below = room.parent ? "below" : "";
    if (!VOICE.includes(room.type)) return el("li", { class: below }, roomButton(room.id, `#${room.name}`));
    const inside = room.voices.includes(person);
    const turn = () => act({ type: "voice", channel: inside ? null : room.id });
    return el("li", { class: below },
      el("div", { class: "voice" }, roomButton(room.id, `🔊 ${room.name}`),
        el("button", { type: "button", class: "plain", "aria-pressed": String(inside), "aria-label": `Talk in ${room.name}`, "data-key": `voice/${room.id}`, onclick: turn }, inside ? "Leave" : "Join")),
      room.voices.length > 0 && el("ul", {}, room.voices.map((id) => el("li", { class: "below" }, scene.names.person(id)))));
  };
  // Threads and what is in a category stand below it.
  const ids = new Set(server.channels.map((room) => room.id));
  const below = (parent) => server.channels.filter((room) => (ids.has(room.parent) ? room.parent : null) === parent).flatMap((room) => [room, ...below(room.id)]);
  return el("li", {}, el("h3", {}, server.name), el("ul", {}, below(null).map(line)));
}

function showPeople(view) {
  const server = view.servers.find((one) => one.channels.some((room) => room.id === view.location)) ?? view.servers[0];
  const inside = new Map((server?.members ?? []).map((one) => [one.user, one]));
  const commands = view.commands.filter((command) => command.type === 2);
  const open = new Set([...$("people").querySelectorAll("details[open]")].map((one) => one.dataset.id));
  return view.people.map((one) => {
    const member = inside.get(one.id);
    const roles = member?.roles.map((id) => scene.names.role(id)).join(", ");
    const button = (name, does) => el("button", { type: "button", "data-key": `person/${one.id}/${name}`, onclick: does }, name);
    return el("li", { class: member ? "" : "gone" }, el("details", { class: "person", "data-id": one.id, open: open.has(one.id) },
      el("summary", { "data-key": `person/${one.id}` }, avatar(one.name, one.id), member?.nick ?? one.name, one.bot && el("span", { class: "badge" }, "APP"), server?.owner === one.id && el("small", {}, "owner"), !member && el("small", {}, "not here")),
      el("div", {},
        roles && el("small", {}, roles),
        !one.bot && one.id !== view.person && button("Act as", () => actAs(one.id)),
        commands.map((command) => button(command.name, () => act({ type: "use_on_user", command: command.name, user: one.id }))),
        !one.bot && member && server?.owner !== one.id && button("Leave", () => act({ type: "leave", user: one.id })),
        !one.bot && !member && button("Join again", () => act({ type: "join", name: one.name })))));
  });
}
