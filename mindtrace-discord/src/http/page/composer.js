// Where one writes: messages, and slash commands with their options.

import { candidates, menu, offering, upload } from "./choosing.js";
import { $, el } from "./session.js";

const SUBCOMMAND = 1;
const GROUP = 2;
const NAMES = { 3: "text", 4: "a whole number", 5: "true or false", 6: "somebody", 7: "a channel", 8: "a role", 9: "somebody or a role", 10: "a number", 11: "a file" };

let scene;
let original = null;

/** Makes the input work; `current` is asked for the scene of the moment. */
export function startComposer(current) {
  scene = current;
  const text = $("text");
  const list = offering(text, (typed) => (typed.startsWith("/") ? matching(typed.slice(1)) : []), (offer) => {
    text.value = "";
    fillIn(offer);
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
    say();
  });
  $("files").addEventListener("change", () => { $("picked").textContent = [...$("files").files].map((file) => file.name).join(", "); });
  $("no-reply").addEventListener("click", () => replyTo(null));
}

/** The next message is a reply to this one, or to none. */
export function replyTo(message) {
  original = message?.id ?? null;
  $("replying").hidden = !message;
  $("reply-to").textContent = message ? `Replying to ${message.author.username}` : "";
  if (message) $("text").focus();
}

async function say() {
  const text = $("text");
  const files = await Promise.all([...$("files").files].map(upload));
  if (!text.value.trim() && !files.length) return;
  if (text.value.startsWith("/")) {
    const typed = `${text.value.slice(1)} `;
    const named = leaves(scene().view.commands).filter((one) => typed.startsWith(`${one.path} `)).sort((one, other) => other.path.length - one.path.length)[0];
    if (named) {
      text.value = "";
      fillIn(named);
    } else {
      scene().refuse(new Error(`There is no command ${text.value.split(" ")[0]} here.`));
    }
    return;
  }
  const said = text.value;
  text.value = "";
  const done = await scene().act({ type: "say", text: mentioning(said), replies_to: original, files });
  if (!done) {
    // It is still theirs to mend.
    text.value = said;
    return;
  }
  $("files").value = "";
  $("picked").textContent = "";
  replyTo(null);
}

/** `@bob` and `#general` as a client sends them. */
function mentioning(text) {
  const { people, servers } = scene().view;
  const by = (list, sign) => (all, name) => {
    const found = list.find((one) => one.name === name);
    return found ? `<${sign}${found.id}>` : all;
  };
  return text.replace(/@([\w.-]+)/g, by(people, "@")).replace(/#([\w-]+)/g, by(servers.flatMap((server) => server.channels), "#"));
}

/** Every command that can be used, subcommands with their whole path. */
function leaves(commands) {
  const below = (command, path) => {
    const nested = (command.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
    const here = { path, description: command.description, options: command.options ?? [] };
    return nested.length ? nested.flatMap((option) => below(option, `${path} ${option.name}`)) : [here];
  };
  return commands.filter((command) => command.type === 1).flatMap((command) => below(command, command.name));
}

function matching(typed) {
  const wanted = typed.trim().toLowerCase();
  const found = leaves(scene().view.commands).filter((command) => command.path.includes(wanted));
  found.sort((one, other) => Number(other.path.startsWith(wanted)) - Number(one.path.startsWith(wanted)) || one.path.localeCompare(other.path));
  return found.slice(0, 25).map((command) => ({ ...command, name: `/${command.path}`, hint: command.description }));
}

/** The options of a command in the place of the message. */
function fillIn(command) {
  const form = $("slash");
  const fields = [];
  const typed = () => fields.map((field) => ({ name: field.name, value: field.now() })).filter((one) => one.value !== null);
  const inputs = command.options.map((option) => optionField(command, option, fields, typed));
  const close = () => {
    form.hidden = true;
    $("composer").hidden = false;
    $("text").focus();
  };
  let isBusy = false;
  const submit = async (event) => {
    event.preventDefault();
    // Until the bot has responded; sent twice it would run twice.
    if (isBusy) return;
    isBusy = true;
    const options = [];
    for (const field of fields) {
      const value = await field.read();
      if (value !== null) options.push({ name: field.name, value });
    }
    const done = await scene().act({ type: "slash", command: command.path, options });
    isBusy = false;
    // Somebody may have begun another command meanwhile.
    if (done && form.onsubmit === submit) close();
  };
  form.onsubmit = submit;
  // A value of false would keep every key from what it does.
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

/** A number, or the text as it is: then the bot's side says what it wants in its place. */
function numeral(text) {
  return Number.isNaN(Number(text)) ? text : Number(text);
}

function optionField(command, option, fields, typed) {
  const { name, type, required } = option;
  const view = scene().view;
  const label = (...inner) => el("label", {}, el("span", {}, name, required ? "" : el("small", {}, "optional")), ...inner, el("small", {}, option.description));
  const number = type === 4 || type === 10;
  // A choice is known by its name: no two have the same.
  const isChoice = option.choices?.length > 0;
  const value = (text) => (isChoice ? text || null : text === "" ? null : number ? numeral(text) : type === 5 ? text === "true" : text);
  const fixed = option.choices?.length ? option.choices.map((one) => ({ value: one.name, name: one.name }))
    : type === 5 ? [{ value: "true", name: "true" }, { value: "false", name: "false" }]
    : type >= 6 && type <= 9 ? candidates(view, type, option.channel_types) : null;
  if (type === 11) {
    const input = el("input", { type: "file", required });
    fields.push({ name, now: () => null, read: async () => (input.files.length ? upload(input.files[0]) : null) });
    return label(input);
  }
  if (fixed) {
    const input = menu(fixed, { required, "data-option": name }, "–");
    const read = () => value(input.value);
    fields.push({ name, now: read, read });
    return label(input);
  }
  const input = el("input", {
    required, "data-option": name, autocomplete: "off", placeholder: NAMES[type],
    // What is offered has a name, which need not be a number.
    type: number && !option.autocomplete ? "number" : "text",
    step: type === 4 ? 1 : "any", min: option.min_value, max: option.max_value, minlength: option.min_length, maxlength: option.max_length,
  });
  let taken = null;
  const read = () => (taken && taken.name === input.value ? taken.value : value(input.value));
  fields.push({ name, now: read, read });
  if (!option.autocomplete) return label(input);
  const find = async (text) => {
    const others = typed().filter((one) => one.name !== name);
    const options = text ? [...others, { name, value: text }] : others;
    const done = await scene().send({ type: "suggest", command: command.path, options, option: name }).catch(scene().refuse);
    return done?.suggestions ?? [];
  };
  const list = offering(input, find, (offer) => {
    taken = offer;
    input.value = offer.name;
  });
  return label(input, list);
}
