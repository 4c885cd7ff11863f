/** The picture, and over it the heat and nothing else. */
import { emit, part } from '../dom.js';
import { isDrawn, pixelsOf } from '../drawn.js';
import { drawingSize } from '../heatmap.js';
import { drawImage, loadImage } from '../image.js';
import { loadPatiently } from '../reaching.js';
import { isSaliency, mapOf, partsOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root the stage
 * @param {import('../store.js').Store} store
 */
export function mountStage(root, store) {
  const picture = part('picture', root);
  const heat = part('heat-canvas', root);
  const seen = part('seen', root);

  let wanted = null;
  store.watch(['picture'], async (state) => {
    const { url, file, title } = state.picture ?? {};
    if (!url || url === wanted) return;
    wanted = url;
    try {
      const image = await (url.startsWith('blob:') ? loadImage(file) : loadPatiently(() => loadImage(url)));
      if (url === wanted) paintPicture(root, picture, image, title);
      image.close();
      if (url !== wanted) return;
      emit(root, 'painted', url);
    } catch {
      if (url !== wanted) return;
      delete root.dataset.filled;
      emit(root, 'unreadable');
    }
  });

  // A map may be here before its picture: heat never lies over another one.
  store.watch(['explanation', 'chosen', 'part', 'view', 'painted'], (state) => {
    const { explanation } = state.painted === state.picture?.url ? state : { explanation: null };
    const drawn = { ...state, explanation };
    const map = mapOf(drawn);
    root.classList.toggle('pixels', isSaliency(drawn) && !(map?.nothing && !map.partial));
    root.classList.toggle('parted', partsOf(drawn).length > 0);
    root.classList.toggle('growing', map?.partial === true && map.stoppedAt === undefined);
    paintHeat(heat, drawn);
    frame(seen, explanation);
  });
}

/**
 * Paints a picture, and says on its stage that there is one and of which proportions.
 * @param {HTMLElement} root the stage
 * @param {HTMLCanvasElement} canvas
 * @param {ImageBitmap} image
 * @param {string} title
 */
export function paintPicture(root, canvas, image, title) {
  Object.assign(canvas, drawingSize(image, 1, 2048));
  drawImage(canvas.getContext('2d'), image, canvas);
  canvas.setAttribute('aria-label', fill(STRINGS.picture.alt, { title }));
  root.style.setProperty('--ratio', String(image.width / image.height));
  root.dataset.filled = '';
}

/**
 * Copies what is on the stage.
 * @param {HTMLCanvasElement} canvas
 * @param {number} most pixels of the longer side
 */
export function copyPicture(canvas, most) {
  const picture = part('picture');
  Object.assign(canvas, drawingSize(picture, 1, most));
  drawImage(canvas.getContext('2d'), picture, canvas);
}

/** While the map of the chosen class is on its way the former one stays, so that nothing flickers. */
export function paintHeat(canvas, state) {
  if (!state.explanation) return clear(canvas);
  if (!isDrawn(state)) return;
  const { explanation } = state;
  const size = drawingSize(explanation.image, leastSize(mapOf(state) ?? partsOf(state)[0], explanation));
  // Setting a size, even the same, makes a new canvas.
  if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
  canvas.getContext('2d').putImageData(new ImageData(pixelsOf(state, size), size.width, size.height), 0, 0);
}

/** Fine enough for every value to be seen: a map of many cells may lie over a part of a small picture. */
function leastSize(map, { image, seen }) {
  const share = Math.max(seen.width / image.width, seen.height / image.height);
  return Math.max(480, Math.ceil(Math.max(map.width, map.height) / share));
}

function clear(canvas) {
  canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
}

/** Frames what the model saw where that is not the whole picture. */
export function frame(element, explanation) {
  const whole = !explanation || covers(explanation.seen, explanation.image);
  element.hidden = whole;
  if (!whole) lay(element, explanation.seen, explanation.image);
}

function covers(seen, image) {
  return seen.x <= 0 && seen.y <= 0 && seen.x + seen.width >= image.width && seen.y + seen.height >= image.height;
}

/**
 * Lays an element over a box of the picture, whatever size the picture is shown in.
 * @param {HTMLElement} element
 * @param {import('../heatmap.js').Box} box in pixels of the upright picture
 * @param {{width: number, height: number}} image
 */
export function lay(element, box, image) {
  element.style.left = `${(100 * box.x) / image.width}%`;
  element.style.top = `${(100 * box.y) / image.height}%`;
  element.style.width = `${(100 * box.width) / image.width}%`;
  element.style.height = `${(100 * box.height) / image.height}%`;
}
