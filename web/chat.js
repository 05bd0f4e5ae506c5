// The conversation: what happens when something is sent, answered, or goes wrong.

import * as api from "./api.js";
import * as box from "./box.js";
import * as card from "./card.js";
import { manyOf, oneOf } from "./choices.js";
import { fill, linkNumbers } from "./dom.js";
import { isDrawn, offer } from "./map.js";
import * as share from "./share.js";
import * as view from "./view.js";

const { texts, byId } = view;
const URGENT = ["emergency", "emergency_ambulance"];
const SLOW = 8000;
const WHERE = "where_exactly"; // the question that the body map answers, too

let waiting = false;
let level = null; // the triage level so far
let open = []; // the answers to choose from that are on the page
let unsent = null; // a message that went wrong: { id, text or payload, shown, picked: by a button }
let trouble = null; // the note about it

// ---- beginning

async function begin({ anew = false } = {}) {
  await whileWaiting(async () => {
    const earlier = anew ? { messages: [] } : await api.history();
    if (earlier.messages.length) return repaint(earlier);
    const answer = await api.start();
    if (answer.failed) throw new Error("no greeting");
    level = null;
    show(answer);
    byId("scroller").scrollTop = 0; // what stands above the greeting is to be read first
  }).catch(() => troubled(texts.trouble, () => begin({ anew })));
}

function repaint({ messages, state, rested }) {
  level = state.level;
  open = [];
  view.quietly(() => {
    const last = messages.findLastIndex((message) => message.from === "person");
    messages.forEach((message, at) => {
      if (message.from === "person") view.personSaid(message.text);
      else reply(message, { isNew: false, current: at > last });
    });
    offerMap(state);
    if (rested) view.note(texts.rested);
  });
}

// ---- answers

function show({ replies, state, began_anew: beganAnew }) {
  if (beganAnew) view.note(texts.began_anew);
  const risen = URGENT.includes(state?.level) && !URGENT.includes(level);
  const marked = replies.some(isUrgent);
  // The warning comes first. Should the bot not have marked it, a risen level does.
  replies.forEach((message, at) => reply(message, { isNew: true, current: true, urgent: risen && !marked && at === 0 }));
  offerMap(state);
  if (state?.level) level = state.level;
}

const isUrgent = ({ custom }) => custom?.urgent === true || URGENT.includes(custom?.urgent) || URGENT.includes(custom?.level);
const isAmbulance = ({ custom }) => [custom?.urgent, custom?.level].includes("emergency_ambulance");

function reply(message, { isNew, current, urgent = false }) {
  const { text, buttons, custom } = message;
  const where = isDrawn && current && custom?.question === WHERE;
  if (text && card.isPiece(message) && !urgent) {
    const { node, begins, ends } = card.add(message);
    if (begins && isNew && isUrgent(message)) node.setAttribute("role", "alert");
    if (begins) view.put(node);
    if (ends) node.append(share.row());
  } else if (text) {
    card.close();
    if (urgent || isUrgent(message)) view.warn(text, { isNew, ambulance: isAmbulance(message) });
    else view.botSaid(text, current ? left(custom?.remaining) : "");
  }
  if (where) choose(offer(useMap));
  if (current && buttons.length) choose((custom?.several ? manyOf : oneOf)(buttons, pick));
}

const left = (count) => (!count ? "" : count > 1 ? fill(texts.remaining, { count }) : texts.remaining_last);

const choose = (group) => open.push(view.put(group));

/** At the opening, where nothing is known of the place yet, it can be pointed at. */
function offerMap(state) {
  if (isDrawn && state?.asks?.includes("site") && !open.some((group) => group.matches(".map-offer"))) choose(offer(useMap));
}

const useMap = (sentences, byKeyboard) => pick({ text: sentences, shown: sentences }, byKeyboard);

function pick(message, byKeyboard) {
  if (waiting) return view.say(texts.wait);
  // The button is about to go: the keyboard's place must not go with it.
  if (byKeyboard) box.focus();
  send({ id: api.newId(), picked: true, ...message }).then(() => {
    if (byKeyboard && box.isEmpty()) open[0]?.querySelector("button, input")?.focus();
  });
}

// ---- sending

async function send(message, retry = false) {
  clearTrouble();
  const bubble = view.personSaid(message.shown);
  const closed = open;
  open = [];
  closed.forEach((group) => group.remove());
  view.scrollTo(bubble);
  const takeBack = () => {
    bubble.remove();
    byId("log").append(...closed);
    open = [...closed, ...open];
    if (!message.picked) box.keep(message.text);
  };
  await whileWaiting(async () => {
    const answer = await api.say(request(message, retry));
    if (answer.status === 401) return lost(message, answer.error);
    if (answer.status === 409) return stale(answer.error);
    if (answer.error) {
      takeBack();
      return view.note(answer.error);
    }
    if (answer.failed) {
      // What came before the failure may be a warning; the last reply is the safe sentence.
      show({ ...answer, replies: answer.replies.slice(0, -1) });
      throw new Error("failed");
    }
    show(answer);
    view.scrollTo(bubble);
  }).catch(() => {
    takeBack();
    troubled(message.picked ? texts.trouble : `${texts.trouble}\n\n${texts.kept}`, again);
    unsent = message;
  });
}

const request = ({ id, text, payload }, retry) => ({ message_id: id, ...(payload ? { payload } : { text }), ...(retry && { retry }) });

function submit(text) {
  if (waiting) return view.say(texts.wait);
  // The same words once more are the same message, which the server may have answered after all.
  const same = unsent?.text === text;
  box.clear();
  send(same ? unsent : { id: api.newId(), text, shown: text }, same);
}

function again() {
  if (waiting || !unsent) return;
  if (unsent.picked) send(unsent, true);
  else box.send();
}

async function lost(message, sentence) {
  clear();
  if (!message.picked) box.keep(message.text);
  view.note(message.picked ? sentence : `${sentence} ${texts.kept}`);
  await begin({ anew: true });
}

async function stale(sentence) {
  repaint(await api.history());
  view.note(sentence);
}

async function whileWaiting(work) {
  waiting = true;
  byId("send").setAttribute("aria-disabled", "true");
  view.say("");
  view.showTyping(true);
  const slow = setTimeout(() => view.say(texts.slow), SLOW);
  try {
    return await work();
  } finally {
    clearTimeout(slow);
    waiting = false;
    byId("send").removeAttribute("aria-disabled");
    view.say("");
    view.showTyping(false);
  }
}

function troubled(text, action) {
  clearTrouble();
  trouble = view.note(text, { trouble: true, button: texts.try_again, action });
}

function clearTrouble() {
  trouble?.remove();
  trouble = null;
  unsent = null;
}

// ---- the menu

function clear() {
  clearTrouble();
  open = [];
  level = null;
  view.quietly(() => {});
}

async function startAgain() {
  if (!(await view.sure(texts.ask_start_again, texts.yes_start_again))) return;
  startNew();
}

async function forget() {
  if (!(await view.sure(texts.ask_forget, texts.yes_forget))) return;
  const answer = await api.forget().catch(() => ({}));
  // 401: there is nothing left to delete.
  if (answer.deleted === undefined && answer.status !== 401) return troubled(texts.trouble, forget);
  clear();
  box.clear();
  view.note(answer.deleted === false ? texts.not_forgotten : texts.forgotten, { button: texts.start_new, action: startNew });
}

function startNew() {
  clear();
  box.clear();
  begin({ anew: true });
}

api.onPushed((replies) => {
  if (replies.some(({ buttons }) => buttons.length)) open.splice(0).forEach((group) => group.remove());
  show({ replies });
});
api.onGone(() => {
  clear();
  view.note(texts.forgotten, { button: texts.start_new, action: startNew });
});
api.onLoading(view.say);
document.querySelectorAll(".emergency").forEach(linkNumbers);
const saving = { pdf: () => share.save("pdf"), fhir: () => share.save("fhir"), copy: share.copy, print: share.print };
view.menu({ "start-again": startAgain, forget, ...saving }, () => waiting && (view.say(texts.wait), true));
box.onSend(submit);
begin();
