/** A map with its numbers, for the tests. */
export function mapOfValues(height, width, values, geometry) {
  return {
    index: 0,
    label: 'dog',
    height,
    width,
    min: Math.min(...values),
    max: Math.max(...values),
    values: Float32Array.from(values),
    geometry: { x: 50, y: 50, stepX: 100, stepY: 100, exact: true, ...geometry },
  };
}

/** A table whose entry n is the number n, so that pixels say which entry they took. */
export function countingTable(size) {
  return Uint32Array.from({ length: size }, (_, entry) => entry);
}

/** The pixels as numbers again. */
export function words(pixels) {
  return new Uint32Array(pixels.buffer);
}
