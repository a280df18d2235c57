// What is said, as elements. Everything that a person or a file wrote goes in as text, never as markup.

import { write } from "./thai.js";
import { day, say, time } from "./words.js";

const ICONS = {
  link: "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
  file: "M12 4v11m0 0 4.500-4.500M12 15l-4.500-4.500M5 20h14",
};

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  element.append(...children.filter(Boolean));
  return element;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  const look = { d: ICONS[name], fill: "none", stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round" };
  for (const [key, value] of Object.entries(look)) path.setAttribute(key, value);
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", width: "20", height: "20", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  svg.append(path);
  return svg;
}

const words = (text, lang) => write(make("p", { className: "words", lang }), text);
const unseen = (text) => make("span", { className: "unseen", textContent: text });

function button(choice, onChoose) {
  const element = make("button", { type: "button", className: "action", textContent: choice.label });
  element.addEventListener("click", (event) => onChoose(choice, event));
  return element;
}

function link({ label, url }) {
  const properties = { className: "action", href: url, target: "_blank", rel: "noopener noreferrer" };
  return make("a", properties, icon("link"), make("span", { textContent: label }), unseen(` ${say("web.new_tab")}`));
}

function file({ name, url }) {
  const properties = { className: "action", href: url, download: name };
  return make("a", properties, icon("file"), make("span", { textContent: name }), unseen(` ${say("web.file")}`));
}

function image({ alt, url }) {
  return make("img", { className: "image", src: url, alt, loading: "lazy" });
}

function actions(...elements) {
  return elements.length ? make("div", { className: "actions" }, ...elements) : null;
}

function facts(pairs) {
  if (!pairs.length) return null;
  const rows = pairs.flatMap(([label, value]) => [
    make("dt", { textContent: label }),
    write(make("dd"), value),
  ]);
  return make("dl", {}, ...rows);
}

function card(content, place, lang, onChoose) {
  return make(
    "li",
    { className: "card", lang },
    place && make("span", { className: "place", textContent: place }),
    write(make("h2"), content.title),
    content.note && write(make("p", { className: "note" }), content.note),
    facts(content.facts),
    actions(...content.choices.map((choice) => button(choice, onChoose)), ...content.links.map(link)),
  );
}

function cards(list, lang, onChoose) {
  if (!list.length) return [];
  const count = list.length;
  const items = list.map((content, index) => card(content, count > 1 && `${index + 1}/${count}`, lang, onChoose));
  const name = say("web.cards", { count });
  const hint = count > 1 && make("p", { className: "slide", textContent: say("web.slide", { count }) });
  return [hint, make("ul", { className: count > 1 ? "cards many" : "cards one", ariaLabel: name }, ...items)];
}

export function said({ text, lang }) {
  const bubble = make("div", { className: "bubble" }, unseen(say("web.you")), words(text, lang));
  return make("div", { className: "message mine" }, bubble, make("p", { className: "stamp" }));
}

/** A reply of the bot's. `onChoose` is called with the choice and the event when a card's button is pressed. */
export function reply(entry, onChoose) {
  return make(
    "div",
    { className: "message" },
    make("div", { className: "bubble" }, unseen(say("web.bot")), words(entry.text, entry.lang)),
    ...entry.images.map(image),
    ...cards(entry.cards, entry.lang, onChoose),
    actions(...entry.links.map(link), ...entry.files.map(file)),
    entry.at && make("p", { className: "stamp", textContent: time(new Date(entry.at)) }),
  );
}

export function chips(choices, lang, onChoose) {
  const properties = { className: "actions chips", role: "group", ariaLabel: say("web.choices"), lang };
  return make("div", properties, ...choices.map((choice) => button(choice, onChoose)));
}

export function typing() {
  const element = make("div", { className: "bubble typing" }, make("i"), make("i"), make("i"));
  element.ariaHidden = "true";
  return element;
}

export const separator = (at) => make("div", { className: "day", textContent: day(at) });
