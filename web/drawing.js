// The drawing of the body map: reads leg.svg, shows it as a pair of legs, and makes its spots work.

import { fill, make, texts } from "./dom.js";

const words = texts.map;
const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 580;
// Which leg stands left in the picture. From the front, a person's left leg is at the viewer's right.
const PAIRS = { back: ["left", "right"], front: ["right", "left"], outer: ["left", "right"], inner: ["left", "right"] };
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

let reading = null;

/** The drawing, fetched once. Parsed as an image and not as HTML: nothing in it can run. */
export function readDrawing() {
  reading ??= fetch("leg.svg")
    .then((response) => (response.ok ? response.text() : Promise.reject(new Error("no drawing"))))
    .then((text) => new DOMParser().parseFromString(text, "image/svg+xml").documentElement);
  reading.catch(() => (reading = null));
  return reading;
}

/** Both legs from one side, with names over them. `title(key)` names a spot, `toggle(key)` chooses it, `point(key)` shows its name. */
export function place(drawing, view, { title, toggle, point }) {
  const part = drawing.querySelector(`[data-view="${view}"]`);
  const [from, to] = part.dataset.crop.split(" ").map(Number);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${2 * (to - from)} ${HEIGHT}`);
  svg.append(document.importNode(drawing.querySelector("defs"), true));
  PAIRS[view].forEach((side, at) => {
    const leg = document.importNode(part, true);
    const left = at * (to - from);
    // Drawn is a left leg; the right one is its mirror image.
    leg.setAttribute("transform", side === "left" ? `translate(${left - from} 0)` : `matrix(-1 0 0 1 ${left + to} 0)`);
    leg.setAttribute("role", "group");
    leg.setAttribute("aria-label", fill(words.leg_seen, { leg: words.legs[side], view: words.views[view] }));
    wake(leg, side, { title, toggle, point });
    svg.append(leg);
  });
  const names = PAIRS[view].map((side) => make("span", {}, words.legs[side]));
  return [make("p", { className: "legs", ariaHidden: "true" }, ...names), svg];
}

function wake(leg, side, { title, toggle, point }) {
  const spots = [...leg.querySelectorAll(".place")];
  const clip = leg.querySelector(".places").dataset.clip;
  spots.forEach((node, at) => {
    const key = `${side} ${node.dataset.place}`;
    node.dataset.key = key;
    const glow = node.querySelector("ellipse");
    glow.setAttribute("clip-path", `url(#${clip})`);
    node.append(...["pin", "core"].map((name) => dot(glow, name)));
    node.setAttribute("role", "checkbox");
    node.setAttribute("aria-label", title(key));
    node.setAttribute("tabindex", at ? -1 : 0); // one stop of the Tab key a leg; the arrow keys go from spot to spot
    node.addEventListener("click", () => {
      toggle(key);
      point(key);
    });
    node.addEventListener("pointerenter", () => point(key));
    node.addEventListener("pointerleave", () => point(null));
    node.addEventListener("focus", () => {
      spots.forEach((other) => other.setAttribute("tabindex", other === node ? 0 : -1));
      point(key);
    });
    node.addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") toggle(key);
      else if (ARROWS[event.key]) nearest(node, spots, ARROWS[event.key])?.focus();
      else return;
      event.preventDefault();
    });
  });
}

/** A mark in the middle of a spot's glow. */
function dot(glow, name) {
  const mark = document.createElementNS(SVG, "circle");
  mark.setAttribute("class", name);
  for (const at of ["cx", "cy"]) mark.setAttribute(at, glow.getAttribute(at));
  return mark;
}

/** The spot next to another one in a direction: near, and not far aside. */
function nearest(node, spots, [right, down]) {
  const middle = (of) => {
    const box = of.querySelector(".pin").getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const [x, y] = middle(node);
  const ranked = spots.map((other) => {
    const [dx, dy] = middle(other).map((value, at) => value - [x, y][at]);
    const ahead = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    return { other, ahead, cost: ahead + 2 * aside };
  });
  return ranked.filter(({ ahead }) => ahead > 4).sort((one, other) => one.cost - other.cost)[0]?.other;
}
