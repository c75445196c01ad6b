// The composer: messages, and slash commands with their options.

import { autocomplete, candidates, encodeFile, selectElement } from "./inputs.js";
import { $, el } from "./session.js";

const SUBCOMMAND = 1;
const GROUP = 2;
/** The placeholder for each type of option. */
const PLACEHOLDERS = { 3: "text", 4: "a whole number", 5: "true or false", 6: "a user", 7: "a channel", 8: "a role", 9: "a user or a role", 10: "a number", 11: "a file" };

let getContext;
let repliesTo = null;

/** Starts the composer. `current` returns the current context. */
export function startComposer(current) {
  getContext = current;
  const text = $("text");
  const list = autocomplete(text, (typed) => (typed.startsWith("/") ? search(typed.slice(1)) : []), (command) => {
    text.value = "";
    openCommand(command);
  });
  text.after(list);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      $("composer").requestSubmit();
    }
    if (event.key === "Escape") replyTo(null);
  });
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("files").addEventListener("change", () => { $("file-names").textContent = [...$("files").files].map((file) => file.name).join(", "); });
  $("cancel-reply").addEventListener("click", () => replyTo(null));
}

/** Makes the next message a reply to this one, or to none. */
export function replyTo(message) {
  repliesTo = message?.id ?? null;
  $("replying").hidden = !message;
  $("reply-to").textContent = message ? `Replying to ${message.author.username}` : "";
  if (message) $("text").focus();
}

async function submit() {
  const text = $("text");
  const files = await Promise.all([...$("files").files].map(encodeFile));
  if (!text.value.trim() && !files.length) return;
  if (text.value.startsWith("/")) {
    const typed = `${text.value.slice(1)} `;
    const command = callable(getContext().view.commands).filter((one) => typed.startsWith(`${one.path} `)).sort((one, other) => other.path.length - one.path.length)[0];
    if (command) {
      text.value = "";
      openCommand(command);
    } else {
      getContext().showError(new Error(`There is no command ${text.value.split(" ")[0]} here.`));
    }
    return;
  }
  const content = text.value;
  text.value = "";
  const done = await getContext().act({ type: "send", text: resolveMentions(content), replies_to: repliesTo, files });
  if (!done) {
    // The text stays in the input, so that the user can correct it.
    text.value = content;
    return;
  }
  $("files").value = "";
  $("file-names").textContent = "";
  replyTo(null);
}

/** Replaces `@bob` and `#general` with mentions, as a Discord client does. */
function resolveMentions(text) {
  const { users, guilds } = getContext().view;
  const mention = (list, sign) => (all, name) => {
    const found = list.find((one) => one.name === name);
    return found ? `<${sign}${found.id}>` : all;
  };
  return text.replace(/@([\w.-]+)/g, mention(users, "@")).replace(/#([\w-]+)/g, mention(guilds.flatMap((guild) => guild.channels), "#"));
}

/** Returns the slash commands that can be called, subcommands with their full path. */
function callable(commands) {
  const below = (command, path) => {
    const nested = (command.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    const itself = { path, description: command.description, options: command.options ?? [] };
    return nested.length ? nested.flatMap((option) => below(option, `${path} ${option.name}`)) : [itself];
  };
  return commands.filter((command) => command.type === 1).flatMap((command) => below(command, command.name));
}

/** Returns suggestions of commands whose path contains the text. */
function search(typed) {
  const wanted = typed.trim().toLowerCase();
  const found = callable(getContext().view.commands).filter((command) => command.path.includes(wanted));
  found.sort((one, other) => Number(other.path.startsWith(wanted)) - Number(one.path.startsWith(wanted)) || one.path.localeCompare(other.path));
  return found.slice(0, 25).map((command) => ({ ...command, name: `/${command.path}`, hint: command.description }));
}

/** Shows the options of a command instead of the message input. */
function openCommand(command) {
  const form = $("slash");
  const fields = [];
  const values = () => fields.map((field) => ({ name: field.name, value: field.current() })).filter((one) => one.value !== null);
  const inputs = command.options.map((option) => optionField(command, option, fields, values));
  const close = () => {
    form.hidden = true;
    $("composer").hidden = false;
    $("text").focus();
  };
  let isBusy = false;
  const submit = async (event) => {
    event.preventDefault();
    // Until the bot has responded, so that the command does not run twice.
    if (isBusy) return;
    isBusy = true;
    const options = [];
    for (const field of fields) {
      const value = await field.read();
      if (value !== null) options.push({ name: field.name, value });
    }
    const done = await getContext().act({ type: "slash", command: command.path, options });
    isBusy = false;
    // The user may have opened another command in the meantime.
    if (done && form.onsubmit === submit) close();
  };
  form.onsubmit = submit;
  // In braces: a handler that returns false would cancel every key.
  form.onkeydown = (event) => { if (event.key === "Escape") close(); };
  form.replaceChildren(
    el("p", {}, el("strong", {}, `/${command.path}`), " ", el("small", {}, command.description)),
    el("div", { class: "options" }, inputs),
    el("p", { class: "row" }, el("button", { type: "button", onclick: close }, "Cancel"), el("button", { class: "primary" }, "Send")),
  );
  form.hidden = false;
  $("composer").hidden = true;
  (form.querySelector("input, select, textarea") ?? form.querySelector("button.primary")).focus();
}

/** Parses a number. Other text is sent as it is, and refused like on Discord. */
function parseNumber(text) {
  return Number.isNaN(Number(text)) ? text : Number(text);
}

function optionField(command, option, fields, values) {
  const { name, type, required } = option;
  const view = getContext().view;
  const label = (...inner) => el("label", {}, el("span", {}, name, required ? "" : el("small", {}, "optional")), ...inner, el("small", {}, option.description));
  const isNumber = type === 4 || type === 10;
  // Names of choices are unique, so a choice is sent by its name.
  const isChoice = option.choices?.length > 0;
  const parse = (text) => (isChoice ? text || null : text === "" ? null : isNumber ? parseNumber(text) : type === 5 ? text === "true" : text);
  const choices = option.choices?.length ? option.choices.map((one) => ({ value: one.name, name: one.name }))
    : type === 5 ? [{ value: "true", name: "true" }, { value: "false", name: "false" }]
    : type >= 6 && type <= 9 ? candidates(view, type, option.channel_types) : null;
  if (type === 11) {
    const input = el("input", { type: "file", required });
    fields.push({ name, current: () => null, read: async () => (input.files.length ? encodeFile(input.files[0]) : null) });
    return label(input);
  }
  if (choices) {
    const input = selectElement(choices, { required, "data-option": name }, "–");
    const read = () => parse(input.value);
    fields.push({ name, current: read, read });
    return label(input);
  }
  const input = el("input", {
    required, "data-option": name, autocomplete: "off", placeholder: PLACEHOLDERS[type],
    // A suggestion is shown by its name, which need not be a number.
    type: isNumber && !option.autocomplete ? "number" : "text",
    step: type === 4 ? 1 : "any", min: option.min_value, max: option.max_value, minlength: option.min_length, maxlength: option.max_length,
  });
  let accepted = null;
  const read = () => (accepted && accepted.name === input.value ? accepted.value : parse(input.value));
  fields.push({ name, current: read, read });
  if (!option.autocomplete) return label(input);
  const find = async (text) => {
    const others = values().filter((one) => one.name !== name);
    const options = text ? [...others, { name, value: text }] : others;
    const done = await getContext().send({ type: "suggest", command: command.path, options, option: name }).catch(getContext().showError);
    return done?.suggestions ?? [];
  };
  const list = autocomplete(input, find, (suggestion) => {
    accepted = suggestion;
    input.value = suggestion.name;
  });
  return label(input, list);
}
