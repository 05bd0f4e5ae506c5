// The conversation with the server this page came from: over Socket.IO where it can be had, else by plain requests.
// Both give the same answers. Paths are relative, so the page works under any folder of a site.

const PATIENCE = 30000; // for an answer
const RECEIPT = 4000; // a message that the server does not say it has by then went into a dead connection
const LOADING = 120000; // for a server that has just been started

/** Inside another page a browser keeps our cookie back: there a token takes its place. */
export const embedded = window.parent !== window;
const KEPT = "poplit-token";
let token = embedded ? kept() : null;

let socket = null;
const hear = { typing: () => {}, pushed: () => {}, gone: () => {}, loading: () => {} };

/** `tell(true)` when the server has begun an answer, `tell(false)` when it is there. Over plain requests neither is called. */
export const onTyping = (tell) => (hear.typing = tell);
/** `tell(replies)` when the bot speaks first: like `replies` of an answer. Buttons among them replace those of the last question. */
export const onPushed = (tell) => (hear.pushed = tell);
/** `tell()` when the conversation was deleted or started again in another tab. */
export const onGone = (tell) => (hear.gone = tell);
/** `tell(sentence)` each second while the server is still loading; the call goes on by itself. */
export const onLoading = (tell) => (hear.loading = tell);

export async function start() {
  disconnect();
  const answer = await call("POST", "conversation", embedded ? { embedded } : {});
  if (answer.token) keep(answer.token);
  if (answer.status === 200 && !answer.failed) connect();
  return answer;
}

export async function history() {
  const answer = await call("GET", "history");
  if (answer.status === 401) {
    keep(null);
    return { ...answer, messages: [] };
  }
  if (answer.messages?.length && !socket) connect();
  return answer;
}

export async function say(message) {
  let answer = null;
  if (socket?.connected) answer = await overSocket(message).catch(() => null);
  // Should the first try have arrived after all, the server knows it by its id and gives the answer it has.
  if (!answer || answer.loading) answer = await call("POST", "message", socket ? { ...message, retry: true } : message);
  if (answer.pushed) hear.pushed(answer.pushed);
  return answer;
}

export async function forget() {
  disconnect();
  const answer = await call("DELETE", "conversation");
  if (answer.deleted !== undefined || answer.status === 401) keep(null);
  else connect();
  return answer;
}

/** The summary as { blob, name }, or { error } when there is none. `form`: pdf, fhir or text. */
export async function summary(form) {
  const response = await fetch(`summary/${form}`, options("GET"));
  const name = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition"))?.[1];
  return name ? { status: response.status, name, blob: await response.blob() } : { status: response.status, ...(await response.json()) };
}

/** A name for one message, so that sending it twice asks the bot once. (randomUUID exists on https and localhost only.) */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// ---- plain requests

const options = (method, body) => ({
  method,
  credentials: "same-origin",
  cache: "no-store",
  headers: { ...(body && { "Content-Type": "application/json" }), ...(token && { Authorization: `Bearer ${token}` }) },
  body: body && JSON.stringify(body),
});

/** Sends a request; throws when no JSON answer came. While the server is loading it asks again. */
async function call(method, path, body) {
  const until = Date.now() + LOADING;
  for (;;) {
    const answer = await once(method, path, body);
    if (!answer.loading || Date.now() > until) return answer;
    hear.loading(answer.replies[0].text);
    await new Promise((wake) => setTimeout(wake, 1000));
  }
}

async function once(method, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const response = await fetch(path, { ...options(method, body), signal: stop.signal });
    return { ...(await response.json()), status: response.status };
  } finally {
    clearTimeout(timer);
  }
}

// ---- the open connection

async function connect() {
  disconnect();
  const library = await import("./vendor/socket.io.esm.min.js").catch(() => null);
  if (!library || socket) return; // without it, plain requests do
  const opened = library.io({
    path: new URL("socket.io/", document.baseURI).pathname,
    auth: token ? { token } : {},
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelayMax: 10000,
  });
  socket = opened;
  opened.on("connect", async () => {
    const missed = await opened.timeout(RECEIPT).emitWithAck("unseen").catch(() => ({}));
    if (missed.replies?.length) hear.pushed(missed.replies);
  });
  // A server that is still loading says no; the library itself tries again only when nobody answers.
  opened.on("connect_error", ({ message }) => message === "not_now" && setTimeout(() => opened === socket && opened.connect(), 5000));
  opened.on("pushed", ({ replies }) => hear.pushed(replies));
  opened.on("gone", () => hear.gone());
}

function disconnect() {
  socket?.disconnect();
  socket = null;
}

function overSocket(message) {
  const sender = socket;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error("no receipt")), RECEIPT);
    const received = (receipt) => {
      if (receipt.message_id !== message.message_id) return;
      clearTimeout(late);
      hear.typing(true);
    };
    sender.on("typing", received);
    const sent = sender.timeout(PATIENCE).emitWithAck("message", message);
    sent.then(resolve, reject).finally(() => {
      clearTimeout(late);
      sender.off("typing", received);
      hear.typing(false);
    });
  });
}

// ---- the token of an embedded page

function kept() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null; // storage is closed to frames in some browsers: then it lasts as long as the page
  }
}

function keep(given) {
  token = given;
  if (!embedded) return;
  try {
    if (given) sessionStorage.setItem(KEPT, given);
    else sessionStorage.removeItem(KEPT);
  } catch {
    // as above
  }
}
