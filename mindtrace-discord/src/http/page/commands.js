// The table of the commands, with their use in the last hour.

import { $, el, replace } from "./session.js";
import { count, fill, minor, ms, number, row } from "./tables.js";
import { toggle } from "./toggle.js";

/** From so many commands on there is a filter. */
const MANY = 20;

/** Returns the name by which a command is toggled. */
const target = (command) => (command.kind === "chat" ? command.name : `${command.kind}:${command.name}`);

/** The latest arguments of `showCommands`, which a change of the filter shows again. */
let latest;

export function startFilter() {
  $("filter").oninput = () => showCommands(...latest);
}

/** Shows the commands that the filter finds, by name, and the toggles of their categories. */
export function showCommands(commands, used, toggles) {
  latest = [commands, used, toggles];
  $("filter-line").hidden = commands.length <= MANY;
  const wanted = $("filter-line").hidden ? "" : $("filter").value.trim().toLowerCase();
  const texts = (command) => [command.name, command.description, command.category ?? "", command.usage];
  const found = commands.filter((command) => texts(command).some((text) => text.toLowerCase().includes(wanted)));
  found.sort((one, other) => one.name.localeCompare(other.name));
  $("filter-count").textContent = wanted ? `${found.length} of ${commands.length}` : "";
  const uses = new Map(used.map((one) => [one.name, one]));
  const empty = commands.length ? `No command contains “${wanted}”.` : ["The bot has no commands. Write a function with ", el("code", {}, "#[command]"), " and start it again."];
  fill("commands", found.map((command) => commandRow(command, uses.get(command.name))), empty);
  showCategories(commands, toggles);
}

function commandRow(command, used) {
  const { succeeded, refused, failed } = used?.calls ?? { succeeded: 0, refused: 0, failed: 0 };
  const calls = succeeded + refused + failed;
  const rate = calls ? (100 * failed) / calls : null;
  const percent = rate === null ? null : `${rate > 0 && rate < 10 ? rate.toFixed(1) : Math.round(rate)} %`;
  const title = used && `${succeeded} succeeded, ${refused} refused, ${failed} failed`;
  return row(
    el("th", { scope: "row" }, el("code", {}, command.usage), el("small", {}, command.description)),
    minor(command.category),
    el("td", { class: "number", title }, count(calls)),
    number(percent, rate > 0 ? "bad" : ""),
    number(ms(used?.mean_ms)),
    toggle("commands", target(command), command.enabled),
  );
}

function showCategories(commands, toggles) {
  const names = [...new Set(commands.map((command) => command.category).filter(Boolean))].sort();
  const isDisabled = (name) => toggles.some((item) => item.category === name && item.guild_id === null && !item.enabled);
  $("categories-title").hidden = names.length === 0;
  replace("categories", names.map((name) => el("li", {}, toggle("categories", name, !isDisabled(name)), name)));
}
