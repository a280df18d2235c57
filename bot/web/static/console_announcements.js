// Announcements: how many a new one is for and what it costs, while it is written; how far one is, while it goes.

const AGAIN = 8000;
const PAUSE = 500;

const form = document.querySelector("form.writing");
const count = document.getElementById("count");
let waiting = 0;
let asked = 0;

async function estimate() {
  const mine = ++asked;
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "token" && name !== "text" && value) fields.append(name, value);
  }
  const answer = await fetch(`${count.dataset.from}?${fields}`).catch(() => null);
  if (mine !== asked) return;
  const found = answer?.ok ? await answer.json() : null;
  count.hidden = !found;
  count.textContent = found ? [found.line, ...found.missing].join("\n") : "";
}

if (form && count) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(estimate, PAUSE);
  });
  estimate();
}

// The telephones are as high as what is on them.
const frame = document.querySelector("iframe.preview");
function fit() {
  const shown = frame.contentDocument?.documentElement;
  if (shown?.scrollHeight > 1) frame.style.height = `${shown.scrollHeight + 4}px`;
}
if (frame) {
  frame.style.height = "20rem"; // what is in it may be lower than the frame
  frame.addEventListener("load", fit);
  if (frame.contentDocument?.readyState === "complete") fit();
}

// A page is not drawn anew under somebody who reads or writes on it.
const isBusy = () => document.hidden || document.querySelector("details.confirm[open]") || scrollY > 200;

if (document.querySelector("[data-goes]")) {
  setInterval(() => isBusy() || location.reload(), AGAIN);
}
