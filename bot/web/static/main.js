// The page: what is typed or tapped goes to the sender, what is heard goes into the log.

import { chips, make, reply, said, separator, typing } from "./render.js";
import { Sender } from "./sender.js";
import { listen } from "./stream.js";
import { say, speak, time } from "./words.js";

const NEARLY_FULL = 50; // letters left, from which on the page says so
const PATIENCE = 30_000; // after this the three dots only mislead
const byId = (id) => document.getElementById(id);
const talk = byId("talk");
const log = byId("log");
const text = byId("text");
const shown = new Map(); // key → element of everything in the log
const dots = typing();
byId("unscripted").remove();
let lastDay = "";
let suggestions = null;
let patience = 0;
let atEnd = true;

const notices = new Map(); // "line" (the connection) and "send" (a refusal), in that order
function notice(kind, words) {
  notices.set(kind, words);
  const current = notices.get("line") || notices.get("send") || "";
  if (byId("notice").textContent !== current) byId("notice").textContent = current;
}

function toEnd(first = log.lastElementChild) {
  // A long answer is read from its beginning.
  const start = first.offsetTop - log.offsetTop - 12;
  talk.scrollTop = Math.min(talk.scrollHeight - talk.clientHeight, start);
}

function add(element) {
  // What is still waiting to be sent stays last.
  log.insertBefore(element, log.querySelector(".pending") ?? (dots.isConnected ? dots : null));
}

function newDay(at, before) {
  if (lastDay === at.toDateString()) return;
  lastDay = at.toDateString();
  log.insertBefore(separator(at), before);
}

function suggest(choices, lang) {
  suggestions?.remove();
  suggestions = choices.length ? chips(choices, lang, choose) : null;
  if (suggestions) add(suggestions);
}

function answering(yes) {
  clearTimeout(patience);
  if (!yes) return dots.remove();
  log.append(dots);
  patience = setTimeout(() => answering(false), PATIENCE);
}

function choose(choice, event) {
  if (event.detail === 0) text.focus(); // pressed by key: the button is about to go, the next thing is to type
  sender.send(choice.says, choice.data);
}

function status(element, words) {
  element.querySelector(".stamp").textContent = words;
}

const sender = new Sender({
  waiting(message) {
    suggest([]);
    const element = said({ text: message.text, lang: /[\u0e00-\u0e7f]/.test(message.text) ? "th" : "en" });
    element.classList.add("pending");
    status(element, say("web.sending"));
    shown.set(message.id, element);
    log.append(element);
    toEnd();
  },
  sent(message) {
    notice("send", "");
    if (shown.get(message.id).classList.contains("pending")) answering(true);
  },
  refused(message, why) {
    const element = shown.get(message.id);
    element.classList.replace("pending", "failed");
    status(element, say("web.not_sent"));
    notice("send", why);
  },
  trouble(why) {
    notice("send", why || say("web.not_yet_sent"));
    for (const element of log.querySelectorAll(".pending")) status(element, say("web.waiting"));
  },
});

function showSaid(entry) {
  const at = new Date(entry.at);
  const known = shown.get(entry.key);
  if (!known && !entry.text) return; // its words are not kept any more
  const element = known ?? said(entry);
  if (!known) add(element);
  else if (!known.classList.contains("pending")) return;
  element.classList.remove("pending");
  shown.set(entry.key, element);
  newDay(at, element);
  status(element, time(at));
  suggest([]);
  sender.settle(entry.key);
  notice("send", "");
  if (log.ariaBusy === "false") answering(true);
}

function showReply(entry) {
  if (shown.has(entry.key)) return;
  const element = reply(entry, choose);
  shown.set(entry.key, element);
  answering(false);
  add(element);
  if (entry.at) newDay(new Date(entry.at), element);
  suggest(entry.choices, entry.lang);
  if (atEnd) toEnd(element);
}

listen({
  entry: (entry) => (entry.kind === "said" ? showSaid(entry) : showReply(entry)),
  state({ language, programme }) {
    speak(language);
    byId("programme").textContent = programme || say("web.about");
  },
  ready() {
    sender.pump();
    if (log.ariaBusy === "false") return;
    if (!shown.size) suggest(say("web.examples").split("\n").map((words) => ({ label: words, says: words, data: "" })));
    sender.resume();
    toEnd();
    log.ariaBusy = "false";
    log.ariaLive = "polite"; // from now on only: a talk of a hundred messages is not read out on opening
  },
  up: () => notice("line", ""),
  down: () => notice("line", say("web.reconnecting")),
});

const composer = byId("composer");
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  if (text.value.trim()) sender.send(text.value);
  text.value = "";
  text.dispatchEvent(new Event("input"));
  text.focus();
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  if (text.value.trim()) composer.requestSubmit();
});
text.addEventListener("input", () => {
  const left = text.maxLength - text.value.length;
  byId("left").hidden = left > NEARLY_FULL;
  byId("left").textContent = left > NEARLY_FULL ? "" : say("web.left", { count: left });
});
byId("language").addEventListener("submit", (event) => {
  event.preventDefault();
  sender.send(event.target.elements.text.value);
});

talk.addEventListener("scroll", () => {
  atEnd = talk.scrollHeight - talk.clientHeight - talk.scrollTop < 120;
});
new ResizeObserver(() => {
  if (atEnd) talk.scrollTop = talk.scrollHeight; // the keyboard of a phone came up
}).observe(talk);

function scanned() {
  // A code on the board brought somebody here: to be sent by them, not by the page.
  const found = /^#checkin=([A-Z0-9]{6})$/.exec(location.hash);
  if (!found) return false;
  history.replaceState(null, "", location.pathname + location.search);
  text.value = say("web.check_in", { code: found[1] });
  text.dispatchEvent(new Event("input"));
  text.focus();
  return true;
}
addEventListener("hashchange", scanned);
if (!scanned() && matchMedia("(pointer: fine)").matches) text.focus();
