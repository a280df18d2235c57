// One press copies the calendar's address; where the browser forbids that, it is marked for a long press.

const [copy, address, done] = ["copy", "address", "done"].map((id) => document.getElementById(id));

async function put() {
  try {
    await navigator.clipboard.writeText(address.value);
    return "copied";
  } catch {
    address.focus();
    address.setSelectionRange(0, address.value.length);
    return "marked";
  }
}

copy.hidden = false;
copy.addEventListener("click", async () => {
  done.textContent = "";
  done.textContent = done.dataset[await put()];
});
