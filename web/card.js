// The assessment as one card: how urgent, what may be behind it, what to do. Each reply of the bot that is a part of it adds a piece.

import { callLinks, fill, heard, make, texts } from "./dom.js";
import { inline, render } from "./markdown.js";

const words = texts.card;
const PIECES = {
  banner,
  causes: heading,
  cause,
  rules: folded(words.rules),
  not_excluded: listed("serious"),
  care: listed("care"),
  do_not: listed("avoid"),
  next_steps: listed("steps", words.next_steps),
  safety_net: listed("net", words.safety_net),
  disclaimer: ({ text }) => make("div", { className: "small-print" }, render(text)),
};
const OPENS = "banner";
const CLOSES = "disclaimer";

let card = null; // the card that is being put together

/** True for a part of the assessment. Some parts are also said alone, when somebody asks for them: those are none. */
export const isPiece = ({ custom }) => Object.hasOwn(PIECES, custom?.part ?? "") && (custom.part === OPENS || Boolean(card));

/** Adds a piece: to the last card, or to a new one that is still to be put on the page. */
export function add(reply) {
  const { part, level } = reply.custom;
  const begins = part === OPENS;
  const ends = part === CLOSES;
  if (begins) {
    card = make("section", { className: "card", aria: { label: words.label } }, heard(texts.bot_said));
    if (level) card.dataset.level = level;
  }
  card.append(PIECES[part](reply));
  const node = card;
  if (ends) card = null;
  return { node, begins, ends };
}

/** What comes next is not part of the last card. */
export function close() {
  card = null;
}

function banner({ text, custom: { level, title, items = [] } }) {
  const at = words.levels.indexOf(level);
  const scale = make("p", { className: "scale" });
  if (at >= 0) {
    scale.append(make("span", {}, fill(words.scale, { step: at + 1, of: words.levels.length })));
    words.levels.forEach((_, step) => scale.append(make("i", { className: step <= at ? "on" : "", ariaHidden: "true" })));
  }
  const [, first, more] = /^(.+?[.!])\s+(.+)$/s.exec(title ?? "") ?? [null, title, ""];
  const said = title ? [make("h2", {}, first), ...[more, ...items].filter(Boolean).map(render)] : [render(text)];
  const calls = level === "emergency_ambulance" ? callLinks() : [];
  return make("div", { className: "banner" }, scale, said[0], ...calls, ...said.slice(1));
}

function heading({ text }) {
  const [first, ...more] = text.split("\n");
  return more.length || first.length > 60 ? make("div", { className: "piece" }, render(text)) : make("h3", { className: "piece" }, bare(first));
}

function cause({ text, custom }) {
  if (!custom.name) return make("div", { className: "piece" }, render(text));
  const number = card.querySelectorAll(".cause").length + 1;
  const reasons = make("details", { className: "fold" }, make("summary", {}, heard(custom.name), words.why));
  for (const side of ["for", "against"]) {
    if (custom[side].length) reasons.append(make("h5", { className: side }, words[side]), bullets(custom[side], side));
  }
  reasons.append(make("p", { className: "sources" }, fill(words.sources, { sources: custom.sources.join("; ") })));
  reasons.open = number === 1;
  const name = make("h4", {}, custom.name, " ", make("span", { className: "likelihood" }, custom.likelihood));
  return make("div", { className: "cause" }, name, make("p", {}, custom.one_line), reasons);
}

/** A piece that is a heading and a list. */
function listed(className, title) {
  return ({ text, custom: { items, title: own } }) => {
    const piece = make("div", { className: `piece ${className}` });
    if (own || title) piece.append(make("h3", {}, bare(own ?? title)));
    piece.append(items ? bullets(items) : render(text));
    return piece;
  };
}

/** A piece that most people do not need to read. */
function folded(title) {
  return ({ text }) => make("details", { className: "fold piece" }, make("summary", {}, title), render(text));
}

/** A heading needs no colon. */
const bare = (title) => title.replace(/\s*:$/, "");

function bullets(items, className = "") {
  const line = (item) => (item.title ? [make("strong", {}, bare(item.title)), " ", ...inline(item.text)] : inline(item));
  return make("ul", { className }, ...items.map((item) => make("li", {}, ...line(item))));
}
