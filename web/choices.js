// Answers to choose from: one of several, or several at once.

import { byKeyboard, fill, make, texts } from "./dom.js";
import { say } from "./view.js";

/** Answers to choose from, each sent as soon as it is pressed. */
export function oneOf(buttons, pick) {
  const group = make("div", { className: "options", role: "group", aria: { label: texts.answers } });
  for (const { title, payload } of buttons) {
    group.append(make("button", { type: "button", onclick: (event) => pick({ payload, shown: title }, byKeyboard(event)) }, title));
  }
  return group;
}

/** Answers of which several may fit: boxes to tick, a button to send them, and those that exclude all others, as buttons. */
export function manyOf(buttons, pick) {
  const isAlone = ({ title }) => texts.alone.includes(title);
  const alone = buttons.filter(isAlone);
  if (!alone.some(({ title }) => title === texts.none)) alone.unshift({ title: texts.none });
  const group = make("fieldset", { className: "options many" }, make("legend", {}, texts.several));
  const ticks = make("div", { className: "ticks" });
  for (const { title } of buttons.filter((button) => !isAlone(button))) {
    ticks.append(make("label", {}, make("input", { type: "checkbox", value: title }), make("span", {}, title)));
  }
  const ticked = () => [...group.querySelectorAll("input:checked")].map((box) => box.value);
  const send = make("button", { type: "button", className: "main" }, texts.send_ticks);
  send.onclick = (event) => {
    const words = ticked().join("; ");
    if (words) pick({ text: words, shown: words }, byKeyboard(event));
    else say(texts.tick_first);
  };
  ticks.addEventListener("change", () => {
    send.textContent = ticked().length ? fill(texts.send_count, { count: ticked().length }) : texts.send_ticks;
    say("");
  });
  const others = make("div", { className: "choices" });
  for (const { title, payload } of alone) {
    const message = { ...(payload ? { payload } : { text: title }), shown: title };
    others.append(make("button", { type: "button", onclick: (event) => pick(message, byKeyboard(event)) }, title));
  }
  group.append(ticks, make("div", { className: "choices send-row" }, send), others);
  return group;
}
