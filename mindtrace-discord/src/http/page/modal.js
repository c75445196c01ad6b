// A modal that the bot has opened.

import { candidates, encodeFile, selectElement } from "./inputs.js";
import { markdown } from "./markdown.js";
import { $, el } from "./session.js";

/** The option type of each type of select menu. */
const OPTION_TYPES = { 5: 6, 6: 8, 7: 9, 8: 7 };

/** Opens a modal. Escape closes it; as on Discord, the bot is not informed. */
export function openModal(modal, context) {
  const errorText = el("p", { role: "alert", class: "bad" });
  const fields = [];
  const parts = modal.data.components.flatMap((part) => {
    if (part.type === 10) return el("div", { class: "text" }, markdown(part.content, context.names));
    // A text input in an action row has its own label.
    const input = part.component ?? part.components?.[0];
    return input ? field(input, part.label ?? input.label ?? "", part.description, fields, context) : [];
  });
  let isBusy = false;
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    const values = {};
    for (const one of fields) {
      const value = await one.read();
      if (value !== undefined) values[one.id] = value;
    }
    try {
      await context.send({ type: "submit", modal: modal.id, fields: values });
      dialog.close();
    } catch (error) {
      errorText.textContent = error.message;
    } finally {
      isBusy = false;
    }
  };
  const dialog = $("modal");
  const close = el("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  dialog.setAttribute("aria-label", modal.data.title);
  dialog.replaceChildren(el("form", { onsubmit: submit }, el("h2", {}, modal.data.title), parts, errorText, el("p", { class: "row" }, close, el("button", { class: "primary" }, "Submit"))));
  // The element that had the focus before may have been removed.
  dialog.onclose = () => { if (document.activeElement === document.body) $("text").focus(); };
  dialog.showModal();
}

function field(input, label, description, fields, context) {
  const required = input.type !== 23 && input.required !== false;
  const multiple = (input.max_values ?? 1) > 1;
  const control = (element, read) => {
    fields.push({ id: input.custom_id, read: () => read(element) });
    return el("label", {}, el("span", {}, label, required ? "" : el("small", {}, "optional")), description && el("small", {}, description), element);
  };
  const options = (input.options ?? []).map((one) => ({ value: one.value, name: one.label, hint: one.description, chosen: one.default }));
  switch (input.type) {
    case 4: {
      const common = { required, minlength: input.min_length, maxlength: input.max_length ?? 4000, placeholder: input.placeholder };
      const element = input.style === 2 ? el("textarea", { ...common, rows: 4 }) : el("input", { ...common, autocomplete: "off" });
      element.value = input.value ?? "";
      return control(element, (one) => one.value);
    }
    case 3: case 5: case 6: case 7: case 8: {
      const defaults = (input.default_values ?? []).map((one) => one.id);
      const choices = input.type === 3 ? options : candidates(context.view, OPTION_TYPES[input.type], input.channel_types).map((one) => ({ ...one, chosen: defaults.includes(one.value) }));
      const element = selectElement(choices, { required, multiple }, multiple ? undefined : (input.placeholder ?? "–"));
      return control(element, (one) => [...one.selectedOptions].map((option) => option.value).filter(Boolean));
    }
    case 19: return control(el("input", { type: "file", required, multiple }), async (one) => {
      const files = await Promise.all([...one.files].map(encodeFile));
      return files.length ? files : undefined;
    });
    case 21: case 22: {
      const type = input.type === 21 ? "radio" : "checkbox";
      const inputs = options.map((one) => el("input", { type, name: input.custom_id, value: one.value, checked: one.chosen === true, required: required && type === "radio" }));
      fields.push({ id: input.custom_id, read: () => inputs.filter((one) => one.checked).map((one) => one.value) });
      return el("fieldset", {}, el("legend", {}, label), description && el("small", {}, description), options.map((one, index) => el("label", { class: "choice" }, inputs[index], one.name, one.hint && el("small", {}, one.hint))));
    }
    case 23: {
      const checkbox = el("input", { type: "checkbox", checked: input.default === true });
      fields.push({ id: input.custom_id, read: () => checkbox.checked });
      return el("label", { class: "choice" }, checkbox, label, description && el("small", {}, description));
    }
    default: return el("p", { class: "soft" }, `This page does not support fields of type ${input.type}.`);
  }
}
