// Listening: one stream of server-sent events, opened again wherever it broke, so that nothing is lost or repeated.

const SILENCE = 40_000; // the server beats every 15 s; after two missed beats the line is dead
const UNSEEN = 60_000; // a page that nobody sees gives its connection back
const SLOWEST = 10_000;

/** `handlers`: entry(data), ready(), state(data), up(), down(). */
export function listen(handlers) {
  let source = null;
  let cursor = "";
  let delay = 500;
  let retry = 0;
  let silence = 0;
  let hiding = 0;

  function heard() {
    clearTimeout(silence);
    silence = setTimeout(broken, SILENCE);
  }

  function close() {
    source?.close();
    source = null;
    clearTimeout(retry);
    clearTimeout(silence);
  }

  function broken() {
    close();
    handlers.down();
    retry = setTimeout(open, delay);
    delay = Math.min(delay * 2, SLOWEST);
  }

  function open() {
    close();
    source = new EventSource(`/chat/events?after=${encodeURIComponent(cursor)}`);
    const on = (kind, act) =>
      source.addEventListener(kind, (event) => {
        heard();
        if (event.lastEventId) cursor = event.lastEventId;
        act(event.data && JSON.parse(event.data));
      });
    on("entry", handlers.entry);
    on("state", handlers.state);
    on("beat", () => {});
    on("ready", () => {
      delay = 500;
      handlers.up();
      handlers.ready();
    });
    source.addEventListener("error", broken);
    heard();
  }

  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, UNSEEN);
    else if (!source) open();
  });
  addEventListener("online", open);
  addEventListener("offline", broken);
  open();
}
