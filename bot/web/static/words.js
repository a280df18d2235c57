// The page's own words in both languages, and times as they are written in each. No sentence is written in a script.

const catalogue = JSON.parse(document.getElementById("words").textContent);
let language = document.documentElement.lang;

export function say(name, values = {}) {
  return catalogue[language][name].replace(/\{(\w+)\}/g, (_, key) => String(values[key]));
}

/** Turn everything around the talk into `next`; what was said stays as it was said. */
export function speak(next) {
  if (next === language) return;
  language = next;
  document.documentElement.lang = next;
  document.title = say("web.name");
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll("[data-label]")) element.ariaLabel = say(element.dataset.label);
  for (const element of document.querySelectorAll("[data-placeholder]")) {
    element.placeholder = say(element.dataset.placeholder);
  }
  const other = Object.keys(catalogue).find((name) => name !== next);
  const form = document.getElementById("language");
  form.elements.text.value = catalogue[other]["web.language"];
  const button = form.querySelector("button");
  button.textContent = catalogue[other]["web.language"];
  button.lang = other;
}

/** A day in full, such as วันเสาร์ที่ 21 พฤศจิกายน 2569: the parts from the browser, the order from the catalogue. */
export function day(at) {
  const locale = language === "th" ? "th-TH-u-ca-buddhist-nu-latn" : "en-GB";
  const wanted = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const parts = new Intl.DateTimeFormat(locale, wanted).formatToParts(at);
  return say("web.day", Object.fromEntries(parts.map((part) => [part.type, part.value])));
}

export function time(at) {
  const two = (number) => String(number).padStart(2, "0");
  return say("web.time", { hour: two(at.getHours()), minute: two(at.getMinutes()) });
}
