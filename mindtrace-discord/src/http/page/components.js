// Renders message components: buttons, select menus and layouts.

import { candidates } from "./inputs.js";
import { markdown } from "./markdown.js";
import { el } from "./session.js";

const BUTTONS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };
// The option type of each type of select menu: users, roles, both, and channels.
const OPTION_TYPES = { 5: 6, 6: 8, 7: 9, 8: 7 };

/** Renders a component. `context` has the view, the names, and the functions that act. */
export function component(data, message, context) {
  const inner = (list) => (list ?? []).map((one) => component(one, message, context));
  switch (data.type) {
    case 1: return el("div", { class: "row" }, inner(data.components));
    case 2: return button(data, message, context);
    case 3: case 5: case 6: case 7: case 8: return selectMenu(data, message, context);
    case 9: return el("div", { class: "section" }, el("div", {}, inner(data.components)), component(data.accessory, message, context));
    case 10: return el("div", { class: "text" }, markdown(data.content, context.names));
    case 11: return media(data, context);
    case 12: return el("div", { class: "row" }, (data.items ?? []).map((item) => media(item, context)));
    case 13: return el("p", {}, file(data.file?.url ?? "", data.name ?? data.file?.url ?? "file"));
    case 14: return data.divider === false ? el("div", { class: "gap" }) : el("hr", {});
    case 17: return withAccent(el("div", { class: "container" }, inner(data.components)), data.accent_color);
    default: return el("p", { class: "soft" }, `This page does not support components of type ${data.type}.`);
  }
}

/** Colors the left border of an element. */
export function withAccent(element, color) {
  if (color !== undefined && color !== null) element.style.borderInlineStartColor = `#${color.toString(16).padStart(6, "0")}`;
  return element;
}

/** Renders an image that the sandbox stores; others become links, because the page loads nothing from other hosts. */
export function image(url, text, context) {
  return url.startsWith(context.view.files) ? el("img", { src: url, alt: text ?? "", loading: "lazy" }) : file(url, text || url);
}

const file = (url, text) => el("a", { href: url, target: "_blank", rel: "noreferrer" }, text);
const media = (data, context) => image(data.media?.url ?? "", data.description, context);
const emojiText = (emoji) => (emoji ? (emoji.id ? `:${emoji.name}:` : emoji.name) : "");

function button(data, message, context) {
  const name = [emojiText(data.emoji), data.label].filter(Boolean).join(" ");
  if (data.url) return el("a", { class: "button link", href: data.url, target: "_blank", rel: "noreferrer" }, name, " ↗");
  // Discord shows the name and the price of the SKU.
  if (data.style === 6) return el("button", { type: "button", class: "button premium", disabled: true }, `Buy ${data.sku_id}`);
  const click = () => context.act({ type: "click", message: message.id, button: data.custom_id });
  return el("button", { type: "button", class: `button ${BUTTONS[data.style] ?? ""}`, disabled: data.disabled === true, "data-key": `${message.id}/${data.custom_id}`, onclick: click }, name);
}

/** Renders a select menu. It is no native `<select>`: there, each arrow key would choose a value and send it to the bot. */
function selectMenu(data, message, context) {
  const max = data.max_values ?? 1;
  const options = data.options?.map((one) => ({ value: one.value, name: [emojiText(one.emoji), one.label].filter(Boolean).join(" "), hint: one.description, chosen: one.default }));
  const defaults = (data.default_values ?? []).map((one) => one.id);
  const choices = options ?? candidates(context.view, OPTION_TYPES[data.type], data.channel_types).map((one) => ({ ...one, chosen: defaults.includes(one.value) }));
  const title = choices.filter((one) => one.chosen).map((one) => one.name).join(", ") || (data.placeholder ?? "Choose");
  const send = (values) => context.act({ type: "select", message: message.id, menu: data.custom_id, values });
  const key = `${message.id}/${data.custom_id}`;
  const summary = el("summary", { "data-key": key }, title);
  if (data.disabled) return el("p", { class: "soft" }, title);
  if (max === 1 && data.min_values !== 0) {
    const choose = (value) => (event) => { event.currentTarget.closest("details").open = false; send([value]); };
    return el("details", { class: "menu" }, summary, el("div", {}, choices.map((choice) =>
      el("button", { type: "button", "data-key": `${key}/${choice.value}`, onclick: choose(choice.value) }, choice.name, choice.hint && el("small", {}, choice.hint)))));
  }
  const submit = (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    form.closest("details").open = false;
    send(new FormData(form).getAll("value"));
  };
  return el("details", { class: "menu" }, summary, el("form", { onsubmit: submit },
    choices.map((choice) => el("label", {}, el("input", { type: "checkbox", name: "value", value: choice.value, checked: choice.chosen === true }), choice.name, choice.hint && el("small", {}, choice.hint))),
    el("button", {}, "Choose")));
}
