// Renders messages like Discord's client.

import { component, image, withAccent } from "./components.js";
import { markdown } from "./markdown.js";
import { $, el, keepFocus } from "./session.js";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const EMOJI = ["👍", "❤️", "😂", "🎉", "😮", "😢", "👀", "✅", "❌"];
const dismissed = new Set();
// The rendered messages, so that an unchanged message keeps its element.
const rendered = new Map();

/** Shows the messages of a view. A list that is scrolled to its end stays there. */
export function showMessages(context) {
  const list = $("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
  // Messages also show names, and the choices of select menus and context menus.
  const { user, users, guilds, commands } = context.view;
  const names = guilds.map(({ roles, channels }) => [roles, channels.map(({ id, name, type }) => [id, name, type])]);
  const surroundings = JSON.stringify([user, users, names, commands.map(({ type, name }) => [type, name])]);
  const ids = new Set();
  const elements = context.view.messages.filter((message) => !dismissed.has(message.id)).map((message) => {
    const text = JSON.stringify(message) + surroundings;
    ids.add(message.id);
    const known = rendered.get(message.id);
    if (known?.text === text) return known.element;
    // A message with an active form is not replaced until the next change.
    if (known?.element.querySelector(".body > form, form:focus-within")) return known.element;
    const element = renderSafely(message, context);
    rendered.set(message.id, { text, element });
    return element;
  });
  for (const id of rendered.keys()) if (!ids.has(id)) rendered.delete(id);
  const hadFocus = list.contains(document.activeElement);
  keepFocus(() => {
    // Elements that stay are not moved, because moving one closes its menus.
    const keep = new Set(elements);
    for (const child of [...list.children]) if (!keep.has(child)) child.remove();
    elements.forEach((element, index) => list.children[index] !== element && list.insertBefore(element, list.children[index] ?? null));
  });
  // The element that had the focus was removed.
  if (hadFocus && document.activeElement === document.body) list.focus();
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Creates a disc with the first letter of the name. */
export function avatar(name, id) {
  return el("span", { class: `avatar color-${Number(BigInt(id) % 6n)}`, "aria-hidden": "true" }, name[0]?.toUpperCase() ?? "?");
}

/** Renders a message, or an error in its place, so that the other messages are still shown. */
function renderSafely(message, context) {
  try {
    return render(message, context);
  } catch (error) {
    return el("li", { class: "message", "data-id": message.id, tabindex: -1 }, el("p", { class: "soft whole" }, `This message cannot be shown: ${error.message}`));
  }
}

function render(message, context) {
  const { author, flags } = message;
  // Discord omits fields that are empty.
  const { embeds = [], attachments = [], components = [], reactions = [], content = "" } = message;
  const when = new Date(message.timestamp);
  const user = message.interaction_metadata?.user;
  const original = message.referenced_message;
  return el("li", { class: `message${flags & EPHEMERAL ? " ephemeral" : ""}`, "data-id": message.id, tabindex: -1 },
    user && message.used && el("p", { class: "before" }, `${user.username} used `, el("strong", {}, message.used)),
    message.type === 19 && el("p", { class: "before" }, original ? `↱ ${original.author.username}: ${original.content?.slice(0, 80) || "an attachment"}` : "↱ the message was deleted"),
    message.type === 6 && el("p", { class: "before" }, "📌 pinned a message"),
    avatar(author.username, author.id),
    el("div", { class: "body" },
      el("p", { class: "author" }, el("strong", {}, author.username), author.bot && el("span", { class: "badge" }, "APP"), el("time", { datetime: message.timestamp, title: when.toLocaleString() }, when.toLocaleTimeString([], { timeStyle: "short" })), message.pinned && el("small", {}, "pinned")),
      flags & LOADING ? el("p", { class: "soft" }, "is thinking…") : el("div", { class: "text" }, markdown(content, context.names), message.edited_timestamp && el("small", {}, "(edited)")),
      embeds.map((embed) => renderEmbed(embed, context)),
      attachments.map((file) => el("p", { class: "file" }, file.content_type?.startsWith("image/") && image(file.url, file.description ?? file.filename, context), el("a", { href: file.url, target: "_blank", rel: "noreferrer" }, file.filename), el("small", {}, `${file.size} bytes`))),
      (message.sticker_items ?? []).map((one) => el("p", { class: "soft" }, `Sticker: ${one.name}`)),
      (message.message_snapshots ?? []).map((one) => el("blockquote", {}, el("p", { class: "soft" }, "Forwarded"), markdown(one.message.content ?? "", context.names), (one.message.embeds ?? []).map((embed) => renderEmbed(embed, context)))),
      message.poll && renderPoll(message, context),
      components.map((one) => component(one, message, context)),
      reactions.length > 0 && el("div", { class: "row" }, reactions.map((one) => reaction(one, message, context))),
      flags & EPHEMERAL ? dismissal(message) : tools(message, context)));
}

function renderEmbed(embed, context) {
  const link = (url, text) => (url ? el("a", { href: url, target: "_blank", rel: "noreferrer" }, text) : text);
  const text = (value) => markdown(value, context.names);
  const footer = [embed.footer?.text, embed.timestamp && new Date(embed.timestamp).toLocaleString()].filter(Boolean).join(" • ");
  return withAccent(el("article", { class: "embed" },
    embed.author && el("p", { class: "soft" }, embed.author.icon_url && image(embed.author.icon_url, "", context), link(embed.author.url, embed.author.name)),
    embed.title && el("h3", {}, embed.url ? link(embed.url, embed.title) : text(embed.title)),
    embed.description && el("div", { class: "text" }, text(embed.description)),
    embed.fields?.length > 0 && el("dl", {}, embed.fields.map((one) => el("div", { class: one.inline ? "inline" : "" }, el("dt", {}, text(one.name)), el("dd", {}, text(one.value))))),
    [embed.image, embed.thumbnail].filter(Boolean).map((one) => image(one.url, "", context)),
    footer && el("p", { class: "soft" }, footer)), embed.color);
}

function renderPoll(message, context) {
  const { poll } = message;
  const counts = new Map((poll.results?.answer_counts ?? []).map((one) => [one.id, one]));
  const isOver = poll.results?.is_finalized;
  return el("fieldset", { class: "poll" }, el("legend", {}, poll.question?.text ?? ""),
    (poll.answers ?? []).map((answer) => {
      const count = counts.get(answer.answer_id);
      const text = answer.poll_media?.text ?? "";
      const vote = () => context.act({ type: count?.me_voted ? "unvote" : "vote", message: message.id, answer: text });
      return el("button", { type: "button", "aria-pressed": String(Boolean(count?.me_voted)), disabled: isOver, "data-key": `${message.id}/poll/${answer.answer_id}`, onclick: vote }, `${answer.poll_media?.emoji?.name ?? ""} ${text}`.trim(), el("small", {}, String(count?.count ?? 0)));
    }),
    el("small", {}, isOver ? "The poll is over." : `Open until ${new Date(poll.expiry).toLocaleString()}`));
}

function emojiText(emoji) {
  return emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;
}

function reaction(one, message, context) {
  const emoji = emojiText(one.emoji);
  const toggle = () => context.act({ type: one.me ? "unreact" : "react", message: message.id, emoji });
  return el("button", { type: "button", class: "reaction", "aria-pressed": String(one.me), "aria-label": `${one.emoji.name}, ${one.count}`, "data-key": `${message.id}/reaction/${emoji}`, onclick: toggle }, `${one.emoji.id ? `:${one.emoji.name}:` : one.emoji.name} ${one.count}`);
}

function dismissal(message) {
  const dismiss = (event) => {
    dismissed.add(message.id);
    event.currentTarget.closest(".message").remove();
    $("messages").focus();
  };
  return el("p", { class: "soft" }, "Only you can see this • ", el("button", { type: "button", class: "plain", "data-key": `${message.id}/dismiss`, onclick: dismiss }, "Dismiss"));
}

/** The actions on a message, visible while it has the pointer or the focus. */
function tools(message, context) {
  const plain = (name, action) => el("button", { type: "button", class: "plain", "data-key": `${message.id}/tool/${name}`, onclick: action }, name);
  const react = (emoji) => () => context.act({ type: "react", message: message.id, emoji });
  const isOwn = message.author.id === context.view.user;
  const apps = context.view.commands.filter((command) => command.type === 3);
  const use = (command) => () => context.act({ type: "use_on_message", message: message.id, command: command.name });
  const edit = (event) => openEditor(event.currentTarget.closest(".body"), message, context);
  const reactWithInput = (event) => {
    event.preventDefault();
    const emoji = new FormData(event.currentTarget).get("emoji").trim();
    if (emoji) react(emoji)();
  };
  return el("div", { class: "tools" },
    el("details", { class: "menu" }, el("summary", { "data-key": `${message.id}/tool/react` }, "React"),
      el("div", {}, el("div", { class: "row" }, EMOJI.map((emoji) => el("button", { type: "button", "aria-label": `React with ${emoji}`, onclick: react(emoji) }, emoji))),
        el("form", { class: "row", onsubmit: reactWithInput }, el("input", { name: "emoji", "aria-label": "Another emoji", placeholder: "emoji, or name:id", size: 12 }), el("button", {}, "React")))),
    plain("Reply", () => context.replyTo(message)),
    isOwn && plain("Edit", edit),
    plain("Delete", () => context.act({ type: "delete", message: message.id })),
    apps.length > 0 && el("details", { class: "menu" }, el("summary", { "data-key": `${message.id}/tool/apps` }, "Apps"), el("div", {}, apps.map((command) => el("button", { type: "button", onclick: use(command) }, command.name)))));
}

function openEditor(body, message, context) {
  const input = el("textarea", { rows: 2, "aria-label": "Edit the message" });
  input.value = message.content ?? "";
  const close = () => {
    form.remove();
    $("text").focus();
  };
  const save = (event) => {
    event.preventDefault();
    context.act({ type: "edit", message: message.id, text: input.value }).then((done) => done && close());
  };
  const form = el("form", { class: "row", onsubmit: save, onkeydown: (event) => event.key === "Escape" && close() }, input, el("button", { class: "primary" }, "Save"), el("button", { type: "button", onclick: close }, "Cancel"));
  body.append(form);
  input.focus();
}
