// Rows, numbers and empty states of the dashboard's tables.

import { $, el, keepFocus, replace } from "./session.js";

/** Creates a row. A cell is its content, or an element `td` or `th`. */
export function row(...cells) {
  const isCell = (cell) => cell instanceof HTMLTableCellElement;
  return el("tr", {}, ...cells.map((cell) => (isCell(cell) ? cell : el("td", {}, cell ?? "–"))));
}

/** A cell with a number, which does not wrap. */
export const number = (text, kind = "") => el("td", { class: `number ${kind}`.trim() }, text ?? "–");

/** A cell that small screens leave out. */
export const minor = (text) => el("td", { class: "minor" }, text ?? "–");

/** Shows the rows of a table, or a text instead of an empty table. */
export function fill(id, rows, whenEmpty) {
  replace(id, rows);
  showEmpty(id, rows.length === 0, whenEmpty);
}

/** Shows the text below a table instead of the table. */
export function showEmpty(id, isEmpty, whenEmpty) {
  const text = $(`${id}-empty`);
  const table = $(id).closest("table");
  table.hidden = table.parentElement.hidden = isEmpty;
  text.hidden = !isEmpty;
  if (isEmpty) keepFocus(() => text.replaceChildren(...[whenEmpty].flat()));
}

/** A name or code such as `missing_permissions`, which may wrap after each underscore. */
export const breakable = (code) => code.split(/(?<=_)/).flatMap((part, index) => (index ? [el("wbr", {}), part] : [part]));

const isNarrow = matchMedia("(max-width: 40rem)");

/** A time of day, on small screens without its seconds. */
export const time = (at) => new Date(at).toLocaleTimeString([], isNarrow.matches ? { timeStyle: "short" } : {});

/** A time of today, or a date with the time. */
export function moment(at) {
  const date = new Date(at);
  return date.toDateString() === new Date().toDateString() ? date.toLocaleTimeString() : date.toLocaleString();
}

export const count = (value) => (value === null || value === undefined ? null : value.toLocaleString());

/** A number of things, such as `1 call` and `2 calls`. */
export const counted = (value, noun) => `${count(value)} ${noun}${value === 1 ? "" : "s"}`;

/** Milliseconds with their unit, from a thousand on in seconds. */
export function ms(value) {
  if (value === null || value === undefined) return null;
  if (value >= 1000) return `${Number((value / 1000).toFixed(value < 10000 ? 2 : 0))} s`;
  return `${Number(value.toFixed(value < 10 ? 1 : 0))} ms`;
}

/** A duration in its two largest units, such as `3 d 4 h`. */
export function span(seconds) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = Math.max(0, units.findIndex(([, length]) => seconds >= length));
  let rest = Math.floor(seconds);
  const parts = units.slice(first < 0 ? 3 : first, first + 2).map(([unit, length]) => {
    const part = Math.floor(rest / length);
    rest -= part * length;
    return `${part} ${unit}`;
  });
  return parts.join(" ");
}
