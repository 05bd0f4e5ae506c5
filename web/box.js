// The text box: grows with its words, counts them when they become many, and never loses them.

import { byId, say, texts } from "./view.js";

const LONGEST = 2000; // as the server has it
const COUNT_FROM = 1800;

const box = byId("box");
const count = () => [...box.value.trim()].length;

export const isEmpty = () => !box.value.trim();
export const focus = () => box.focus();
export const send = () => byId("composer").requestSubmit();

export function clear() {
  box.value = "";
  grow();
}

/** Back into the box, before whatever was typed meanwhile. */
export function keep(text) {
  box.value = [text, box.value].filter(Boolean).join("\n");
  grow();
}

/** Calls `submit` with the words when they are to be sent: by the button, or by Enter (Shift and Enter is a new line). */
export function onSend(submit) {
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    // A finger on the button wants to read the answer, not the on-screen keyboard.
    if (matchMedia("(pointer: fine)").matches) box.focus();
    if (isEmpty()) say(texts.blank);
    else if (count() > LONGEST) say(fill(texts.too_long, { count: count(), limit: LONGEST }));
    else submit(box.value.trim());
  });
  box.addEventListener("keydown", (event) => {
    // While a word is being composed (Chinese, Japanese …), Enter belongs to the composing.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  box.addEventListener("input", () => {
    grow();
    say(count() < COUNT_FROM ? "" : fill(count() > LONGEST ? texts.too_long : texts.characters_left, { count: left(), limit: LONGEST }));
  });
}

const left = () => (count() > LONGEST ? count() : LONGEST - count());

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function grow() {
  box.style.height = "auto";
  // The border is part of the box's height and not of its content's.
  box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
}
