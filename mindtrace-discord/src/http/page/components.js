// Buttons, menus and layouts under and in messages.

import { candidates } from "./choosing.js";
import { markdown } from "./markdown.js";
import { el } from "./session.js";

const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };
// Menus of people, roles, both and channels, as types of options.
const KINDS = { 5: 6, 6: 8, 7: 9, 8: 7 };

/** One component; `scene` has the view, the names, and what clicking and choosing do. */
export function component(data, message, scene) {
  const inner = (list) => (list ?? []).map((one) => component(one, message, scene));
  switch (data.type) {
    case 1: return el("div", { class: "row" }, inner(data.components));
    case 2: return button(data, message, scene);
    case 3: case 5: case 6: case 7: case 8: return select(data, message, scene);
    case 9: return el("div", { class: "section" }, el("div", {}, inner(data.components)), component(data.accessory, message, scene));
    case 10: return el("div", { class: "text" }, markdown(data.content, scene.names));
    case 11: return media(data, scene);
    case 12: return el("div", { class: "row" }, (data.items ?? []).map((item) => media(item, scene)));
    case 13: return el("p", {}, file(data.file?.url ?? "", data.name ?? data.file?.url ?? "file"));
    case 14: return data.divider === false ? el("div", { class: "gap" }) : el("hr", {});
    case 17: return colored(el("div", { class: "container" }, inner(data.components)), data.accent_color);
    default: return el("p", { class: "soft" }, `A component of type ${data.type}, which this page does not show.`);
  }
}

/** A line of the given color at the left. */
export function colored(element, color) {
  if (color !== undefined && color !== null) element.style.borderInlineStartColor = `#${color.toString(16).padStart(6, "0")}`;
  return element;
}

/** A picture, if it is one that the sandbox keeps; others would be asked of the world. */
export function picture(url, text, scene) {
  return url.startsWith(scene.view.files) ? el("img", { src: url, alt: text ?? "", loading: "lazy" }) : file(url, text || url);
}

const file = (url, text) => el("a", { href: url, target: "_blank", rel: "noreferrer" }, text);
const media = (data, scene) => picture(data.media?.url ?? "", data.description, scene);
const symbol = (emoji) => (emoji ? (emoji.id ? `:${emoji.name}:` : emoji.name) : "");

function button(data, message, scene) {
  const name = [symbol(data.emoji), data.label].filter(Boolean).join(" ");
  if (data.url) return el("a", { class: "button link", href: data.url, target: "_blank", rel: "noreferrer" }, name, " ↗");
  const press = () => scene.act({ type: "click", message: message.id, button: data.custom_id });
  return el("button", { type: "button", class: `button ${BUTTONS[data.style] ?? ""}`, disabled: data.disabled === true, "data-key": `${message.id}/${data.custom_id}`, onclick: press }, name);
}

/** Not a native menu: with that, arrow keys choose, and here choosing tells the bot. */
function select(data, message, scene) {
  const most = data.max_values ?? 1;
  const options = data.options?.map((one) => ({ value: one.value, name: [symbol(one.emoji), one.label].filter(Boolean).join(" "), hint: one.description, chosen: one.default }));
  const preset = (data.default_values ?? []).map((one) => one.id);
  const choices = options ?? candidates(scene.view, KINDS[data.type], data.channel_types).map((one) => ({ ...one, chosen: preset.includes(one.value) }));
  const now = choices.filter((one) => one.chosen).map((one) => one.name).join(", ") || (data.placeholder ?? "Choose");
  const send = (values) => scene.act({ type: "select", message: message.id, menu: data.custom_id, values });
  const key = `${message.id}/${data.custom_id}`;
  const summary = el("summary", { "data-key": key }, now);
  if (data.disabled) return el("p", { class: "soft" }, now);
  if (most === 1 && data.min_values !== 0) {
    const pick = (value) => (event) => { event.currentTarget.closest("details").open = false; send([value]); };
    return el("details", { class: "menu" }, summary, el("div", {}, choices.map((choice) =>
      el("button", { type: "button", "data-key": `${key}/${choice.value}`, onclick: pick(choice.value) }, choice.name, choice.hint && el("small", {}, choice.hint)))));
  }
  const done = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    form.closest("details").open = false;
    send(new FormData(form).getAll("value"));
  };
  return el("details", { class: "menu" }, summary, el("form", { onsubmit: done },
    choices.map((choice) => el("label", {}, el("input", { type: "checkbox", name: "value", value: choice.value, checked: choice.chosen === true }), choice.name, choice.hint && el("small", {}, choice.hint))),
    el("button", {}, "Choose")));
}
