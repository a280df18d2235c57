// How many have come, as it is: asked every fifteen seconds, while somebody looks.

const bars = document.querySelectorAll("[data-place]");
const state = `${location.pathname}/state`;

async function look() {
  if (document.visibilityState !== "visible") return;
  try {
    const answer = await fetch(state);
    if (!answer.ok) return;
    const found = await answer.json();
    for (const bar of bars) {
      const now = found[bar.dataset.place];
      const meter = bar.querySelector("meter");
      if (!now || !meter) continue;
      meter.value = now.came;
      bar.querySelector(".meter span").textContent = now.text;
    }
  } catch {
    // no connection: what was there stays
  }
}

setInterval(look, 15_000);
document.addEventListener("visibilitychange", look);
