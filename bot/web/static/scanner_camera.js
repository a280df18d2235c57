// The camera on the back of the phone, and what the QR code before it says: read by the browser where that can, else
// by the server, which is sent a small picture a few times a second and keeps none.

const WIDEST = 640; // pixels of a picture that is sent
const BETWEEN = 250; // milliseconds between two looks
const SLOWEST = 5000;

async function detector() {
  try {
    if ((await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
      return new BarcodeDetector({ formats: ["qr_code"] });
    }
  } catch {
    // this browser has none
  }
  return null;
}

/** `handlers`: read(text), trouble(why): "denied", "no_camera", "offline_camera", "gone", or "" when all is well. */
export class Camera {
  #video;
  #post;
  #handlers;
  #canvas = document.createElement("canvas");
  #detector = null;
  #wait = BETWEEN;
  #running = false;
  paused = false;

  constructor(video, post, handlers) {
    this.#video = video;
    this.#post = post;
    this.#handlers = handlers;
  }

  async start() {
    if (!navigator.mediaDevices?.getUserMedia) return this.#handlers.trouble("no_camera");
    try {
      const wanted = { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } };
      this.#video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
      await this.#video.play();
    } catch (error) {
      return this.#handlers.trouble(error.name === "NotFoundError" ? "no_camera" : "denied");
    }
    this.#detector = await detector();
    this.#handlers.trouble("");
    for (const track of this.#video.srcObject.getVideoTracks()) {
      track.addEventListener("ended", () => this.#handlers.trouble("denied"));
    }
    if (!this.#running) this.#look();
    this.#running = true;
  }

  async #look() {
    if (!this.paused && document.visibilityState === "visible" && this.#video.readyState >= 2) {
      const text = await (this.#detector ? this.#seen() : this.#sent());
      if (text && !this.paused) this.#handlers.read(text);
    }
    setTimeout(() => this.#look(), this.#wait);
  }

  async #seen() {
    try {
      return (await this.#detector.detect(this.#video))[0]?.rawValue ?? "";
    } catch {
      this.#detector = null; // it is there and does not work: the server reads
      return "";
    }
  }

  async #sent() {
    const { videoWidth: width, videoHeight: height } = this.#video;
    const scale = Math.min(1, WIDEST / Math.max(width, height));
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    this.#canvas.getContext("2d").drawImage(this.#video, 0, 0, this.#canvas.width, this.#canvas.height);
    const picture = await new Promise((done) => this.#canvas.toBlob(done, "image/jpeg", 0.7));
    const { status, body, wait } = await this.#post("pictures", picture);
    this.#wait = status === 200 ? BETWEEN : wait || Math.min(this.#wait * 2, SLOWEST);
    this.#handlers.trouble({ 0: "offline_camera", 403: "gone" }[status] ?? "");
    return body?.code ?? "";
  }
}
