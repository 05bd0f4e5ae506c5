// Requests to the server this page came from. Paths are relative, so the page works under any folder of a site.

/** Sends one request and waits at most `patience` milliseconds. Throws when no JSON answer came. */
async function call(method, path, body, patience = 30000) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const response = await fetch(path, {
      method,
      signal: stop.signal,
      credentials: "same-origin",
      cache: "no-store",
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
    return { status: response.status, ...(await response.json()) };
  } finally {
    clearTimeout(timer);
  }
}

export const start = () => call("POST", "conversation", {});
export const history = () => call("GET", "history");
export const say = (message) => call("POST", "message", message);
export const forget = () => call("DELETE", "conversation");

/** A name for one message, so that sending it twice asks the bot once. (randomUUID exists on https and localhost only.) */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
