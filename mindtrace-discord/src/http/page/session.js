// What both pages need: elements, requests with the token, streams. The token stays in this tab.

let token = sessionStorage.getItem("token");

export const $ = (id) => document.getElementById(id);

/** Texts of the bot become text nodes and never markup. */
export function el(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export function hasToken() {
  return Boolean(token);
}

export function useToken(text) {
  token = text;
  if (text) sessionStorage.setItem("token", text);
  else sessionStorage.removeItem("token");
}

/** Asks the bot; what it refuses is thrown with its own words. */
export async function ask(path, options = {}) {
  const headers = { Authorization: `Bearer ${token}` };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const answer = await fetch(path, { method: options.method ?? "GET", headers, body, signal: options.signal });
  if (answer.ok) return answer;
  const problem = await answer.json().catch(() => ({ detail: `The bot answered with ${answer.status}.` }));
  throw Object.assign(new Error(problem.detail), { status: answer.status });
}

const watched = new Set();

/**
 * Server-sent events, for as long as somebody looks: a browser has six connections to a host, and a tab that nobody sees needs none.
 * `EventSource` sends no header, and a token in an address would be in every log on the way.
 */
export async function watch(path, heard, lost) {
  if (watched.has(path)) return;
  watched.add(path);
  for (;;) {
    const stop = new AbortController();
    const hide = () => document.hidden && stop.abort();
    document.addEventListener("visibilitychange", hide);
    try {
      const reader = (await ask(path, { signal: stop.signal })).body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const kind = block.match(/^event: (.*)$/m)?.[1];
          const data = block.match(/^data: (.*)$/m)?.[1];
          if (kind && data) heard(kind, JSON.parse(data));
        }
      }
    } catch (error) {
      if (error.status === 401) {
        watched.delete(path);
        return;
      }
    } finally {
      document.removeEventListener("visibilitychange", hide);
    }
    if (document.hidden) {
      await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
      continue;
    }
    lost();
    await new Promise((done) => setTimeout(done, 2000));
  }
}

/** Whoever works with the keyboard stays where they are. */
export function keepFocus(change) {
  const key = document.activeElement?.dataset?.key;
  change();
  if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

const replaced = new Map();

/** Fills an element anew; what has not changed stays as it is, so that a key that is held down on it stays on it. */
export function replace(id, elements) {
  const html = elements.map((element) => element.outerHTML).join("");
  if (html !== replaced.get(id)) keepFocus(() => $(id).replaceChildren(...elements));
  replaced.set(id, html);
}
