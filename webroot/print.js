/** The small print: how an explanation came about, and what to know about it. Pure. */
import { count, millis, number } from './format.js';
import { textOf } from './map-text.js';
import { classCountOf, isSaliency, mapOf } from './selectors.js';
import { STRINGS, fill } from './strings.js';

/**
 * What is said of the explanation on the stage.
 * @param {object} state
 * @returns {string[]}
 */
export function printOf(state) {
  const { image, seen, timing, maps, device, looked, explains, options = {} } = state.explanation;
  const map = mapOf(state);
  const words = STRINGS.print;
  return [
    map && !map.partial && textOf({ map, image, seen }).replace(/\.$/, ''),
    ...(timing && !map?.partial ? timingOf(timing, device) : []),
    map?.partial && words[stageOf(map, state)],
    looked && fill(words.looked, { ...looked, asked: count(looked.asked), of: count(looked.of) }),
    explains === 'probability' && words.probability,
    options.seed !== undefined && fill(words.seed, { seed: String(options.seed) }),
    options.smooth && words.copies,
    maps.size > 1 && maps.size === classCountOf(state) && fill(words.allHere, { count: maps.size }),
    (seen.width < image.width || seen.height < image.height) && words.seen,
    map?.geometry.exact === false && !isSaliency(state) && words.stretched,
    isSaliency(state) && !map?.nothing && words.darkened,
    map?.completeness && !map.nothing && completenessOf(map.completeness),
  ].filter(Boolean);
}

function stageOf({ stoppedAt }, state) {
  if (stoppedAt !== undefined) return 'unfinished';
  return isSaliency(state) ? 'growingPixels' : 'growing';
}

/** What integrated gradients leave over: how far the values are from adding up. */
function completenessOf({ sum, difference, error }) {
  return fill(STRINGS.print.completeness, { sum: number(sum), difference: number(difference), error: number(error) });
}

function timingOf({ queueMillis = 0, decodeMillis, forwardMillis, mapMillis }, device) {
  const total = queueMillis + decodeMillis + forwardMillis + mapMillis;
  const timing = fill(STRINGS.print.timing, {
    total: millis(total),
    device: device.toUpperCase(),
    decode: millis(decodeMillis),
    forward: millis(forwardMillis),
    map: millis(mapMillis),
  });
  return queueMillis < 1 ? [timing] : [timing, fill(STRINGS.print.queued, { queue: millis(queueMillis) })];
}
