// Building what is on the page, and the texts it is built with.

export const texts = JSON.parse(document.getElementById("texts").textContent);
export const byId = (id) => document.getElementById(id);

/** An element with properties and children; `aria` and `role` among the properties become attributes. */
export function make(tag, { aria = {}, role, ...properties } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  if (role) node.setAttribute("role", role);
  for (const [name, value] of Object.entries(aria)) node.setAttribute(`aria-${name}`, value);
  node.append(...children);
  return node;
}

/** Words for a screen reader only. */
export const heard = (words) => make("span", { className: "heard" }, `${words} `);

/** A text with its {place-holders} filled in. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** True for a click that came from the keyboard. */
export const byKeyboard = (event) => event.detail === 0;

const NUMBERS = texts.emergency_numbers.match(/\d{2,}/g) ?? [];

/** Links that call for help: one a number, as some countries have several. */
export function callLinks() {
  const links = NUMBERS.map((number) => make("a", { className: "call", href: `tel:${number}` }, fill(texts.call, { number })));
  // More than two means that nobody has told the server which country this is.
  const which = links.length > 2 ? [make("p", { className: "which" }, texts.call_which)] : [];
  return links.length ? [...which, make("p", { className: "calls" }, ...links)] : [];
}

/** Turns the emergency numbers in an element's text into links. */
export function linkNumbers(node) {
  const parts = node.textContent.split(/(\d{2,})/);
  node.replaceChildren(...parts.map((part) => (NUMBERS.includes(part) ? make("a", { href: `tel:${part}` }, part) : part)));
}
