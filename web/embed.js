// The widget: one script tag on somebody else's page puts a button there that opens the chat in a frame.
//   <script src="https://…/webhooks/web/embed.js" data-name="Knee help" data-colour="#1a5fb4" defer></script>
// data-name     the chat's name, in the launcher's frame and in the chat's head     data-colour   its colour, as #rrggbb
// data-label    the words on the launcher (data-label="" shows the picture alone)   data-close    the words of the close button
// data-position right (default) or left                                             data-locale   the language of these words, e.g. en-GB
// CSS custom properties on the host page theme the rest: --poplit-colour, --poplit-on-colour, --poplit-font, --poplit-radius,
// --poplit-offset, --poplit-width, --poplit-height, --poplit-z. Nothing of the host page is read, and nothing of it is changed.

(() => {
  const script = document.currentScript;
  const said = script.dataset;
  const home = new URL(".", script.src);
  const name = (said.name ?? "Poplit").slice(0, 40);
  const colour = /^#[0-9a-f]{6}$/i.test(said.colour ?? "") ? said.colour : null;
  const locale = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(said.locale ?? "") ? said.locale : "en-GB";
  const label = said.label ?? "Knee pain? Ask here";
  const closing = said.close ?? "Close chat";

  // A sheet of its own, not a <style>: it also works where the host page's policy forbids styles in the page.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
:host { all: initial; position: fixed; inset-block-end: var(--poplit-offset, 1.25rem); z-index: var(--poplit-z, 2147483000);
  font: 600 1rem/1.3 var(--poplit-font, system-ui, sans-serif); --c: var(--poplit-colour, ${colour ?? "#0b5f5c"}); --on: var(--poplit-on-colour, ${onColour()}); }
:host([data-side="right"]) { right: var(--poplit-offset, 1.25rem); }
:host([data-side="left"]) { left: var(--poplit-offset, 1.25rem); }
[hidden] { display: none !important; }
button { font: inherit; min-height: 3rem; min-width: 3rem; cursor: pointer; border: 2px solid transparent; }
button:focus-visible { outline: 3px solid var(--on); outline-offset: -6px; box-shadow: 0 0 0 3px var(--c), 0 0 0 6px var(--on); }
.open { display: flex; align-items: center; gap: 0.625rem; min-height: 3.5rem; padding: 0.5rem 1.25rem 0.5rem 0.75rem; border-radius: 2rem;
  background: var(--c); color: var(--on); box-shadow: 0 0.25rem 1rem rgb(0 0 0 / 0.3); }
.open.bare { padding: 0.5rem; }
.open img { width: 2rem; height: 2rem; border-radius: 50%; }
.panel { position: fixed; inset-block-end: var(--poplit-offset, 1.25rem); display: flex; flex-direction: column; overflow: hidden;
  width: min(var(--poplit-width, 26rem), calc(100vw - 2 * var(--poplit-offset, 1.25rem)));
  height: min(var(--poplit-height, 44rem), calc(100vh - 2 * var(--poplit-offset, 1.25rem)));
  border-radius: var(--poplit-radius, 1rem); background: var(--c); box-shadow: 0 0.5rem 2.5rem rgb(0 0 0 / 0.35); animation: rise 0.2s ease-out; }
:host([data-side="right"]) .panel { right: var(--poplit-offset, 1.25rem); }
:host([data-side="left"]) .panel { left: var(--poplit-offset, 1.25rem); }
.bar { display: flex; align-items: center; justify-content: space-between; padding-inline-start: 1rem; color: var(--on); }
.bar button { padding: 0 1rem; background: transparent; color: var(--on); }
.bar button:hover { text-decoration: underline; }
iframe { flex: 1; width: 100%; border: 0; background: Canvas; }
@keyframes rise { from { opacity: 0; transform: translateY(1rem); } }
@media (prefers-reduced-motion: reduce) { .panel { animation: none; } }
@media (max-width: 30rem), (max-height: 30rem) { .panel { inset: 0 !important; width: 100%; height: 100%; border-radius: 0; } }
@media (forced-colors: active) { .open, .panel, button { border: 2px solid; } }
@media print { :host { display: none; } }`);

  const make = (tag, properties, ...children) => {
    const node = Object.assign(document.createElement(tag), properties);
    node.append(...children);
    return node;
  };

  const picture = make("img", { src: new URL("icon.svg", home).href, alt: "" });
  const launcher = make("button", { type: "button", className: label ? "open" : "open bare" }, picture, label);
  launcher.setAttribute("aria-label", label || name);
  launcher.setAttribute("aria-haspopup", "dialog");
  launcher.setAttribute("aria-expanded", "false");
  const close = make("button", { type: "button" }, closing);
  const panel = make("div", { className: "panel", hidden: true }, make("div", { className: "bar" }, make("span", {}, name), close));
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", name);

  const host = make("div", { lang: locale });
  host.dataset.side = said.position === "left" ? "left" : "right";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(launcher, panel);

  let frame = null; // made when it is first wanted: a page that is only read asks nothing of the chat's server but this script

  function show() {
    if (!frame) {
      const address = new URL(home);
      if (said.name) address.searchParams.set("name", name);
      if (colour) address.searchParams.set("colour", colour);
      frame = make("iframe", { src: address.href, title: name, allow: "clipboard-write", referrerPolicy: "no-referrer" });
      panel.append(frame);
    }
    panel.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute("aria-expanded", "true");
    frame.focus();
  }

  function hide() {
    panel.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute("aria-expanded", "false");
    launcher.focus();
  }

  launcher.onclick = show;
  close.onclick = hide;
  panel.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  // Keys pressed inside the frame stay there; the chat tells us of the one we need.
  addEventListener("message", ({ source, origin, data }) => {
    if (frame && source === frame.contentWindow && origin === home.origin && data === "poplit:close" && !panel.hidden) hide();
  });

  if (document.body) document.body.append(host);
  else addEventListener("DOMContentLoaded", () => document.body.append(host));

  /** Black or white, whichever is read better on the colour. */
  function onColour() {
    if (!colour) return "#fff";
    const [r, g, b] = [1, 3, 5].map((at) => (parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.18 ? "#000" : "#fff";
  }
})();
