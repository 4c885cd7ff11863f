/** The webcam: its pictures, one at a time, in the size that is asked for. */
import { STRINGS } from '../../strings.js';

const QUALITY = 0.85;
const WANTED = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } };

/** Why there are no pictures; its `message` is meant to be read. */
export class NoCamera extends Error {}

export class Camera {
  #video;
  #canvas = new OffscreenCanvas(1, 1);
  #stream = null;
  /** Whether it has seen anything since the last picture was taken; the same twice would be explained for nothing. */
  #fresh = false;
  #wake = null;

  /** @param {HTMLVideoElement} video plays what the camera sees; need not be visible */
  constructor(video) {
    this.#video = video;
  }

  /**
   * Asks for the camera and waits for its first picture.
   * @param {string | null} id of one of {@link all}; null for the one that the browser prefers
   */
  async start(id) {
    this.stop();
    // Browsers hide cameras from pages without a secure connection.
    if (!navigator.mediaDevices) throw new NoCamera(STRINGS.live.insecure);
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...(id && { deviceId: { exact: id } }) } });
    } catch (error) {
      throw new NoCamera(STRINGS.live[REASONS[error.name] ?? 'failed']);
    }
    this.#video.srcObject = this.#stream;
    await this.#video.play();
    this.#watch();
  }

  stop() {
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.#video.srcObject = null;
    this.#seen();
  }

  /** The cameras that there are; they have names only once one of them was allowed. */
  async all() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind }) => kind === 'videoinput').map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  get size() {
    return { width: this.#video.videoWidth, height: this.#video.videoHeight };
  }

  /**
   * What it sees now, or as soon as it sees something new.
   * @param {() => {width: number, height: number}} sizeOf the size to send it in
   * @returns {Promise<{at: number, jpeg: Blob, bitmap: ImageBitmap} | null>} when it was taken, to be sent, and to be drawn; null where it was stopped
   */
  async take(sizeOf) {
    if (!this.#fresh) await new Promise((resolve) => (this.#wake = resolve));
    if (!this.#stream) return null;
    this.#fresh = false;
    const at = performance.now();
    const size = sizeOf();
    const bitmap = await createImageBitmap(this.#video);
    Object.assign(this.#canvas, size);
    this.#canvas.getContext('2d').drawImage(bitmap, 0, 0, size.width, size.height);
    return { at, jpeg: await this.#canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }), bitmap };
  }

  #watch() {
    if (!this.#stream) return;
    this.#seen();
    this.#video.requestVideoFrameCallback(() => this.#watch());
  }

  #seen() {
    this.#fresh = true;
    this.#wake?.();
    this.#wake = null;
  }
}

const REASONS = { NotAllowedError: 'refused', NotFoundError: 'none', OverconstrainedError: 'none', NotReadableError: 'busy' };
