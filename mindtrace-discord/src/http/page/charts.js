// Charts of the last hour: a value for each minute, with axes, and a readout for the pointer and the keyboard.

import { $ } from "./session.js";

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 170;
const LEFT = 52;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 22;
/** The least space between two labels of the time, in pixels. */
const LABEL_WIDTH = 80;

function svg(name, attributes, text) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Returns round numbers from 0 to at least `max`, two to five of them. */
export function ticks(max) {
  const size = 10 ** Math.floor(Math.log10(Math.max(1, max) / 4));
  const step = Math.max(1, [1, 2, 5, 10].map((factor) => factor * size).find((one) => one * 4 >= max));
  const last = Math.max(1, Math.ceil(max / step));
  return Array.from({ length: last + 1 }, (_, index) => index * step);
}

const clock = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

/**
 * Creates the chart in the element `id`, and returns a function that shows the minutes. `series` are from the bottom up, each with a
 * `name`, a `kind` (its class) and a `value` of a minute. `bars` stacks them; otherwise each is a line. `text` writes a value.
 */
export function chart(id, { series, bars, text }) {
  const element = $(id);
  let minutes = [];
  /** The position of the minute that the pointer or the keyboard has selected. */
  let selected = null;
  const area = () => ({ width: element.clientWidth - LEFT - RIGHT, height: HEIGHT - TOP - BOTTOM });
  const center = (position) => LEFT + ((position + 0.5) * area().width) / minutes.length;

  function readout(position) {
    const minute = minutes[position];
    const values = series.map((one) => `${text(one.value(minute))} ${one.name}`).join(", ");
    return `${position === minutes.length - 1 ? "now" : clock(minute.at)}: ${values}`;
  }

  function showReadout() {
    const position = selected ?? minutes.length - 1;
    $(`${id}-now`).textContent = readout(position);
    element.setAttribute("aria-valuenow", String(position));
    element.setAttribute("aria-valuetext", readout(position));
  }

  function draw() {
    const { width, height } = area();
    // A hidden chart has no width.
    if (width <= 0 || !minutes.length) return;
    const top = (minute) => series.map((one) => one.value(minute) ?? 0).reduce((one, other) => (bars ? one + other : Math.max(one, other)), 0);
    const marks = ticks(Math.max(...minutes.map(top)));
    const y = (value) => TOP + height - (height * value) / marks.at(-1);
    const axis = marks.flatMap((mark) => [
      svg("line", { class: "grid", x1: LEFT, x2: LEFT + width, y1: y(mark), y2: y(mark) }),
      svg("text", { x: LEFT - 6, y: y(mark) + 4, "text-anchor": "end" }, text(mark)),
    ]);
    const every = [5, 10, 15, 30].find((one) => (width * one) / minutes.length >= LABEL_WIDTH) ?? 60;
    const times = minutes.flatMap((minute, position) => (new Date(minute.at).getMinutes() % every ? [] : [
      svg("line", { class: "grid", x1: center(position), x2: center(position), y1: TOP + height, y2: TOP + height + 4 }),
      svg("text", { x: Math.min(LEFT + width - 16, center(position)), y: HEIGHT - 4, "text-anchor": "middle" }, clock(minute.at)),
    ]));
    const cursor = selected === null ? [] : [svg("line", { class: "cursor", x1: center(selected), x2: center(selected), y1: TOP, y2: TOP + height })];
    element.replaceChildren(...axis, ...times, ...(bars ? stacks(y, width) : series.flatMap((one) => line(one, y))), ...cursor);
    showReadout();
  }

  function stacks(y, width) {
    const size = Math.max(1, (0.75 * width) / minutes.length);
    return minutes.flatMap((minute, position) => {
      let below = 0;
      return series.filter((one) => one.value(minute) > 0).map((one) => {
        const from = y(below);
        below += one.value(minute);
        return svg("rect", { class: one.kind, x: center(position) - size / 2, width: size, y: y(below), height: Math.max(1, from - y(below)) });
      });
    });
  }

  function line({ value, kind }, y) {
    const points = minutes.map((minute, position) => ({ x: center(position), value: value(minute) }));
    // A minute without a value interrupts the line.
    const isNext = (position) => typeof points[position - 1]?.value === "number";
    const path = points.map((point, position) => (point.value === null ? "" : `${isNext(position) ? "L" : "M"}${point.x} ${y(point.value)}`)).join("");
    const dots = points.filter((point) => point.value !== null).map((point) => svg("circle", { class: kind, cx: point.x, cy: y(point.value), r: 2 }));
    return [svg("path", { class: kind, d: path }), ...dots];
  }

  function select(position) {
    selected = position;
    draw();
  }

  for (const [name, value] of Object.entries({ tabindex: 0, role: "slider", "aria-valuemin": 0, "aria-valuemax": 59, "aria-valuenow": 59, height: HEIGHT })) element.setAttribute(name, value);
  element.addEventListener("pointermove", (event) => {
    const { width } = area();
    const position = Math.floor(((event.offsetX - LEFT) * minutes.length) / width);
    if (minutes.length) select(Math.min(minutes.length - 1, Math.max(0, position)));
  });
  element.addEventListener("pointerleave", () => select(null));
  element.addEventListener("blur", () => select(null));
  element.addEventListener("keydown", (event) => {
    const last = minutes.length - 1;
    const at = selected ?? last;
    const position = { ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1, PageDown: at - 10, PageUp: at + 10, Home: 0, End: last }[event.key];
    if (position === undefined || last < 0) return;
    event.preventDefault();
    select(Math.min(last, Math.max(0, position)));
  });
  new ResizeObserver(draw).observe(element);
  return (shown) => {
    minutes = shown;
    draw();
  };
}
