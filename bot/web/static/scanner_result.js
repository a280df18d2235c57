// What became of a scan: on the screen in large letters, by a sound, and by a shake of the phone.

const SHOWN = 6000; // milliseconds, where nothing is asked
const TONES = { good: [880, 1320], late: [880, 660], known: [660], kept: [520], ask: [440, 440], bad: [220, 180] };
const SHAKES = { good: [80], late: [80, 60, 80], known: [60], kept: [60], ask: [120, 80, 120], bad: [300] };

const panel = document.getElementById("result");
const [title, name, organisation, staff, note] = ["title", "name", "organisation", "staff", "note"].map((part) =>
  panel.querySelector(`.${part}`),
);
const asks = document.getElementById("asks");
const why = document.getElementById("why");
const asking = document.getElementById("questions");
const back = document.getElementById("undo");
let sound = null;
let hiding = 0;
let does = {};
let asked = [];

// Browsers let a page be heard and felt only after it was touched.
document.addEventListener("pointerdown", () => {
  sound ??= new AudioContext();
  sound.resume();
});

export function signal(tone) {
  if (sound) navigator.vibrate?.(SHAKES[tone]);
  if (sound?.state !== "running") return;
  for (const [nth, pitch] of TONES[tone].entries()) {
    const [pipe, volume] = [sound.createOscillator(), sound.createGain()];
    const at = sound.currentTime + nth * 0.14;
    pipe.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.13);
    pipe.connect(volume).connect(sound.destination);
    pipe.start(at);
    pipe.stop(at + 0.14);
  }
}

/** A question of the door with its choices as buttons, of which one is chosen, or with a field. */
function question({ title, choices }, nth) {
  const [whole, text] = ["fieldset", "legend"].map((tag) => document.createElement(tag));
  text.textContent = title;
  whole.append(text);
  for (const choice of choices.length ? choices : [""]) {
    const field = document.createElement("input");
    Object.assign(field, { name: `answer${nth}`, required: true });
    if (!choices.length) {
      Object.assign(field, { type: "text", maxLength: asking.dataset.longest, pattern: ".*\\S.*", autocomplete: "off" });
      field.ariaLabel = title;
      whole.append(field);
      continue;
    }
    const label = document.createElement("label");
    Object.assign(field, { type: "radio", value: choice });
    label.append(field, choice);
    whole.append(label);
  }
  return whole;
}

/** `then`: what is on the button that asks (`label`) and what it and the other do, `sure({ why, answers })`, `no()`;
 * `undo()`. */
export function show(said, then) {
  clearTimeout(hiding);
  does = then;
  panel.dataset.tone = said.tone;
  title.textContent = said.title;
  name.textContent = said.name;
  organisation.textContent = said.organisation;
  staff.textContent = said.staff ?? "";
  note.textContent = said.note;
  asks.hidden = !then.label;
  asked = said.questions ?? [];
  asking.replaceChildren(...asked.map(question));
  asks.querySelector("button").textContent = then.label || "";
  why.hidden = said.asks !== "force";
  why.required = said.asks === "force";
  why.value = "";
  back.hidden = !then.undo;
  panel.hidden = false;
  if (!then.label) hiding = setTimeout(() => (panel.hidden = true), SHOWN);
}

asks.addEventListener("submit", (event) => {
  event.preventDefault();
  panel.hidden = true;
  const given = new FormData(asks);
  const answers = asked.map(({ code }, nth) => ({ question: code, text: given.get(`answer${nth}`).trim() }));
  does.sure({ why: why.value.trim(), answers });
});
document.getElementById("no").addEventListener("click", () => {
  panel.hidden = true;
  does.no();
});
back.addEventListener("click", () => {
  back.hidden = true;
  does.undo();
});
