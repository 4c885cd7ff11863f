/** The one place that holds state. Everything on the page is drawn from it, nothing writes to it but the session (and its half that listens). */

/** What the dialog in which models are added starts from; `step` is choose, sending or check. */
export const CLOSED = {
  open: false,
  step: 'choose',
  files: [],
  name: '',
  /** {done, total, text} of what is on its way. */
  progress: null,
  /** {title, detail} */
  problem: null,
  /** Name of the model that is being checked. */
  model: null,
  /** {title, truth, trials}: what it says of images, prepared in each of the usual ways; null until it has said it. */
  images: null,
  /** {done, of} while it is shown them. */
  tried: null,
  /** The preset that is chosen among them. */
  preset: null,
  catalogue: [],
  /** Whether the model that is checked can be removed, and how many links show its results; null while that is not known. */
  uses: null,
  /** Whether somebody is asked if it is to be removed. */
  removing: false,
  /** {id, name, until} of models that can be brought back. */
  removed: [],
  /** What fetching a model from the hub would take. */
  plan: null,
};

/** What the page starts from. */
export const INITIAL = {
  /** explore, compare, pictures, live or trust: see `screens.js` */
  screen: null,
  /** What a screen adds to its address, as [name, value], by the screen's name. */
  fields: {},
  models: [],
  methods: [],
  /** What it takes to add models: token, open or closed. */
  adding: 'closed',
  /** The dialog in which models are added and corrected. */
  library: CLOSED,
  /** How far the map on the stage may be believed: {open, key, progress, report, problem}; null until somebody asks. */
  check: null,
  /** {id, url, title, width, height, file?}; the id is null until the server has the picture. */
  picture: null,
  /** The link that the page was opened with: {id, created, models}; null for none. */
  link: null,
  /** URL of the picture that is on the stage; it takes its time to load. */
  painted: null,
  model: null,
  method: null,
  layer: null,
  /** Names of further layers, whose maps are averaged with that of `layer`. */
  others: [],
  /** How thoroughly to look, by the name of the option; what is not there is as usual. */
  options: {},
  /** Index of the class being shown; null until the first prediction. */
  chosen: null,
  /** What came back: the prediction message, its `maps` by class index or its `concepts`, and `timing` once done. */
  explanation: null,
  /** Number of the part that is looked at alone; null for all of them. */
  part: null,
  /** What methods would take, {forwards, millis}, by the address that says so. */
  costs: {},
  /** idle, working, ready or problem */
  status: 'idle',
  /** {text, done, total, fraction, millisLeft}; null where the server has not said. */
  progress: null,
  /** {title, detail} */
  problem: null,
  connected: true,
  /** `signedColormap` is for saliency maps with values on both sides of zero. */
  view: { colormap: 'turbo', signedColormap: 'signed', opacity: 0.85, smooth: true, common: false },
  /** Whether the page is shown to a room: large, and nothing but the essential. */
  presenting: false,
  /** Whether the heat is to be seen over the picture. */
  heat: true,
  /** What is under the pointer: {value, row, column}. */
  probe: null,
};

/** Which keys of the state have changed. Its own class because Node 18, which may run the tests, has no `CustomEvent`. */
class Change extends Event {
  constructor(keys) {
    super('change');
    this.keys = keys;
  }
}

/** Fires one `change` event after each change, naming the keys that changed. */
export class Store extends EventTarget {
  #state;

  /** @param {object} initial */
  constructor(initial = INITIAL) {
    super();
    this.#state = Object.freeze({ ...initial });
  }

  get state() {
    return this.#state;
  }

  /**
   * Takes over the given keys; those that stay the same fire nothing.
   * @param {object | ((state: object) => object)} change the keys, or what makes them of the state as it is now: whoever waited
   *     for something knows only what it was before
   */
  set(change) {
    const patch = typeof change === 'function' ? change(this.#state) : change;
    const keys = Object.keys(patch).filter((key) => !Object.is(patch[key], this.#state[key]));
    if (keys.length === 0) return;
    this.#state = Object.freeze({ ...this.#state, ...patch });
    this.dispatchEvent(new Change(keys));
  }

  /**
   * Calls back now, and after each change of one of the keys.
   * @param {string[]} keys
   * @param {(state: object) => void} render
   */
  watch(keys, render) {
    this.addEventListener('change', (event) => {
      if (event.keys.some((key) => keys.includes(key))) render(this.#state);
    });
    render(this.#state);
  }
}
