// The drawers of the playground: on small screens the channels and the members open over the messages.

import { $ } from "./session.js";

const DRAWERS = { "open-channels": "channel-drawer", "open-members": "member-drawer" };

/** Opens one of the drawers, or none. The focus moves into it, and back to its button. */
function show(opened) {
  for (const [button, drawer] of Object.entries(DRAWERS)) {
    const wasOpen = $(drawer).classList.contains("open");
    const isOpen = button === opened;
    $(drawer).classList.toggle("open", isOpen);
    $(button).setAttribute("aria-expanded", String(isOpen));
    // Made usable again before the focus returns to it.
    $("conversation").inert = Boolean(opened);
    if (isOpen) $(drawer).querySelector("button, summary, select, input")?.focus();
    else if (wasOpen && !opened) $(button).focus();
  }
  $("shade").hidden = !opened;
}

/** Closes the open drawer. */
export const closeDrawer = () => !$("shade").hidden && show(null);

export function startDrawers() {
  for (const button of Object.keys(DRAWERS)) $(button).addEventListener("click", () => show(button));
  for (const button of document.querySelectorAll(".closes")) button.addEventListener("click", () => show(null));
  $("shade").addEventListener("click", () => show(null));
  addEventListener("keydown", (event) => event.key === "Escape" && closeDrawer());
  // A wide window has no drawers.
  matchMedia("(max-width: 60rem)").addEventListener("change", closeDrawer);
}
