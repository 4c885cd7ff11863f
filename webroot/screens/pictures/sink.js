/** Where a long export goes: straight into a file where the browser can, else into pieces that it may keep on disk. */
import { saveAs } from '../../dom.js';

/** Pieces are handed to the browser when they are this large together. */
const PIECE_BYTES = 16 << 20;

/**
 * @typedef {{write: (part: Blob | Uint8Array | string) => Promise<void>, close: () => Promise<void>, abort: () => Promise<void>}} Sink
 */

/**
 * Opens a file to write to. Throws an AbortError where somebody thinks better of it.
 * @param {string} name
 * @returns {Promise<Sink>}
 */
export async function openSink(name) {
  if (!globalThis.showSaveFilePicker) return pieces(name);
  const handle = await globalThis.showSaveFilePicker({ suggestedName: name });
  const file = await handle.createWritable();
  return { write: (part) => file.write(part), close: () => file.close(), abort: () => file.abort() };
}

function pieces(name) {
  let whole = [];
  let parts = [];
  let size = 0;
  const gather = () => {
    whole = [new Blob([...whole, ...parts])];
    parts = [];
    size = 0;
  };
  return {
    write: async (part) => {
      parts.push(part);
      size += part.size ?? part.length;
      if (size > PIECE_BYTES) gather();
    },
    close: async () => {
      gather();
      saveAs(whole[0], name);
    },
    abort: async () => {
      whole = parts = [];
    },
  };
}
