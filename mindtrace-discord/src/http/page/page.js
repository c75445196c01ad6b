// Signs in with the token, and switches between the dashboard and the playground.

import * as dashboard from "./dashboard.js";
import * as playground from "./playground.js";
import { $, hasToken, setToken } from "./session.js";

function showError(error) {
  $("token-error").textContent = error.message;
  if (error.status === 401) {
    setToken(null);
    // An open dialog would keep the form from being used.
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
    $("token").hidden = false;
    for (const page of ["pages", "dashboard", "playground"]) $(page).hidden = true;
    delete document.body.dataset.page;
  }
}

/** Whether the sandbox runs without a bot of this framework, and so without a dashboard. */
const isAlone = document.body.dataset.only === "playground";
let hasPlayground = isAlone;

function show() {
  const page = isAlone || (location.hash === "#playground" && hasPlayground) ? "playground" : "dashboard";
  $("change").close();
  document.body.dataset.page = page;
  for (const name of ["dashboard", "playground"]) {
    $(name).hidden = name !== page;
    if (name === page) $(`to-${name}`).setAttribute("aria-current", "page");
    else $(`to-${name}`).removeAttribute("aria-current");
  }
  if (page === "playground") playground.scrollToEnd();
}

async function open() {
  try {
    if (!isAlone) hasPlayground = (await dashboard.open(showError)).playground;
    // The playground needs the admin token; with another one only the dashboard is shown.
    if (hasPlayground) await playground.open().catch((error) => { if (error.status !== 403) throw error; hasPlayground = false; });
  } catch (error) {
    $("token").hidden = false;
    showError(error);
    return;
  }
  $("token-error").textContent = "";
  $("token").hidden = true;
  $("pages").hidden = isAlone;
  $("to-playground").hidden = !hasPlayground;
  show();
}

if (isAlone) {
  document.title = $("name").textContent = "Sandbox";
  $("state").textContent = "";
  document.querySelector("header nav").hidden = true;
}
addEventListener("hashchange", () => hasToken() && show());
$("token").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(new FormData(event.currentTarget).get("token").trim());
  open();
});
// The link that the program prints carries the token in its fragment, which is not sent to servers.
const linked = isAlone && location.hash.match(/^#token=(.+)$/)?.[1];
if (linked) {
  setToken(decodeURIComponent(linked));
  history.replaceState(null, "", location.pathname);
}
// Shown after the listener is added, so that no input is lost.
$("token").hidden = hasToken();
if (hasToken()) open();
