// The toggles, and the dialog that asks for the reason beside them.

import { $, el, request } from "./session.js";

/** The space around the dialog, in pixels. */
const GAP = 8;
/** The change that the dialog asks about. */
let pending = {};
let onChange = () => {};
let onError = () => {};

/** Starts the dialog. `changed` is called after each change, and `failed` with an error that the dialog cannot show. */
export function startToggles(changed, failed) {
  onChange = changed;
  onError = failed;
  $("change-form").onsubmit = makeChange;
  $("change-cancel").onclick = () => $("change").close();
  // The element that had the focus before may have been replaced.
  $("change").onclose = () => document.querySelector(`[data-key="${CSS.escape(pending.key)}"]`)?.focus();
}

/** Creates the toggle of `name`. `path` is `commands`, `categories` or `handlers`. */
export function toggle(path, name, isEnabled) {
  const key = `${path}/${name}`;
  const label = path === "categories" ? `category ${name}` : name;
  const ask = (event) => openChange(event.currentTarget, { path, name, label, key, enabled: !isEnabled });
  return el("button", { role: "switch", type: "button", "aria-checked": String(isEnabled), "aria-haspopup": "dialog", "aria-label": `${label} is enabled`, "data-key": key, onclick: ask });
}

/** Asks for the reason of a change below the toggle, or above it if there is no room. Escape cancels. */
function openChange(button, change) {
  pending = change;
  const verb = change.enabled ? "Enable" : "Disable";
  $("change-title").textContent = `${verb} ${change.label} everywhere?`;
  $("change-confirm").textContent = verb;
  $("change-error").textContent = "";
  $("reason").value = "";
  const dialog = $("change");
  const box = button.getBoundingClientRect();
  const place = (top, left) => Object.assign(dialog.style, { top: `${top + scrollY}px`, left: `${left + scrollX}px` });
  // It opens inside the window, so that the page does not scroll to it.
  place(GAP, GAP);
  dialog.showModal();
  const { clientWidth, clientHeight } = document.documentElement;
  const fitsBelow = box.bottom + 2 * GAP + dialog.offsetHeight <= clientHeight;
  const top = fitsBelow ? box.bottom + GAP : Math.max(GAP, box.top - GAP - dialog.offsetHeight);
  place(top, Math.max(GAP, Math.min(box.left, clientWidth - dialog.offsetWidth - GAP)));
}

/** Makes the change that the dialog asks about. */
async function makeChange(event) {
  event.preventDefault();
  const change = pending;
  if (change.isBusy) return;
  change.isBusy = true;
  const isOpen = () => pending === change && $("change").open;
  try {
    const reason = $("reason").value.trim() || null;
    await request(`/discord/${change.path}/${encodeURIComponent(change.name)}/enabled`, { method: "PUT", body: { enabled: change.enabled, reason } });
    if (isOpen()) $("change").close();
    await onChange();
  } catch (error) {
    if (error.status === 401) $("change").close();
    if (isOpen()) $("change-error").textContent = error.message;
    else onError(error);
  } finally {
    change.isBusy = false;
  }
}
