// Renders Discord's Markdown as elements. Text of messages becomes text nodes, never markup.

import { el } from "./session.js";

const PATTERNS = [
  [/^`([^`]+)`/, ([, code]) => el("code", {}, code)],
  [/^<@!?(\d+)>/, ([, id], names) => mention(`@${names.user(id)}`)],
  [/^<@&(\d+)>/, ([, id], names) => mention(`@${names.role(id)}`)],
  [/^<#(\d+)>/, ([, id], names) => mention(`#${names.channel(id)}`)],
  [/^<\/([^:>]+):\d+>/, ([, name]) => mention(`/${name}`)],
  [/^<a?:(\w+):\d+>/, ([, name]) => el("span", { class: "emoji", title: name }, `:${name}:`)],
  [/^<t:(-?\d{1,12})(?::([tTdDfFR]))?>/, ([, seconds, style]) => timestamp(Number(seconds), style)],
  [/^@(everyone|here)\b/, ([all]) => mention(all)],
  [/^\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, ([, text, url]) => link(url, text)],
  [/^<(https?:\/\/[^\s>]+)>/, ([, url]) => link(url, url)],
  [/^https?:\/\/[^\s<]+[^\s<.,:;"')\]]/, ([url]) => link(url, url)],
  [/^\*\*([^]+?)\*\*(?!\*)/, ([, inner], names) => el("strong", {}, inline(inner, names))],
  [/^__([^]+?)__(?!_)/, ([, inner], names) => el("u", {}, inline(inner, names))],
  [/^~~([^]+?)~~/, ([, inner], names) => el("s", {}, inline(inner, names))],
  [/^\|\|([^]+?)\|\|/, ([, inner], names) => spoiler(inline(inner, names))],
  [/^\*(?!\s)((?:\*\*[^*]+\*\*|[^*])+?)\*(?!\*)/, ([, inner], names) => el("em", {}, inline(inner, names))],
  [/^_(?!\s)([^_]+?)_(?!\w)/, ([, inner], names) => el("em", {}, inline(inner, names))],
  [/^\\([^A-Za-z0-9\s])/, ([, sign]) => sign],
];

/** Renders a text. `names` finds the names of users, roles and channels by their ids. */
export function markdown(text, names) {
  const parts = text.split(/```(?:([\w+-]+)\n)?([^]*?)```/);
  const blocks = [];
  for (let index = 0; index < parts.length; index += 3) {
    if (parts[index]) blocks.push(...renderLines(parts[index].replace(/^\n|\n$/g, ""), names));
    if (index + 2 < parts.length) blocks.push(el("pre", {}, el("code", {}, parts[index + 2].replace(/^\n|\n$/g, ""))));
  }
  return blocks;
}

/** Renders lines as blocks. Lines without a block sign form one block, so that bold text can span several. */
function renderLines(text, names) {
  const quote = text.search(/^>>> /m);
  const plain = quote < 0 ? text : text.slice(0, quote).replace(/\n$/, "");
  const blocks = [];
  for (const line of plain.split("\n")) {
    const isBlock = /^(?:#{1,3}|-#|>|\s*[-*]) /.test(line);
    if (isBlock || !blocks.length || blocks.at(-1).isBlock) blocks.push({ isBlock, text: line });
    else blocks.at(-1).text += `\n${line}`;
  }
  const elements = blocks.filter((one) => one.text !== "" || blocks.length > 1).map((one) => block(one.text, names));
  return quote < 0 ? elements : [...elements, el("blockquote", {}, inline(text.slice(quote + 4), names))];
}

function block(text, names) {
  const [, deep, sign, rest] = text.match(/^(\s*)(#{1,3}|-#|>|[-*]) (.*)$/) ?? [];
  if (sign === undefined) return el("p", {}, inline(text, names));
  if (sign === "-#") return el("p", {}, el("small", {}, inline(rest, names)));
  if (sign === ">") return el("blockquote", {}, inline(rest, names));
  if (sign.startsWith("#")) return el("p", { class: `heading-${sign.length}` }, inline(rest, names));
  return el("p", { class: deep ? "bullet deep" : "bullet" }, inline(rest, names));
}

function inline(text, names) {
  const found = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    // An underscore inside a word, as in `snake_case`, is text.
    const isInWord = /\w$/.test(plain) && rest.startsWith("_");
    const [match, render] = isInWord ? [] : firstMatch(rest);
    if (!match) {
      plain += rest[0];
      at += 1;
      continue;
    }
    if (plain) found.push(plain);
    plain = "";
    found.push(render(match, names));
    at += match[0].length;
  }
  return plain ? [...found, plain] : found;
}

function firstMatch(text) {
  for (const [pattern, render] of PATTERNS) {
    const match = text.match(pattern);
    if (match) return [match, render];
  }
  return [];
}

const mention = (text) => el("span", { class: "mention" }, text);
const link = (url, text) => el("a", { href: url, target: "_blank", rel: "noreferrer" }, text);

function spoiler(inner) {
  const open = ({ currentTarget }) => {
    currentTarget.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) currentTarget.removeAttribute(name);
  };
  const press = (event) => { if (event.key === "Enter" || event.key === " ") open(event); };
  return el("span", { role: "button", tabindex: 0, class: "spoiler", "aria-label": "Spoiler", onclick: open, onkeydown: press }, inner);
}

function timestamp(seconds, style) {
  const date = new Date(seconds * 1000);
  const options = {
    t: { timeStyle: "short" },
    T: { timeStyle: "medium" },
    d: { dateStyle: "short" },
    D: { dateStyle: "long" },
    F: { dateStyle: "full", timeStyle: "short" },
  }[style] ?? { dateStyle: "long", timeStyle: "short" };
  const text = style === "R" ? relative(seconds - Date.now() / 1000) : date.toLocaleString([], options);
  return el("time", { datetime: date.toISOString(), title: date.toLocaleString() }, text);
}

function relative(seconds) {
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, length] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
