/**
 * Sends pictures over a WebSocket of its own, and gives back what the model says of each. The server explains one after the
 * other: while it works on one, the next waits there, so that the device never does.
 */

/** One being explained, and one that waits. */
const UNDER_WAY = 2;

const FIRST_DELAY_MILLIS = 400;
const LONGEST_DELAY_MILLIS = 8000;

export class Stream {
  #url;
  #take;
  #heard;
  #socket = null;
  #request = null;
  /** Numbers requests, so that what comes of a former one is known to. */
  #number = 0;
  /** What was sent and is not answered, oldest first. */
  #sent = [];
  #answer = null;
  #taking = false;
  #delay = FIRST_DELAY_MILLIS;

  /**
   * @param {string} url of the WebSocket
   * @param {() => Promise<{jpeg: Blob, bitmap: ImageBitmap, at: number} | null>} take gives the newest picture; null where there will be none
   * @param {{explained: (answer: object, picture: object) => void, failed: (problem: object) => void}} heard
   */
  constructor(url, take, heard) {
    this.#url = url;
    this.#take = take;
    this.#heard = heard;
  }

  /**
   * Explains pictures from now on as the request says.
   * @param {object} request fields of an explanation
   */
  ask(request) {
    this.#request = request;
    if (this.#socket?.readyState === WebSocket.OPEN) this.#begin();
    else if (!this.#socket) this.#open();
  }

  /** Sends no more, and lets go of the server. */
  stop() {
    this.#request = null;
    this.#forget();
    this.#socket?.close();
    this.#socket = null;
  }

  #open() {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener('open', () => {
      this.#delay = FIRST_DELAY_MILLIS;
      this.#begin();
    });
    socket.addEventListener('message', ({ data }) => socket === this.#socket && this.#received(JSON.parse(data)));
    socket.addEventListener('close', () => socket === this.#socket && this.#again());
  }

  /** The connection broke: pictures of then are of no use any more. */
  #again() {
    this.#forget();
    this.#socket = null;
    setTimeout(() => this.#request && !this.#socket && this.#open(), this.#delay);
    this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY_MILLIS);
  }

  #begin() {
    this.#forget();
    this.#number++;
    this.#socket.send(JSON.stringify({ ...this.#request, id: this.#number, type: 'explain' }));
    this.#fill();
  }

  #forget() {
    this.#sent.forEach(({ bitmap }) => bitmap.close());
    this.#sent = [];
    this.#answer = null;
  }

  async #fill() {
    if (this.#taking) return;
    this.#taking = true;
    try {
      while (this.#request && this.#socket?.readyState === WebSocket.OPEN && this.#sent.length < UNDER_WAY) {
        const number = this.#number;
        const picture = await this.#take();
        if (!picture) return;
        if (!this.#request || number !== this.#number || this.#socket?.readyState !== WebSocket.OPEN) {
          picture.bitmap.close();
          continue;
        }
        this.#sent.push(picture);
        this.#socket.send(picture.jpeg);
      }
    } finally {
      this.#taking = false;
    }
  }

  #received({ type, id, ...content }) {
    if (id !== this.#number || !this.#request) return;
    if (type === 'prediction') this.#answer = { ...content, maps: [] };
    if (type === 'map') this.#answer.maps.push(content);
    if (type === 'done') this.#done();
    // Replaced by our own newer request: nothing went wrong.
    if (type === 'problem' && content.status !== 409) this.#failed(content);
  }

  #done() {
    const picture = this.#sent.shift();
    const answer = this.#answer;
    this.#answer = null;
    this.#fill();
    if (picture && answer) this.#heard.explained(answer, picture);
  }

  #failed(problem) {
    this.#sent.shift()?.bitmap.close();
    this.#heard.failed(problem);
    const isLasting = problem.status < 500 && problem.status !== 429;
    if (isLasting) this.stop();
    else setTimeout(() => this.#fill(), 1000 * (problem.retryAfter ?? 1));
  }
}
