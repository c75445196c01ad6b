// The playground: the sandbox as a member sees it.

import { replyTo, startComposer } from "./composer.js";
import { closeDrawer, startDrawers } from "./drawers.js";
import { selectElement } from "./inputs.js";
import { openModal } from "./modal.js";
import { avatar, showMessages } from "./messages.js";
import { $, el, replace, request, subscribe } from "./session.js";

const VOICE = [2, 13];
const CATEGORY = 4;

/** The id of the acting user. */
let user = null;
/** The id of the open channel, or `dm`. */
let current = null;
/** The latest view, with the names in it and the functions that act on it. */
let context = null;

let isOpen = false;

/** Loads the playground, and updates it whenever something changes. */
export async function open() {
  await load();
  subscribe("/sandbox/changes", () => refresh(), () => {});
  // The listeners are added once, even if the visitor signs in again.
  if (isOpen) return;
  isOpen = true;
  startComposer(() => context);
  startDrawers();
  $("acting-user").addEventListener("change", (event) => actAs(event.currentTarget.value));
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
    const index = messages.findIndex((one) => one.contains(document.activeElement));
    messages[index < 0 ? messages.length - 1 : Math.min(messages.length - 1, Math.max(0, index + step))].focus();
  });
  // As on Discord, typing without a focused input writes a message.
  addEventListener("keydown", (event) => {
    const isFree = !$("playground").hidden && [document.body, $("messages")].includes(document.activeElement);
    if (isFree && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) $("text").focus();
  });
}

/** Scrolls to the newest message. Called when the playground becomes visible. */
export function scrollToEnd() {
  $("messages").scrollTop = $("messages").scrollHeight;
}

let isLoading = false;
let isStale = false;

/** Loads the view again. A change during the request leads to another request. */
async function refresh() {
  isStale = true;
  if (isLoading) return;
  isLoading = true;
  try {
    while (isStale) {
      isStale = false;
      await load();
    }
  } catch (error) {
    showError(error);
  } finally {
    isLoading = false;
  }
}

async function load() {
  const query = new URLSearchParams();
  if (user) query.set("user", user);
  if (current) query.set("location", current);
  let response;
  try {
    response = await request(`/sandbox/view?${query}`);
  } catch (error) {
    // The user lost access to the location, or the bot was restarted with a new sandbox.
    if (error.status !== 409 || !(current || user)) throw error;
    showError(error);
    if (current) current = null;
    else user = null;
    return load();
  }
  const view = await response.json();
  // Outdated if the visitor has moved to another location in the meantime.
  if ((user && user !== view.user) || (current && current !== (view.is_dm ? "dm" : view.location))) return;
  user = view.user;
  current = view.is_dm ? "dm" : view.location;
  context = { view, names: names(view), act, send, showError, replyTo };
  show(view);
}

/** Returns functions that find the names of users, roles and channels by their ids. */
function names(view) {
  const of = (list) => (id) => list.find((one) => one.id === id)?.name ?? id;
  return {
    user: of(view.users),
    role: of(view.guilds.flatMap((guild) => guild.roles)),
    channel: of(view.guilds.flatMap((guild) => guild.channels)),
  };
}

/** Carries out an action as the acting user, and opens the modal that the bot responds with. */
async function send(action) {
  const done = await (await request("/sandbox/act", { method: "POST", body: { user, location: current, action } })).json();
  $("action-error").textContent = "";
  if (done.modal) openModal(done.modal, context);
  return done;
}

/** Like `send`, but shows an error and returns `null` instead of throwing. */
async function act(action) {
  try {
    return await send(action);
  } catch (error) {
    showError(error);
    return null;
  }
}

function showError(error) {
  $("action-error").textContent = error.message;
}

function goTo(location) {
  closeDrawer();
  current = location;
  replyTo(null);
  $("action-error").textContent = "";
  return refresh();
}

function actAs(id) {
  user = id;
  return goTo(current);
}

function show(view) {
  const channel = view.guilds.flatMap((guild) => guild.channels).find((one) => one.id === view.location);
  const bot = `@${context.names.user(view.bot)}`;
  const title = view.is_dm ? bot : `#${channel?.name ?? "unknown"}`;
  $("channel").textContent = title;
  $("topic").textContent = view.is_dm ? "Direct messages with the bot" : (channel?.topic ?? "");
  $("text").placeholder = view.can_send ? `Message ${title}, or / for commands` : "You cannot send messages here.";
  $("text").disabled = !view.can_send;
  $("messages").dataset.empty = view.can_send ? "No messages yet. Write one below, or type / for the commands." : "No messages yet.";
  replace("channels", [...view.guilds.map(guildItem), el("li", {}, channelButton("dm", bot))]);
  const users = view.users.filter((one) => !one.bot).map((one) => ({ value: one.id, name: one.name }));
  replace("acting-user", [...selectElement(users, {}).children]);
  $("acting-user").value = view.user;
  replace("members", memberItems(view));
  showMessages(context);
}

function channelButton(location, name) {
  return el("button", { type: "button", class: "channel", "aria-current": location === current ? "page" : null, "data-key": `channel/${location}`, onclick: () => goTo(location) }, name);
}

/** A guild with its channels. */
function guildItem(guild) {
  const channelItem = (channel) => {
    if (channel.type === CATEGORY) return el("li", { class: "soft" }, channel.name);
    const nested = channel.parent ? "nested" : "";
    if (!VOICE.includes(channel.type)) return el("li", { class: nested }, channelButton(channel.id, `#${channel.name}`));
    const isConnected = channel.voice_members?.includes(user);
    const toggle = () => act({ type: "voice", channel: isConnected ? null : channel.id });
    return el("li", { class: nested },
      el("div", { class: "voice" }, channelButton(channel.id, `🔊 ${channel.name}`),
        el("button", { type: "button", class: "plain", "aria-label": `${isConnected ? "Leave" : "Join"} ${channel.name}`, "data-key": `voice/${channel.id}`, onclick: toggle }, isConnected ? "Leave" : "Join")),
      channel.voice_members?.length > 0 && el("ul", {}, channel.voice_members.map((id) => el("li", { class: "nested" }, context.names.user(id)))));
  };
  // Threads and the channels of a category follow their parent.
  const ids = new Set(guild.channels.map((channel) => channel.id));
  const children = (parent) => guild.channels.filter((channel) => (ids.has(channel.parent) ? channel.parent : null) === parent).flatMap((channel) => [channel, ...children(channel.id)]);
  return el("li", {}, el("h2", {}, guild.name), el("ul", {}, children(null).map(channelItem)));
}

/** The users of the sandbox, with the actions for each. */
function memberItems(view) {
  const guild = view.guilds.find((one) => one.channels.some((channel) => channel.id === view.location)) ?? view.guilds[0];
  const members = new Map((guild?.members ?? []).map((member) => [member.user, member]));
  const commands = view.commands.filter((command) => command.type === 2);
  const open = new Set([...$("members").querySelectorAll("details[open]")].map((one) => one.dataset.id));
  return view.users.map((one) => {
    const member = members.get(one.id);
    const roles = member?.roles?.map((id) => context.names.role(id)).join(", ");
    const button = (name, action) => el("button", { type: "button", "data-key": `member/${one.id}/${name}`, onclick: action }, name);
    return el("li", { class: member ? "" : "former" }, el("details", { class: "member", "data-id": one.id, open: open.has(one.id) },
      el("summary", { "data-key": `member/${one.id}` }, avatar(one.name, one.id), member?.nick ?? one.name, one.bot && el("span", { class: "badge" }, "APP"), guild?.owner === one.id && el("small", {}, "owner"), !member && el("small", {}, "not in this server")),
      el("div", {},
        roles && el("small", {}, roles),
        !one.bot && one.id !== view.user && button("Act as", () => actAs(one.id)),
        commands.map((command) => button(command.name, () => act({ type: "use_on_user", command: command.name, user: one.id }))),
        !one.bot && member && guild?.owner !== one.id && button("Leave", () => act({ type: "leave", user: one.id })),
        !one.bot && !member && button("Join again", () => act({ type: "join", name: one.name })))));
  });
}
