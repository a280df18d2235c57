// The scanner: what the camera reads, or is typed or found by name, goes to the server; what became of it is shown big,
// heard and felt.

import { Camera } from "./scanner_camera.js";
import { Queue } from "./scanner_queue.js";
import { show, signal } from "./scanner_result.js";

const AGAIN = 4000; // milliseconds for which a code that stays before the camera is not read again
const LATEST = 20;
const UNDO = 15 * 60_000;
const COUNTED = 5000;

const $ = (id) => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const { token, owner, least } = document.body.dataset;
const lang = document.documentElement.lang;
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
let what = "in";
let last = { text: "", at: 0 };
let reached = true;
let waiting = 0;
let counted = 0; // figures that came with a scan are newer than what was asked for before it

/** Post a picture, or fields; `status` is 0 where nobody answers, `wait` the milliseconds that the server asks for. */
async function post(door, content) {
  const isPicture = content instanceof Blob;
  try {
    const response = await fetch(`/scanner/${door}`, {
      method: "POST",
      headers: { "Content-Type": isPicture ? "image/jpeg" : "application/json", "X-Form-Token": token },
      body: isPicture ? content : JSON.stringify({ ...content, lang }),
      signal: AbortSignal.timeout(10_000),
    });
    const body = await response.json().catch(() => null);
    return { status: response.status, body, wait: Number(response.headers.get("Retry-After")) * 1000 || 0 };
  } catch {
    return { status: 0, body: null, wait: 0 };
  }
}

function notice(text) {
  if ($("notice").textContent === text) return;
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

/** The place that is chosen, coming or leaving; "" where there is none today. */
function place() {
  return $("place") ? $("place").value.replace(/[^/]*$/, what) : "";
}

/** Where it takes two lines, no figure is parted from its word. */
function crowd(text) {
  const parts = (text ?? "").split(" · ").map((part) => {
    const whole = document.createElement("span");
    whole.textContent = part;
    return whole;
  });
  if (text) $("crowd").replaceChildren(...parts.flatMap((part, nth) => (nth ? [" · ", part] : [part])));
}

/** How many scans wait to be sent, where that is not only for a moment. */
function unsent() {
  $("unsent").textContent = waiting && !reached ? say("unsent", { count: waiting }) : "";
}

// What became of it

function result(scan, said) {
  camera.paused = Boolean(said.asks);
  show(said, {
    label: said.asks && say(said.asks),
    sure: ({ why, answers }) => {
      camera.paused = false;
      row(scan)?.querySelector("button")?.remove();
      const { nonce: _nonce, asked: _asked, ...before } = scan;
      const more = {
        answers: { answers, asked: said },
        force: { force: true, reason: why },
        moves: { moves: true },
      };
      queue.add({ ...before, ...more[said.asks] });
    },
    no: () => {
      camera.paused = false;
    },
    undo: said.undo ? () => undo(scan) : null,
  });
}

/** Among the last scans. */
function row(scan) {
  return $("log").querySelector(`[data-nonce="${scan.nonce}"]`);
}

function entry(scan, said) {
  const made = document.createElement("li");
  made.dataset.tone = said.tone;
  const [title, who] = [document.createElement("b"), document.createElement("span")];
  title.textContent = said.title;
  who.textContent = [said.name || scan.name, said.note].filter(Boolean).join(" · ");
  made.append(title, who);
  if (said.undo || said.questions?.length) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = say(said.undo ? "undo" : "answer");
    button.addEventListener("click", () => (said.undo ? undo(scan) : result(scan, said)));
    made.append(button);
    if (said.undo) setTimeout(() => button.remove(), UNDO);
  }
  made.dataset.nonce = scan.nonce;
  $("log").prepend(made);
  while ($("log").children.length > LATEST) $("log").lastElementChild.remove();
}

async function undo(scan) {
  const { status, body } = await post("undo", { nonce: scan.nonce });
  if (status === 200) {
    row(scan)?.querySelector("button")?.remove();
    show({ tone: "known", title: body.title, name: scan.shown ?? "", organisation: "", note: "" }, {});
    counted += 1;
    refresh();
  } else show({ tone: "bad", title: body?.message ?? say("away"), name: "", organisation: "", note: "" }, {});
}

const queue = new Queue(owner, post, {
  kept(scan) {
    reached = false;
    notice(say("away"));
    unsent();
    if (Date.now() - scan.at > AGAIN) return;
    const said = { tone: "kept", title: say("kept_title"), name: scan.name ?? "", organisation: "", note: say("kept") };
    signal("kept");
    show(said, {});
  },
  answered(scan, said) {
    if (!reached) notice("");
    reached = true;
    unsent();
    scan.shown = said.name;
    signal(said.tone);
    result(scan, said);
    entry(scan, said);
    counted += 1;
    if (scan.place === place()) crowd(said.crowd);
  },
  refused(scan, why) {
    signal("bad");
    if (scan.asked) {
      const asked = { ...scan.asked, note: why || say("busy") };
      result(scan, asked);
      entry(scan, asked);
      return;
    }
    const said = { tone: "bad", title: why || say("busy"), name: scan.name ?? "", organisation: "", note: "" };
    show(said, {});
    entry(scan, said);
  },
  gone: () => notice(say("gone")),
  count(number) {
    waiting = number;
    unsent();
  },
});

function scan(fields) {
  if (place()) queue.add({ place: place(), ...fields });
}

// The camera

const camera = new Camera($("video"), post, {
  read(text) {
    if (text === last.text && Date.now() - last.at < AGAIN) {
      last.at = Date.now();
      return;
    }
    last = { text, at: Date.now() };
    scan({ code: text });
  },
  trouble(why) {
    const stopped = why === "denied" || why === "no_camera";
    $("trouble").textContent = stopped ? say(why) : "";
    $("starting").hidden = !stopped;
    $("start").hidden = why === "no_camera";
    $("aim").hidden = stopped;
    if (why === "offline_camera" || why === "gone") {
      reached = false;
      notice(say(why));
    } else if (!why && reached) notice("");
    else if (!why) {
      reached = true;
      notice("");
    }
  },
});

// By name, or by a code that is typed

function isCode(text) {
  return /^[A-Z0-9]{10}$/.test(text.normalize("NFKC").replace(/[\s\u200b-\u200d\ufeff-]/g, "").toUpperCase());
}

async function find(text) {
  const { status, body } = await post("people", { text });
  const found = body?.people ?? [];
  const none = body?.message ?? say(status === 200 ? "nobody" : status === 403 ? "gone" : "away");
  $("hint").textContent = found.length ? [say("sure"), body.more && say("more")].filter(Boolean).join(" · ") : none;
  $("people").replaceChildren(
    ...found.map(({ handle, name, organisation }) => {
      const [row, button, who, from] = ["li", "button", "b", "span"].map((tag) => document.createElement(tag));
      button.type = "button";
      [who.textContent, from.textContent] = [name, organisation];
      button.append(who, from);
      button.addEventListener("click", () => {
        cleared();
        scan({ chosen: handle, name });
      });
      row.append(button);
      return row;
    }),
  );
  $("found").hidden = false;
}

function cleared() {
  $("text").value = "";
  $("text").blur();
  $("found").hidden = true;
  $("people").replaceChildren();
}

$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = $("text").value.trim();
  if (isCode(text)) {
    cleared();
    scan({ code: text });
  } else if ([...text].length < Number(least)) {
    $("hint").textContent = say("letters", { least });
    $("people").replaceChildren();
    $("found").hidden = false;
  } else find(text);
});
$("text").addEventListener("input", () => {
  if (!$("text").value) cleared();
});

// Where, and how many are there

async function refresh() {
  if (!place() || document.visibilityState !== "visible") return;
  const [before, here] = [counted, place()];
  try {
    const asked = new URLSearchParams({ place: here, lang });
    const response = await fetch(`/scanner/state?${asked}`, { signal: AbortSignal.timeout(10_000) });
    const text = response.ok ? (await response.json()).crowd : "";
    if (before === counted && here === place()) crowd(text);
    if (response.status === 403) notice(say("gone"));
  } catch {
    // the figures stay as they were; what is scanned says that there is no connection
  }
}

$("place")?.addEventListener("change", refresh);
for (const button of document.querySelectorAll("[data-what]")) {
  button.addEventListener("click", () => {
    what = button.dataset.what;
    for (const each of document.querySelectorAll("[data-what]")) each.ariaPressed = String(each === button);
    refresh();
  });
}
$("leave").addEventListener("click", async () => {
  if ((await post("leave", {})).status) location.reload();
});
$("start").addEventListener("click", () => camera.start());
window.addEventListener("online", () => queue.pump());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  navigator.wakeLock?.request("screen").catch(() => {}); // or the screen goes dark: a comfort
  refresh();
});

navigator.wakeLock?.request("screen").catch(() => {});
setInterval(refresh, COUNTED);
refresh();
queue.resume();
camera.start();
