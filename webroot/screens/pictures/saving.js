/** Buttons that save all results; what is still to come is waited for and written as it comes. */
import { emit, part } from '../../dom.js';
import { count } from '../../format.js';
import { STRINGS, fill } from '../../strings.js';
import { labelsOf } from './collection.js';
import { EXPORTS } from './exports.js';
import { openSink } from './sink.js';
import { ZipFull } from './zip.js';

/**
 * @param {HTMLElement} root
 * @param {import('../../store.js').Store} store
 * @param {(signal: AbortSignal) => AsyncIterable<object>} results
 */
export function mountSaving(root, store, results) {
  const buttons = [...root.querySelectorAll('button[data-export]')];
  const text = part('pictures-saving', root);
  const stop = part('pictures-save-stop', root);
  let controller = null;

  const show = () => {
    const isReady = store.state.pictures.items.some((item) => item.status === 'done');
    buttons.forEach((button) => (button.disabled = !isReady || controller !== null));
    stop.hidden = controller === null;
  };
  const save = async (name) => {
    const { signal } = (controller = new AbortController());
    show();
    try {
      await write(EXPORTS[name], store, told(results(signal), (done) => (text.textContent = fill(STRINGS.pictures.saving.some, { count: count(done) }))), signal);
      text.textContent = STRINGS.pictures.saving.done;
    } catch (failure) {
      text.textContent = failure instanceof ZipFull ? STRINGS.pictures.saving.full : '';
      if (!(failure instanceof ZipFull) && failure.name !== 'AbortError') emit(root, 'failed', failure);
    } finally {
      controller = null;
      show();
    }
  };
  root.addEventListener('click', (event) => {
    const name = event.target.closest('button')?.dataset.export;
    if (name) save(name);
  });
  stop.addEventListener('click', () => controller?.abort());
  store.watch(['pictures'], show);
}

/** What is given up, or fails, leaves no half file behind. */
async function write({ file, write: writeTo }, store, results, signal) {
  const { state } = store;
  const context = { state, labels: labelsOf(state), paths: state.pictures.items.map(({ path }) => path) };
  const sink = await openSink(file);
  try {
    signal.throwIfAborted();
    await writeTo(results, sink, context);
  } catch (failure) {
    await sink.abort();
    throw failure;
  }
  await sink.close();
}

async function* told(results, tell) {
  let done = 0;
  for await (const item of results) {
    yield item;
    tell(++done);
  }
}
