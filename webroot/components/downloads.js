/** What is on the stage, to take away: the overlay as PNG, the numbers as JSON. */
import { emit, loadPicture, part, saveAs } from '../dom.js';
import { fileName, paintOverlay, toJson } from '../export.js';
import { drawnMethodOf, isSaliency, mapOf, predictionOf, scaleFor, viewOf } from '../selectors.js';

/**
 * @param {HTMLElement} root
 * @param {import('../store.js').Store} store
 */
export function mountDownloads(root, store) {
  const png = part('download-png', root);
  const json = part('download-json', root);
  png.addEventListener('click', () => savePng(store.state).catch((error) => emit(root, 'failed', error)));
  json.addEventListener('click', () => saveJson(store.state));
  store.watch(['explanation', 'chosen'], (state) => {
    png.disabled = json.disabled = !mapOf(state);
  });
}

async function savePng(state) {
  const image = await loadPicture(state.picture.url);
  const canvas = paintOverlay({
    image,
    explanation: state.explanation,
    map: mapOf(state),
    prediction: predictionOf(state),
    method: drawnMethodOf(state)?.title ?? state.explanation.method,
    pixels: isSaliency(state),
    view: viewOf(state),
    scale: scaleFor(state),
  });
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  saveAs(blob, fileName(state.explanation, mapOf(state), 'png'));
}

function saveJson(state) {
  const text = JSON.stringify(toJson(state.explanation, mapOf(state)), null, 2);
  saveAs(new Blob([text], { type: 'application/json' }), fileName(state.explanation, mapOf(state), 'json'));
}
