// The board: asks every second how it is, and shows that. What it has already it does not ask for again.

const SECOND = 1000;
const STALE = 4 * SECOND; // without an answer for so long, the page says so
const WELCOMED = 2 * SECOND; // for which somebody is welcomed, or several together
const TOGETHER = 4;
const WAITING = 12; // more names than that are not waited for: they are in the list
const MANY = 9; // teams that go in two columns, so that their names are read
const TURNED = 6 * SECOND;

const byId = (id) => document.getElementById(id);
const { token, welcome } = document.body.dataset;
const lang = document.documentElement.lang;
const chosen = byId("place");

const has = { mark: "", slot: 0, until: -Infinity, held: 0, answered: performance.now(), newest: null };
let timer = 0;
let round = 0; // answers to what was asked in an earlier one are too late
let ended = false;
let names = []; // to be welcomed
let teams = [];
let turn = 0;

function set(id, words) {
  const element = byId(id);
  if (element.textContent !== words) element.textContent = words;
}

/** Words that are parted where a line may end, and nowhere else if it can be helped. */
function parted(id, words) {
  if (byId(id).textContent === words) return;
  const parts = words.split(" · ").map((part) => make("span", part, "part"));
  byId(id).replaceChildren(...parts.flatMap((part, nth) => (nth ? [" · ", part] : [part])));
}

function make(tag, words, kind = "") {
  const element = document.createElement(tag);
  element.textContent = words;
  element.className = kind;
  return element;
}

// The code

function qr(way) {
  const figure = document.createElement("figure");
  figure.className = "way";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${way.size} ${way.size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `QR ${way.label}`);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", way.path);
  svg.append(path);
  figure.append(svg, make("figcaption", way.label));
  return figure;
}

function showCode(code) {
  set("code", code.text);
  const [first, ...others] = code.ways.map(qr);
  const beside = make("div", "", "others");
  beside.append(...others);
  byId("ways").replaceChildren(first, ...(others.length ? [beside] : []));
  has.until = performance.now() + code.left;
  has.held = code.held;
  byId("left").getAnimations().forEach((each) => each.cancel());
  byId("left").animate([{ transform: `scaleX(${code.left / code.whole})` }, { transform: "scaleX(0)" }], {
    duration: code.left,
    fill: "forwards",
  });
}

function coded(yes, waits = false) {
  for (const id of ["code", "ways", "lasts", "how"]) byId(id).hidden = !yes;
  byId("waits").hidden = !waits;
  byId("door").classList.toggle("coded", yes);
}

// Who is there

function showCrowd(crowd) {
  byId("hall").hidden = false;
  set("done", String(crowd.done));
  set("of", crowd.of);
  byId("came").style.transform = `scaleX(${crowd.whole ? crowd.done / crowd.whole : 0})`;
  byId("figures").replaceChildren(
    ...crowd.figures.map((figure) => {
      const item = make("li", "", figure.kind);
      item.append(make("b", String(figure.count)), figure.label);
      return item;
    }),
  );
  byId("arrivals").hidden = !crowd.newest.length;
  byId("newest").replaceChildren(...crowd.newest.map((each) => make("li", each.name)));
  const last = crowd.newest[0]?.key ?? 0;
  if (has.newest !== null && byId("greet")?.checked) {
    const come = crowd.newest.filter((each) => each.key > has.newest).map((each) => each.name);
    names = [...names, ...come.reverse()].slice(-WAITING);
  }
  has.newest = Math.max(has.newest ?? 0, last);
  byId("groups").hidden = !crowd.teams.length;
  byId("hall").classList.toggle("alone", !crowd.teams.length);
  set("full", crowd.full);
  teams = crowd.teams;
  showTeams();
}

/** As many teams as there is room for, and after a while the next. */
function showTeams() {
  const [box, list] = [byId("groups"), byId("teams")];
  const items = teams.map((team) => {
    const item = make("li", "", team.there ? "there" : "");
    item.append(make("span", team.title), make("span", `${team.came}/${team.whole}`));
    return item;
  });
  box.classList.toggle("many", teams.length >= MANY);
  list.replaceChildren(...items);
  if (!items.length || box.scrollHeight <= box.clientHeight) return;
  const { gridTemplateColumns, rowGap } = getComputedStyle(list);
  const gap = Number.parseFloat(rowGap) || 0;
  const row = items[0].getBoundingClientRect().height + gap;
  const room = box.getBoundingClientRect().bottom - list.getBoundingClientRect().top + gap;
  const most = Math.max(1, Math.floor(room / row)) * gridTemplateColumns.split(" ").length;
  const from = (turn % Math.ceil(items.length / most)) * most;
  list.replaceChildren(...items.slice(from, from + most));
}

function greet() {
  byId("welcome").hidden = !byId("greet")?.checked;
  const now = names.splice(0, TOGETHER);
  byId("welcome").classList.toggle("shown", now.length > 0);
  if (now.length) set("welcome", welcome.replace("{name}", now.join("\u00a0· ")));
}

// How it is

function show(state) {
  for (const id of ["clock", "programme", "title", "point"]) set(id, state[id]);
  parted("when", [state.when, state.where].filter(Boolean).join(" · "));
  parted("rule", state.rule);
  byId("point").hidden = !state.point;
  if (state.code) {
    has.slot = state.slot;
    showCode(state.code);
  }
  if (!state.slot) has.slot = 0;
  coded(state.slot > 0);
  byId("rule").classList.toggle("alone", state.phase !== "open");
  if (state.crowd) showCrowd(state.crowd);
  has.mark = state.mark;
}

function end() {
  ended = true;
  coded(false);
  byId("gone").hidden = false;
  byId("stale").hidden = true;
}

async function post(path, fields) {
  const headers = { "Content-Type": "application/json", "X-Form-Token": token };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(fields), signal: AbortSignal.timeout(8 * SECOND) });
}

async function ask() {
  const place = chosen.value;
  const query = new URLSearchParams({ place, lang, seen: has.mark, slot: has.slot, names: byId("names")?.checked ? 1 : 0 });
  const response = await fetch(`/board/state?${query}`, { signal: AbortSignal.timeout(5 * SECOND) });
  if (response.status === 403) return null;
  if (!response.ok) throw new Error(String(response.status));
  const state = await response.json();
  if (state.phase === "open" && !state.slot) await post("/board/open", { place }); // it was closed meanwhile
  return state;
}

async function look() {
  clearTimeout(timer);
  const mine = ++round;
  let state;
  try {
    state = await ask();
  } catch {
    state = undefined; // no connection, or nobody there: see `watch`
  }
  if (mine !== round || ended) return;
  if (state === null) return end();
  if (state) {
    has.answered = performance.now();
    show(state);
    watch();
  }
  const next = has.until - performance.now() + 50; // the next code is not waited for longer than it takes
  timer = setTimeout(look, next > 0 ? Math.min(next, SECOND) : SECOND);
}

function watch() {
  if (ended) return;
  const now = performance.now();
  byId("stale").hidden = now - has.answered < STALE;
  if (has.slot && now > has.until + has.held) {
    coded(false, true);
    has.slot = 0;
  }
}

// What can be changed

function again() {
  has.mark = "";
  has.newest = null;
  names = [];
  greet();
  look();
}

async function open() {
  has.slot = 0;
  has.until = -Infinity;
  coded(false);
  history.replaceState(null, "", `#${chosen.value}`);
  byId("other").hash = chosen.value;
  try {
    if ((await post("/board/open", { place: chosen.value })).status === 403) return end();
  } catch {
    // `ask` opens it once there is a connection
  }
  again();
}

function remember(id) {
  const box = byId(id);
  if (!box) return;
  try {
    box.checked = sessionStorage.getItem(id) !== "no";
    box.addEventListener("change", () => sessionStorage.setItem(id, box.checked ? "yes" : "no"));
  } catch {
    // where nothing may be kept, it is as it was when the page is opened again
  }
  box.addEventListener("change", again);
}

async function awake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // the machine decides itself when its screen goes dark
  }
}

remember("names");
remember("greet");
chosen.addEventListener("change", open);
byId("wide").addEventListener("click", () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
byId("leave").addEventListener("click", async () => {
  try {
    if ((await post("/board/leave", {})).ok) end();
  } catch {
    watch();
  }
});
addEventListener("online", look);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible") return;
  awake();
  if (!ended && chosen.value) look();
});
if ([...chosen.options].some((each) => each.value === location.hash.slice(1))) chosen.value = location.hash.slice(1);
if (chosen.value) {
  open();
  awake();
  setInterval(watch, SECOND / 2);
  setInterval(greet, WELCOMED);
  new ResizeObserver(showTeams).observe(byId("groups"));
  setInterval(() => {
    turn += 1;
    showTeams();
  }, TURNED);
}
