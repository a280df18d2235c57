// What was scanned is sent one after the other, and kept in the phone until the server has answered. It goes with how
// long ago it was scanned, by this phone's own clock, however wrong that is; under one nonce it counts once.

const SLOWEST = 15_000;
const NOW = 2000; // milliseconds that are no delay: the server's own time is the better one

/** Not crypto.randomUUID, which is there on secure origins only. */
function nonce() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `handlers`: kept(scan), answered(scan, said), refused(scan, why), gone(), count(number). */
export class Queue {
  #key;
  #post;
  #handlers;
  #scans;
  #busy = false;
  #delay = 1000;
  #timer = 0;

  constructor(owner, post, handlers) {
    this.#key = `nongnat.scans.${owner}`;
    this.#post = post;
    this.#handlers = handlers;
    this.#scans = this.#read();
  }

  resume() {
    this.#keep();
    this.pump();
  }

  /** `scan` has a place and a code or a handle, and perhaps more; `name` and what was `asked` are shown, and not sent. */
  add(scan) {
    this.#scans.push({ at: Date.now(), ...scan, nonce: nonce() });
    this.#keep();
    this.pump();
  }

  async pump() {
    if (this.#busy || !this.#scans.length) return;
    clearTimeout(this.#timer);
    this.#busy = true;
    const wait = await this.#send(this.#scans[0]);
    this.#busy = false;
    if (wait) this.#timer = setTimeout(() => this.pump(), wait);
    else this.pump();
  }

  /** The milliseconds to wait before the next try; 0 when this one is done with. */
  async #send(scan) {
    const { at, name: _name, shown: _shown, asked: _asked, ...fields } = scan;
    const since = Date.now() - at;
    const { status, body, wait } = await this.#post("checkins", { ...fields, ago: since < NOW ? 0 : since });
    if (status === 200) {
      this.#delay = 1000;
      this.#drop(scan);
      this.#handlers.answered(scan, body);
      return 0;
    }
    if ([400, 413, 422].includes(status)) {
      this.#drop(scan);
      this.#handlers.refused(scan, body?.message);
      return 0;
    }
    if (status === 429) return wait || SLOWEST; // it answers, and will take it in a moment
    if (status === 403) this.#handlers.gone();
    else this.#handlers.kept(scan);
    this.#delay = Math.min(this.#delay * 2, SLOWEST);
    return wait || this.#delay / 2;
  }

  #drop(scan) {
    this.#scans = this.#scans.filter((each) => each.nonce !== scan.nonce);
    this.#keep();
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? [];
    } catch {
      return []; // storage is switched off: they are kept while the page is open
    }
  }

  #keep() {
    try {
      if (this.#scans.length) {
        // Nobody's name is in the phone, nor what they answered: after a reload they are asked again.
        const kept = this.#scans.map(
          ({ name: _name, shown: _shown, asked: _asked, answers: _answers, ...scan }) => scan,
        );
        localStorage.setItem(this.#key, JSON.stringify(kept));
      } else localStorage.removeItem(this.#key);
    } catch {
      // as above
    }
    this.#handlers.count(this.#scans.length);
  }
}
