/** Takes boxes or masks for pictures that are chosen elsewhere, says what they cover, and makes a study's options of them. */
import { postImage } from '../api.js';
import { emit, make } from '../dom.js';
import { count } from '../format.js';
import { patiently } from '../reaching.js';
import { STRINGS, fill } from '../strings.js';
import { boxesOf, boxesWithin, isSame, labelOf, matchOf } from '../truth.js';

/** Names that are told; of more only how many. */
const MOST_NAMES = 3;

/** As many characters of an id the server quotes. */
const QUOTED = 40;

export class TruthInput {
  #root;
  #input;
  #said;
  /** What the files chosen last hold. */
  #truth = { boxes: [], masks: [], problems: [] };
  /** The same, while they are still read. */
  #taking = null;
  #paths = [];
  #match = matchOf(this.#truth, []);
  /** By id of the mask, for what the server says of it. */
  #names = new Map();

  /** @param {HTMLElement} root empty; hears nothing, and tells with `truth-change` that other files were chosen */
  constructor(root) {
    const words = STRINGS.truth;
    this.#root = root;
    this.#input = make('input', { type: 'file', multiple: true, accept: '.json,application/json,image/*', 'data-testid': 'truth-files', 'aria-describedby': 'truth-about' });
    this.#said = make('p', { class: 'truth-said', role: 'status', 'data-testid': 'truth-said' });
    root.append(make('label', {}, make('span', {}, words.title), this.#input), make('p', { class: 'truth-about', id: 'truth-about' }, words.about), this.#said);
    this.#input.addEventListener('change', () => this.#take([...this.#input.files]));
  }

  /** Which metrics it makes possible. */
  get covers() {
    return { boxes: this.#match.boxes.size > 0, masks: this.#match.masks.size > 0 };
  }

  /**
   * Other pictures are looked at.
   * @param {string[]} paths
   */
  show(paths) {
    this.#paths = paths;
    this.#rematch();
  }

  async #take(files) {
    const truth = { boxes: [], masks: [], problems: [] };
    this.#taking = truth;
    for (const file of files) {
      if (/\.json$/i.test(file.name) || file.type === 'application/json') {
        // What has gone from the disk since has no text.
        const boxes = boxesOf(await file.text().catch(() => ''));
        if (typeof boxes === 'string') truth.problems.push(fill(STRINGS.truth.problem[boxes], { name: file.name }));
        else truth.boxes = [...truth.boxes, ...boxes];
      } else if (file.type.startsWith('image/')) truth.masks.push(file);
      else truth.problems.push(fill(STRINGS.truth.problem.noFile, { name: file.name }));
    }
    // A large file may be read when others have been chosen long since.
    if (truth !== this.#taking) return;
    this.#truth = truth;
    this.#rematch();
  }

  #rematch() {
    this.#match = matchOf(this.#truth, this.#paths);
    this.#say();
    emit(this.#root, 'truth-change');
  }

  #say() {
    const { boxes, masks, problems } = this.#truth;
    const { covered, unmatched } = this.#match;
    const words = STRINGS.truth;
    const said = [...problems];
    if (boxes.length + masks.length > 0) said.push(fill(words.covered, { some: covered, all: this.#paths.length }));
    if (unmatched.length > 0) said.push(fill(words.unmatched, { names: namesOf(unmatched) }));
    this.#said.textContent = said.join(' ');
  }

  /**
   * What a study is told: masks are sent before. Throws a Problem where one cannot be.
   * @param {{id: string, title: string, width: number, height: number}[]} pictures their titles are the paths; since these were
   *     shown others may have been chosen
   * @param {{label?: string, labels?: string[], signal: AbortSignal, tell: (text: string) => void}} how label of the class that is
   *     asked about; or labels of the model, of which each picture's own one is told
   * @returns {Promise<{boxes?: object, masks?: object, labels?: object}>}
   */
  async options(pictures, { label = null, labels = null, signal, tell }) {
    const options = { boxes: {}, masks: {}, labels: {} };
    const match = matchOf(this.#truth, pictures.map(({ title }) => title));
    const isKnown = labels !== null || this.#truth.boxes.some((entry) => entry.boxes.some((each) => isSame(each.label, label ?? '')));
    for (const [at, given] of match.boxes) {
      const own = labels ? labelOf(given, labels) : label;
      const boxes = boxesWithin(given, pictures[at], own, isKnown);
      if (boxes.length > 0) options.boxes[pictures[at].id] = boxes;
      if (labels && own !== null) options.labels[pictures[at].id] = labels.indexOf(own);
    }
    const wrong = [];
    for (const [at, file] of match.masks) {
      signal.throwIfAborted();
      tell(fill(STRINGS.truth.sending, { name: file.name }));
      const { id, width, height } = await patiently(() => postImage(file, () => {}), signal);
      this.#names.set(id, file.name);
      if (width === pictures[at].width && height === pictures[at].height) options.masks[pictures[at].id] = id;
      else wrong.push(fill(STRINGS.truth.otherSize, { name: file.name }));
    }
    this.#say();
    if (wrong.length > 0) this.#said.textContent = [this.#said.textContent, ...wrong].join(' ');
    return Object.fromEntries(Object.entries(options).filter(([, value]) => Object.keys(value).length > 0));
  }

  /**
   * What the server says, with the names of files in place of ids.
   * @param {string} detail
   */
  named(detail) {
    return [...this.#names].reduce((text, [id, name]) => text.replaceAll(`${id.slice(0, QUOTED)}...`, name), detail);
  }
}

function namesOf(names) {
  const some = names.slice(0, MOST_NAMES).join(', ');
  return names.length <= MOST_NAMES ? some : fill(STRINGS.truth.more, { names: some, count: count(names.length - MOST_NAMES) });
}
