// What can be chosen from: people, roles, channels, choices, and lists that open while somebody types.

import { el } from "./session.js";

let lists = 0;

/** What a type of option or menu can be filled with; `kinds` are Discord's numbers of option types: 6, 7, 8 and 9. */
export function candidates(view, kind, types) {
  const server = view.servers.find((one) => one.channels.some((room) => room.id === view.location)) ?? view.servers[0];
  const people = view.people.map((one) => ({ value: one.id, name: `@${one.name}` }));
  const roles = (server?.roles ?? []).map((one) => ({ value: one.id, name: one.name.startsWith("@") ? one.name : `@${one.name}` }));
  const rooms = (server?.channels ?? []).filter((room) => !types?.length || types.includes(room.type));
  const channels = rooms.map((room) => ({ value: room.id, name: `#${room.name}` }));
  return { 6: people, 7: channels, 8: roles, 9: [...people, ...roles] }[kind] ?? [];
}

/** A native menu of `{value, name}`. */
export function menu(choices, attributes, empty) {
  const options = choices.map((choice) => el("option", { value: String(choice.value), selected: choice.chosen === true }, choice.name));
  return el("select", attributes, empty === undefined ? [] : el("option", { value: "" }, empty), ...options);
}

/**
 * Makes an input offer something while somebody types: arrows move, Enter and Tab take, Escape closes.
 * `find(text)` gives `[{name, hint, ...}]` or a promise of it; `take(offer)` is told what was taken.
 */
export function offering(input, find, take) {
  const list = el("ul", { role: "listbox", class: "offers", id: `offers-${(lists += 1)}`, hidden: true, "aria-label": "Suggestions" });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id, autocomplete: "off" })) {
    input.setAttribute(name, value);
  }
  let offers = [];
  let at = 0;
  let asked = 0;
  // Whoever only passes by takes nothing along.
  let isTouched = false;

  function close() {
    asked += 1;
    offers = [];
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    at = (index + offers.length) % offers.length;
    [...list.children].forEach((child, number) => child.setAttribute("aria-selected", String(number === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function choose(index) {
    const offer = offers[index];
    isTouched = false;
    close();
    take(offer);
  }

  async function look() {
    const mine = (asked += 1);
    const found = await find(input.value);
    // Somebody may have typed on, or gone elsewhere.
    if (mine !== asked || document.activeElement !== input) return;
    offers = found;
    if (!offers.length) return close();
    list.replaceChildren(
      ...offers.map((offer, index) =>
        el("li", { role: "option", id: `${list.id}-${index}`, onpointerdown: (event) => { event.preventDefault(); choose(index); } },
          el("span", {}, offer.name), offer.hint && el("small", {}, offer.hint))),
    );
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  }

  input.addEventListener("input", () => { isTouched = true; look(); });
  input.addEventListener("focus", () => { isTouched = false; look(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const does = {
      ArrowDown: () => mark(at + 1),
      ArrowUp: () => mark(at - 1),
      Enter: () => choose(at),
      Tab: () => choose(at),
      Escape: close,
    }[event.key];
    if (!does || event.isComposing || (event.key === "Tab" && (event.shiftKey || !isTouched))) return;
    if (event.key.startsWith("Arrow")) isTouched = true;
    event.preventDefault();
    event.stopImmediatePropagation();
    does();
  });
  return list;
}

/** A file as the bot is told of it. */
export async function upload(file) {
  const address = await new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return { name: file.name, base64: address.slice(address.indexOf(",") + 1) };
}
