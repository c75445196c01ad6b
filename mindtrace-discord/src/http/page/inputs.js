// Inputs with choices: members, roles, channels, and autocomplete lists.

import { el } from "./session.js";

let lists = 0;

/** Returns the candidates for an option or a select menu. `type` is a Discord option type: 6, 7, 8 or 9. */
export function candidates(view, type, channelTypes) {
  const guild = view.guilds.find((one) => one.channels.some((channel) => channel.id === view.location)) ?? view.guilds[0];
  const users = view.users.map((user) => ({ value: user.id, name: `@${user.name}` }));
  const roles = (guild?.roles ?? []).map((role) => ({ value: role.id, name: role.name.startsWith("@") ? role.name : `@${role.name}` }));
  const channels = (guild?.channels ?? [])
    .filter((channel) => !channelTypes?.length || channelTypes.includes(channel.type))
    .map((channel) => ({ value: channel.id, name: `#${channel.name}` }));
  return { 6: users, 7: channels, 8: roles, 9: [...users, ...roles] }[type] ?? [];
}

/** Creates a native `<select>` of `{value, name}`. */
export function selectElement(choices, attributes, empty) {
  const options = choices.map((choice) => el("option", { value: String(choice.value), selected: choice.chosen === true }, choice.name));
  return el("select", attributes, empty === undefined ? [] : el("option", { value: "" }, empty), ...options);
}

/**
 * Adds autocomplete to an input and returns its list: arrows move, Enter and Tab accept, Escape closes.
 * `find(text)` returns `[{name, hint, ...}]` or a promise of it. `accept(suggestion)` is called with the accepted one.
 */
export function autocomplete(input, find, accept) {
  const list = el("ul", { role: "listbox", class: "suggestions", id: `suggestions-${(lists += 1)}`, hidden: true, "aria-label": "Suggestions" });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" })) {
    input.setAttribute(name, value);
  }
  let suggestions = [];
  let selected = 0;
  let requests = 0;
  // Tab accepts a suggestion only after the user typed or moved the selection.
  let isTouched = false;

  function close() {
    requests += 1;
    suggestions = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function select(index) {
    selected = (index + suggestions.length) % suggestions.length;
    [...list.children].forEach((child, position) => child.setAttribute("aria-selected", String(position === selected)));
    input.setAttribute("aria-activedescendant", list.children[selected].id);
    list.children[selected].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const suggestion = suggestions[index];
    isTouched = false;
    close();
    accept(suggestion);
  }

  async function update() {
    const request = (requests += 1);
    const found = await find(input.value);
    // Outdated if the user has typed on or left the input.
    if (request !== requests || document.activeElement !== input) return;
    suggestions = found;
    if (!suggestions.length) return close();
    list.replaceChildren(
      ...suggestions.map((suggestion, index) =>
        el("li", { role: "option", id: `${list.id}-${index}`, onpointerdown: (event) => { event.preventDefault(); choose(index); } },
          el("span", {}, suggestion.name), suggestion.hint && el("small", {}, suggestion.hint))),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    select(0);
  }

  input.addEventListener("input", () => { isTouched = true; update(); });
  input.addEventListener("focus", () => { isTouched = false; update(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const action = {
      ArrowDown: () => select(selected + 1),
      ArrowUp: () => select(selected - 1),
      Enter: () => choose(selected),
      Tab: () => choose(selected),
      Escape: close,
    }[event.key];
    if (!action || event.isComposing || (event.key === "Tab" && (event.shiftKey || !isTouched))) return;
    if (event.key.startsWith("Arrow")) isTouched = true;
    event.preventDefault();
    event.stopImmediatePropagation();
    action();
  });
  return list;
}

/** Encodes a file for a request. */
export async function encodeFile(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, base64: url.slice(url.indexOf(",") + 1) };
}
