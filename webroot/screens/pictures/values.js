/** The numbers of many maps: the large ones wait outside of the tab's memory until somebody looks at them. */

/** More than the cells of a layer; maps of pixels have more. */
const MOST_VALUES_AT_HAND = 4096;

/**
 * An explanation to keep: what is large becomes a blob, which the browser may put on disk.
 * @param {object} explanation
 */
export function kept(explanation) {
  return { ...explanation, maps: mapped(explanation.maps, keptMap) };
}

/**
 * The same with all its numbers at hand.
 * @param {object} explanation
 */
export async function whole(explanation) {
  const maps = await Promise.all([...explanation.maps].map(async ([index, map]) => [index, await wholeMap(map)]));
  return { ...explanation, maps: new Map(maps) };
}

/**
 * Numbers as bytes, little-endian on every machine.
 * @param {Float32Array} values
 */
export function bytesOf(values) {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, at) => view.setFloat32(at * 4, value, true));
  return new Uint8Array(view.buffer);
}

/**
 * The same as the interface sends them.
 * @param {Float32Array} values
 */
export function base64Of(values) {
  let text = '';
  for (const byte of bytesOf(values)) text += String.fromCharCode(byte);
  return btoa(text);
}

function keptMap(map) {
  const { values, ...rest } = map;
  return values.length > MOST_VALUES_AT_HAND ? { ...rest, blob: new Blob([values]) } : map;
}

async function wholeMap(map) {
  if (!map.blob) return map;
  const { blob, ...rest } = map;
  return { ...rest, values: new Float32Array(await blob.arrayBuffer()) };
}

function mapped(maps, change) {
  return new Map([...maps].map(([index, map]) => [index, change(map)]));
}
