// The page: the token, and which of the two pages is seen.

import * as dashboard from "./dashboard.js";
import * as playground from "./playground.js";
import { $, hasToken, useToken } from "./session.js";

function refuse(error) {
  $("refusal").textContent = error.message;
  if (error.status === 401) {
    useToken(null);
    $("token").hidden = false;
    for (const page of ["pages", "dashboard", "playground"]) $(page).hidden = true;
  }
}

let hasPlayground = false;

function show() {
  const page = location.hash === "#playground" && hasPlayground ? "playground" : "dashboard";
  for (const name of ["dashboard", "playground"]) {
    $(name).hidden = name !== page;
    if (name === page) $(`to-${name}`).setAttribute("aria-current", "page");
    else $(`to-${name}`).removeAttribute("aria-current");
  }
  if (page === "playground") playground.seen();
}

async function open() {
  try {
    hasPlayground = (await dashboard.open(refuse)).playground;
    // It is for whoever may do everything; a token that may only look sees the dashboard.
    if (hasPlayground) await playground.open().catch((error) => { if (error.status !== 403) throw error; hasPlayground = false; });
  } catch (error) {
    $("token").hidden = false;
    refuse(error);
    return;
  }
  $("refusal").textContent = "";
  $("token").hidden = true;
  $("pages").hidden = false;
  $("to-playground").hidden = !hasPlayground;
  show();
}

addEventListener("hashchange", () => hasToken() && show());
$("token").addEventListener("submit", (event) => {
  event.preventDefault();
  useToken(new FormData(event.currentTarget).get("token").trim());
  open();
});
// Shown only now: what is typed before the script listens would be lost.
$("token").hidden = hasToken();
if (hasToken()) open();
