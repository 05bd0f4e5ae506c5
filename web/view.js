// What is on the page: bubbles, warnings, answers to choose from, notes. It knows nothing of the server.

import { render } from "./markdown.js";

export const texts = JSON.parse(document.getElementById("texts").textContent);
export const byId = (id) => document.getElementById(id);

const log = byId("log");
const status = byId("status");

function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const heard = (words) => make("span", { className: "heard" }, `${words} `);

function put(node) {
  log.append(node);
  return node;
}

/** The person's own words. Not announced: they have just written them. */
export function personSaid(text) {
  const node = make("div", { className: "bubble person" }, heard(texts.you_said), make("p", {}, text));
  node.setAttribute("aria-live", "off");
  return put(node);
}

export const botSaid = (text) => put(make("div", { className: "bubble bot" }, heard(texts.bot_said), render(text)));

/** A warning: another shape, a head line that says so, and read out at once when it is new. */
export function warn(text, { isNew, ambulance }) {
  const node = put(make("div", { className: "bubble urgent" }));
  if (isNew) node.setAttribute("role", "alert");
  node.append(make("p", { className: "head" }, ambulance ? texts.urgent_ambulance : texts.urgent), render(text));
  return node;
}

/** A line about the conversation itself; with `retry`, a button that tries again. */
export function note(text, { button, action, trouble = false } = {}) {
  const node = put(make("div", { className: trouble ? "note trouble" : "note" }));
  if (trouble) node.setAttribute("role", "alert");
  node.append(render(text));
  if (action) node.append(make("button", { type: "button", onclick: action }, button));
  scrollTo(node);
  return node;
}

/** Answers to choose from, each sent as soon as it is pressed. */
export function options(buttons, pick) {
  const group = make("div", { className: "options" });
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", texts.answers);
  for (const { title, payload } of buttons) {
    group.append(make("button", { type: "button", onclick: (event) => pick({ payload, shown: title }, event.detail === 0) }, title));
  }
  return put(group);
}

/** Answers of which several may fit: boxes to tick, a button to send them, and those that exclude all others, as buttons. */
export function manyOptions(buttons, pick) {
  const isAlone = ({ title }) => texts.alone.includes(title);
  const alone = buttons.filter(isAlone);
  if (!alone.some(({ title }) => title === texts.none)) alone.unshift({ title: texts.none });
  const ticks = make("div", { className: "ticks" });
  for (const { title } of buttons.filter((button) => !isAlone(button))) {
    ticks.append(make("label", {}, make("input", { type: "checkbox", value: title }), make("span", {}, title)));
  }
  const group = make("fieldset", { className: "options many" }, make("legend", {}, texts.several), ticks);
  const sendTicked = (event) => {
    const ticked = [...group.querySelectorAll("input:checked")].map((box) => box.value).join("; ");
    if (ticked) pick({ text: ticked, shown: ticked }, event.detail === 0);
    else say(texts.tick_first);
  };
  const row = make("div", { className: "choices" }, make("button", { type: "button", className: "main", onclick: sendTicked }, texts.send_ticks));
  for (const { title, payload } of alone) {
    const message = { ...(payload ? { payload } : { text: title }), shown: title };
    row.append(make("button", { type: "button", onclick: (event) => pick(message, event.detail === 0) }, title));
  }
  group.append(row);
  return put(group);
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
    if (event.key !== "Escape") return;
    close();
    details.querySelector("summary").focus();
  });
}
