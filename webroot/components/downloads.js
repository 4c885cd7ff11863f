/** What is on the stage, to take away: the overlay as PNG, the numbers as JSON. */
import { emit, part, saveAs } from '../dom.js';
import { isDrawn } from '../drawn.js';
import { loadImage } from '../image.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountDownloads(root, store) {
  const png = part('download-png', root);
  const json = part('download-json', root);
  png.addEventListener('click', () => savePng(store.state).catch((error) => emit(root, 'failed', error)));
  json.addEventListener('click', () => saveJson(store.state).catch((error) => emit(root, 'failed', error)));
  store.watch(['explanation', 'chosen'], (state) => {
    png.disabled = json.disabled = !isDrawn(state);
  });
}

/** Loads the code that writes files, when it is first wanted. */
function writing() {
  return import('../export.js');
}

async function savePng(state) {
  const { fileName, paintOverlay } = await writing();
  const { url, file } = state.picture;
  const image = await loadImage(url.startsWith('blob:') ? file : url);
  const canvas = paintOverlay(image, state);
  image.close();
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  saveAs(blob, fileName(state, 'png'));
}

async function saveJson(state) {
  const { fileName, toJson } = await writing();
  saveAs(new Blob([JSON.stringify(toJson(state), null, 2)], { type: 'application/json' }), fileName(state, 'json'));
}
