// What is on the page: bubbles, warnings, notes. It knows nothing of the server.

import { byId, callLinks, heard, make, texts } from "./dom.js";
import { render } from "./markdown.js";

export { byId, fill, texts } from "./dom.js";

const log = byId("log");
const status = byId("status");

export function put(node) {
  log.append(node);
  return node;
}

/** The person's own words. Not announced: they have just written them. */
export function personSaid(text) {
  return put(make("div", { className: "bubble person", aria: { live: "off" } }, heard(texts.you_said), make("p", {}, text)));
}

/** A bubble of the bot; `left` is a line under it on how much is still to be asked. */
export function botSaid(text, left) {
  const bubble = put(make("div", { className: "bubble bot" }, heard(texts.bot_said), render(text)));
  if (left) bubble.append(make("p", { className: "left" }, left));
  return bubble;
}

/** A warning: another shape, a head line that says so, a link that calls for help, and read out at once when it is new. */
export function warn(text, { isNew, ambulance }) {
  const node = put(make("div", { className: "bubble urgent", ...(isNew && { role: "alert" }) }));
  node.append(make("p", { className: "head" }, ambulance ? texts.urgent_ambulance : texts.urgent));
  if (ambulance) node.append(...callLinks());
  node.append(render(text));
  return node;
}

/** A line about the conversation itself; with `action`, a button that does something about it. */
export function note(text, { button, action, trouble = false } = {}) {
  const node = put(make("div", { className: trouble ? "note trouble" : "note", ...(trouble && { role: "alert" }) }));
  node.append(render(text));
  if (action) node.append(make("button", { type: "button", onclick: action }, button));
  scrollTo(node);
  return node;
}

/** A short line above the box, also read out; empty clears it. */
export function say(text) {
  status.textContent = text;
}

export function showTyping(on) {
  byId("typing").hidden = !on;
  if (on) byId("typing").scrollIntoView({ block: "nearest" });
}

/** Brings a message to the top of what is seen, so that a long answer starts where it is read. */
export function scrollTo(node) {
  node.scrollIntoView({ block: "start" });
}

/** Puts up a whole conversation without reading all of it out. */
export function quietly(paint) {
  log.setAttribute("aria-live", "off");
  log.replaceChildren();
  paint();
  log.lastElementChild?.scrollIntoView({ block: "end", behavior: "instant" });
  setTimeout(() => log.setAttribute("aria-live", "polite"), 500);
}

/** Asks "are you sure?"; resolves to true or false. */
export function sure(question, yes) {
  const dialog = byId("sure");
  byId("sure-text").textContent = question;
  byId("sure-yes").textContent = yes;
  return new Promise((resolve) => {
    const close = (answer) => () => {
      resolve(answer);
      dialog.close();
    };
    byId("sure-yes").onclick = close(true);
    byId("sure-no").onclick = close(false);
    dialog.onclose = () => resolve(false);
    dialog.showModal();
  });
}

/** Wires the menu's buttons; it closes by itself. `busy` says so, and returns true, while nothing may be started. */
export function menu(actions, busy) {
  const details = byId("menu");
  const close = () => {
    details.open = false;
  };
  for (const [id, action] of Object.entries(actions)) {
    byId(id).onclick = () => {
      close();
      details.querySelector("summary").focus();
      if (!busy()) action();
    };
  }
  document.addEventListener("click", (event) => details.contains(event.target) || close());
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.open) return;
    event.stopPropagation();
    close();
    details.querySelector("summary").focus();
  });
}
