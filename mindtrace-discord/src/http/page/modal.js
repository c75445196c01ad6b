// A modal that the bot has opened.

import { candidates, menu, upload } from "./choosing.js";
import { markdown } from "./markdown.js";
import { $, el } from "./session.js";

const KINDS = { 5: 6, 6: 8, 7: 9, 8: 7 };

/** Opens it; Escape closes it, of which the bot is told nothing, as on Discord. */
export function openModal(modal, scene) {
  const refusal = el("p", { role: "alert", class: "bad" });
  const fields = [];
  const parts = modal.data.components.flatMap((part) => {
    if (part.type === 10) return el("div", { class: "text" }, markdown(part.content, scene.names));
    // The old text inputs label themselves.
    const input = part.component ?? part.components?.[0];
    return input ? field(input, part.label ?? input.label ?? "", part.description, fields, scene) : [];
  });
  let isBusy = false;
  const submit = async (event) => {
    event.preventDefault();
    if (isBusy) return;
    isBusy = true;
    const filled = {};
    for (const one of fields) {
      const value = await one.read();
      if (value !== undefined) filled[one.id] = value;
    }
    try {
      await scene.send({ type: "submit", modal: modal.id, fields: filled });
      dialog.close();
    } catch (error) {
      refusal.textContent = error.message;
    } finally {
      isBusy = false;
    }
  };
  const dialog = $("modal");
  const close = el("button", { type: "button", onclick: () => dialog.close() }, "Cancel");
  dialog.setAttribute("aria-label", modal.data.title);
  dialog.replaceChildren(el("form", { onsubmit: submit }, el("h2", {}, modal.data.title), parts, refusal, el("p", { class: "row" }, close, el("button", { class: "primary" }, "Submit"))));
  // The field that it was opened from may be gone.
  dialog.onclose = () => { if (document.activeElement === document.body) $("text").focus(); };
  dialog.showModal();
}

function field(input, label, description, fields, scene) {
  const required = input.type !== 23 && input.required !== false;
  const several = (input.max_values ?? 1) > 1;
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
      const choices = input.type === 3 ? options : candidates(scene.view, KINDS[input.type], input.channel_types).map((one) => ({ ...one, chosen: defaults.includes(one.value) }));
      const element = menu(choices, { required, multiple: several }, several ? undefined : (input.placeholder ?? "–"));
      return control(element, (one) => [...one.selectedOptions].map((option) => option.value).filter(Boolean));
    }
    case 19: return control(el("input", { type: "file", required, multiple: several }), async (one) => {
      const files = await Promise.all([...one.files].map(upload));
      return files.length ? files : undefined;
    });
    case 21: case 22: {
      const type = input.type === 21 ? "radio" : "checkbox";
      const boxes = options.map((one) => el("input", { type, name: input.custom_id, value: one.value, checked: one.chosen === true, required: required && type === "radio" }));
      fields.push({ id: input.custom_id, read: () => boxes.filter((box) => box.checked).map((box) => box.value) });
      return el("fieldset", {}, el("legend", {}, label), description && el("small", {}, description), options.map((one, index) => el("label", { class: "choice" }, boxes[index], one.name, one.hint && el("small", {}, one.hint))));
    }
    case 23: {
      const box = el("input", { type: "checkbox", checked: input.default === true });
      fields.push({ id: input.custom_id, read: () => box.checked });
      return el("label", { class: "choice" }, box, label, description && el("small", {}, description));
    }
    default: return el("p", { class: "soft" }, `A field of type ${input.type}, which this page does not show.`);
  }
}
