/**
 * Colour maps as tables: 1025 colours, so that the middle of a signed scale falls exactly on one of them.
 *
 * A ramp is 33 colours, evenly spaced, from least to most; between them the table interpolates, which stays within one
 * step of the originals (viridis and inferno: Smith and van der Walt, CC0; turbo: Mikhailov; signed: ColorBrewer's RdBu).
 */

const RAMPS = {
  turbo:
    '23171b3e2a71493eae4a53d74569ee3c7ff83295f72ba9ef26bce125cdcf29dcbc32e9a73ff39350f98065fd6e7cfd5e95fb51' +
    'adf545c5ec3cdae034ecd12efac029ffad24ff9821ff821dfd6c1af05616df4111cb2f0db61f07a31302950c00900c00',
  inferno:
    '0000040403120b0724150b37210c4a2f0a5b3d09654a0c6b57106e64156e71196e7d1e6d8a226a972766a32c61b0315bbc3754' +
    'c73e4cd24644db503be45a31eb6628f1731df68013f98e09fb9d07fcac11fbbc21f9cb35f5db4cf2ea69f3f68afcffa4',
  viridis:
    '440154470d6048186a482374472d7b4537814240863e49893b528b375b8d33638d2f6b8e2c728e297a8e26828e23898e21918c' +
    '1f988b1fa08822a78528ae8032b67a3fbc734ec36b5ec96270cf5784d44b98d83eaddc30c2df23d8e219ece51bfde725',
  grey: '000000ffffff',
  signed:
    '0530610e417817518e2061a02a71ae367fb8448ec1569dc86bacd082bad898c7dfadd2e5bfdcebd0e4efdeebf2e9eff2f2efee' +
    'f7ece5fae4d8fbd9c7faccb4f7bca0f3aa8cec977ae48268db6d59d1574bc6413fb82d35a81d2d9411277e082367001f',
};

/** Entries of a table. Odd, so that there is a middle one. */
export const TABLE_SIZE = 1025;

/** Names of the colour maps, in the order they are offered. */
export const COLORMAPS = Object.keys(RAMPS);

/**
 * Whether a colour map shows negative values too, with zero in its middle.
 * @param {string} name
 */
export function isSigned(name) {
  return name === 'signed';
}

/**
 * The colour at a place of the ramp.
 * @param {string} name of the colour map
 * @param {number} place from 0 to 1
 * @returns {[number, number, number]} red, green and blue, 0 to 255
 */
export function colourAt(name, place) {
  const stops = RAMPS[name].length / 6;
  const at = Math.min(Math.max(place, 0), 1) * (stops - 1);
  const below = Math.min(Math.floor(at), stops - 2);
  const from = stop(name, below);
  const to = stop(name, below + 1);
  return from.map((start, channel) => Math.round(start + (to[channel] - start) * (at - below)));
}

/**
 * How strongly a place of the ramp covers the picture, before opacity: in proportion to the value, so that the picture
 * stays visible where there is no evidence.
 * @param {string} name of the colour map
 * @param {number} place from 0 to 1
 */
export function coverAt(name, place) {
  return isSigned(name) ? Math.abs(place * 2 - 1) : place;
}

/**
 * A table from place to pixel, for filling `ImageData` through a 32-bit view.
 * @param {string} name of the colour map
 * @param {number} opacity of the strongest value, 0 to 1
 * @returns {Uint32Array} with {@link TABLE_SIZE} entries
 */
export function colourTable(name, opacity) {
  // Written as bytes and read as words: right on machines of either byte order.
  const bytes = new Uint8ClampedArray(TABLE_SIZE * 4);
  for (let entry = 0; entry < TABLE_SIZE; entry++) {
    const place = entry / (TABLE_SIZE - 1);
    bytes.set([...colourAt(name, place), Math.round(255 * opacity * coverAt(name, place))], entry * 4);
  }
  return new Uint32Array(bytes.buffer);
}

function stop(name, index) {
  const colour = parseInt(RAMPS[name].slice(index * 6, index * 6 + 6), 16);
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}
