/** What somebody can do on this screen, and the only writer of its state. */
import { decoded } from '../../heatmap.js';
import { wayOf } from '../../plan.js';
import { methodOf, modelOf } from '../../selectors.js';
import { Camera, NoCamera } from './camera.js';
import { entered, rateOf, sentSize } from './pace.js';
import { Stream } from './stream.js';

/** What the screen starts from. */
export const OFF = {
  /** off, starting, on or paused */
  status: 'off',
  /** Why it is off, as a sentence. */
  problem: null,
  cameras: [],
  camera: null,
  /** Index of the class that is held; null follows the best one. */
  held: null,
  /** What is drawn: {answer, map, bitmap}. */
  shown: null,
  /** {perSecond, millis} */
  rate: null,
};

export class Watching {
  #store;
  #camera;
  #stream;
  #pace = [];

  /**
   * @param {import('../../store.js').Store} store
   * @param {HTMLVideoElement} video
   * @param {string} url of the WebSocket
   */
  constructor(store, video, url) {
    this.#store = store;
    this.#camera = new Camera(video);
    this.#stream = new Stream(url, () => this.#take(), {
      explained: (answer, picture) => this.#explained(answer, picture),
      failed: (problem) => this.#failed(problem),
    });
    store.set({ live: OFF });
    // Whoever looks at something else wants nothing explained.
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#pause() : this.#goOn()));
    store.watch(['screen'], ({ screen }) => screen !== 'live' && this.stop());
    store.watch(['model', 'method', 'layer', 'others', 'options'], () => this.#is('on') && this.#ask());
  }

  /** Asks for the camera and explains what it sees. */
  async start(camera = this.#store.state.live.camera) {
    this.#set({ status: 'starting', problem: null, camera });
    try {
      await this.#camera.start(camera);
      const cameras = await this.#camera.all();
      if (!this.#is('starting')) return this.#camera.stop();
      this.#set({ status: 'on', cameras });
      if (document.hidden) this.#pause();
      else this.#ask();
    } catch (error) {
      if (!(error instanceof NoCamera)) throw error;
      this.#set({ status: 'off', problem: error.message });
    }
  }

  /** Lets go of the camera and the server. What was seen last stays. */
  stop() {
    if (this.#is('off')) return;
    this.#stream.stop();
    this.#camera.stop();
    this.#set({ status: 'off', rate: null });
  }

  /** Holds a class, or follows the best one again. */
  hold(index) {
    this.#set({ held: index === this.#store.state.live.held ? null : index });
    if (this.#is('on')) this.#ask();
  }

  #pause() {
    if (!this.#is('on')) return;
    this.#stream.stop();
    this.#set({ status: 'paused', rate: null });
  }

  #goOn() {
    if (!this.#is('paused')) return;
    this.#set({ status: 'on' });
    this.#ask();
  }

  #ask() {
    const { state } = this.#store;
    const method = methodOf(state);
    if (!state.model || !method) return;
    this.#pace = [];
    const { held } = state.live;
    this.#stream.ask({ model: state.model, method: method.name, ...wayOf(method, state), ...(held === null ? { top: 1 } : { classes: [held] }) });
  }

  #take() {
    const { input = { width: 224, height: 224 } } = modelOf(this.#store.state) ?? {};
    return this.#camera.take(() => sentSize(this.#camera.size, input));
  }

  #explained(answer, { at, bitmap }) {
    this.#store.state.live.shown?.bitmap.close();
    const [map = null] = answer.maps.map(decoded);
    const now = performance.now();
    this.#pace = entered(this.#pace, { at: now, millis: now - at });
    this.#set({ shown: { answer, map, bitmap }, rate: rateOf(this.#pace), problem: null });
  }

  #failed({ status, detail }) {
    this.#set({ problem: detail, ...(status < 500 && status !== 429 && { status: 'off' }) });
    if (this.#is('off')) this.#camera.stop();
  }

  #is(status) {
    return this.#store.state.live?.status === status;
  }

  #set(change) {
    this.#store.set({ live: { ...this.#store.state.live, ...change } });
  }
}
