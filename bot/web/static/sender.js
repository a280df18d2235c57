// Sending: one after the other, kept until the server has them, tried again under the same id.

const KEPT = "nongnat.unsent";
const SLOWEST = 10_000;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? [];
  } catch {
    return []; // storage is switched off: the page still works while it is open
  }
}

function keep(queue) {
  try {
    if (queue.length) localStorage.setItem(KEPT, JSON.stringify(queue));
    else localStorage.removeItem(KEPT);
  } catch {
    // as above
  }
}

/** crypto.randomUUID is there on secure origins only; a bot tried out over plain http in an office has none. */
function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** `handlers`: waiting(message), sent(message), refused(message, why), trouble(why): why is "" when nobody answers. */
export class Sender {
  #queue = kept();
  #handlers;
  #busy = false;
  #delay = 1000;
  #timer = 0;

  constructor(handlers) {
    this.#handlers = handlers;
  }

  resume() {
    for (const message of this.#queue) this.#handlers.waiting(message);
    this.pump();
  }

  send(text, data = "") {
    const message = { id: uuid(), text, data };
    this.#queue.push(message);
    keep(this.#queue);
    this.#handlers.waiting(message);
    this.pump();
  }

  /** The server has it, whoever says so. */
  settle(id) {
    this.#queue = this.#queue.filter((message) => message.id !== id);
    keep(this.#queue);
  }

  async pump() {
    if (this.#busy || !this.#queue.length) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    const wait = await this.#post(this.#queue[0]);
    this.#busy = false;
    if (wait) this.#timer = setTimeout(() => this.pump(), wait);
    else this.pump();
  }

  /** Post one; gives the milliseconds to wait before the next try, 0 when this one is done with. */
  async #post(message) {
    let response;
    let why = "";
    try {
      response = await fetch("/chat/messages", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(20_000),
      });
      if (!response.ok) why = (await response.json()).message;
    } catch {
      // no answer, or not one of ours: the line, or a gateway before the server
    }
    if (response?.ok) {
      this.#delay = 1000;
      this.settle(message.id);
      this.#handlers.sent(message);
      return 0;
    }
    if (why && response.status < 500 && response.status !== 429) {
      this.settle(message.id);
      this.#handlers.refused(message, why);
      return 0;
    }
    this.#handlers.trouble(why);
    this.#delay = Math.min(this.#delay * 2, SLOWEST);
    return Number(response?.headers.get("Retry-After")) * 1000 || this.#delay / 2;
  }
}
