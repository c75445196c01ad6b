// Shared by both pages: elements, requests with the token, streams. The token stays in this tab.

let token = sessionStorage.getItem("token");

export const $ = (id) => document.getElementById(id);

/** Creates an element. Strings become text nodes, never markup. */
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

export function setToken(text) {
  token = text;
  if (text) sessionStorage.setItem("token", text);
  else sessionStorage.removeItem("token");
}

/** Sends a request to the bot. An error response is thrown with its `detail` as the message. */
export async function request(path, options = {}) {
  const headers = { Authorization: `Bearer ${token}` };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const response = await fetch(path, { method: options.method ?? "GET", headers, body, signal: options.signal });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({ detail: `The bot answered with ${response.status}.` }));
  throw Object.assign(new Error(problem.detail), { status: response.status });
}

const subscribed = new Set();

/**
 * Subscribes to server-sent events and reconnects. A hidden tab is disconnected, because a browser opens at most six connections to a
 * host. `EventSource` is not used: it cannot send a header, and a token in the address would appear in logs.
 */
export async function subscribe(path, onEvent, onLost) {
  if (subscribed.has(path)) return;
  subscribed.add(path);
  for (;;) {
    const stop = new AbortController();
    const stopIfHidden = () => document.hidden && stop.abort();
    document.addEventListener("visibilitychange", stopIfHidden);
    try {
      const reader = (await request(path, { signal: stop.signal })).body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop();
        for (const block of blocks) {
          const kind = block.match(/^event: (.*)$/m)?.[1];
          const data = block.match(/^data: (.*)$/m)?.[1];
          if (kind && data) onEvent(kind, JSON.parse(data));
        }
      }
    } catch (error) {
      if (error.status === 401) {
        subscribed.delete(path);
        return;
      }
    } finally {
      document.removeEventListener("visibilitychange", stopIfHidden);
    }
    if (document.hidden) {
      await new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
      continue;
    }
    onLost();
    await new Promise((done) => setTimeout(done, 2000));
  }
}

/** Runs a change of the document and restores the focus by `data-key`. */
export function keepFocus(change) {
  const key = document.activeElement?.dataset?.key;
  change();
  if (key) document.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
}

const rendered = new Map();

/** Replaces the children of an element if they changed. Unchanged elements stay, so that a key pressed on one is released on the same. */
export function replace(id, elements) {
  const html = elements.map((element) => element.outerHTML).join("");
  if (html !== rendered.get(id)) keepFocus(() => $(id).replaceChildren(...elements));
  rendered.set(id, html);
}
