// Signs in by what is in the link's fragment, and goes on to its page. Nothing of it stays in the address.

const token = location.hash.slice(1);
const button = document.getElementById("enter");
const told = [...document.querySelectorAll("#told > [data-state]")];
history.replaceState(null, "", location.pathname);
document.getElementById("unscripted").remove();

function tell(state) {
  for (const each of told) each.hidden = each.dataset.state !== state;
  button.hidden = state === "gone" || state === "entering";
}

async function answer() {
  try {
    return await fetch(document.body.dataset.enter ?? "/enter", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
  } catch {
    return null; // no connection: the link is as good as before
  }
}

async function enter() {
  tell("entering");
  const found = await answer();
  if (found?.ok) return location.replace((await found.json()).page);
  tell({ 403: "gone", 429: "slow" }[found?.status] ?? "away");
}

button.addEventListener("click", enter);
if (!token) tell("gone");
else if (document.prerendering || document.visibilityState !== "visible") tell(""); // nobody is looking: a tap it is
else enter();
