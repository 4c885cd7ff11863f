/** From the state to the pixels that lie over the picture: a map's heat, or parts. Pure. */
import { colourTable } from './colormaps.js';
import { drawHeat } from './heatmap.js';
import { drawParts } from './parts.js';
import { mapOf, partsOf, scaleFor, viewOf } from './selectors.js';

/** Whether there is something to draw, be it parts or the map of the chosen class. */
export function isDrawn(state) {
  return partsOf(state).length > 0 || mapOf(state) !== null;
}

/**
 * The pixels of what is on the stage.
 * @param {object} state of which {@link isDrawn} is true
 * @param {{width: number, height: number}} size
 * @returns {ImageData['data']}
 */
export function pixelsOf(state, size) {
  const { image, seen } = state.explanation;
  const { colormap, opacity, smooth } = viewOf(state);
  const where = { picture: image, seen, size, smooth };
  const parts = partsOf(state);
  if (parts.length > 0) return drawParts({ ...where, parts, only: state.part, opacity });
  return drawHeat({ ...where, map: mapOf(state), scale: scaleFor(state), table: colourTable(colormap, opacity) });
}
