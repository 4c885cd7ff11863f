/** Names of files: which are pictures, and what they may be called in a zip. Pure. */
import { STRINGS, fill } from '../../strings.js';
import { bytes } from '../../format.js';

/** As much as the server takes of one picture. */
export const MOST_BYTES = 20 * 1024 * 1024;

const TYPES = { jpg: 'image/jpeg', jpeg: 'image/jpeg', jpe: 'image/jpeg', jfif: 'image/jpeg', png: 'image/png', webp: 'image/webp', gif: 'image/gif', bmp: 'image/bmp', tif: 'image/tiff', tiff: 'image/tiff' };
const KNOWN = new Set([...Object.values(TYPES), 'image/x-ms-bmp', 'image/x-png', 'image/pjpeg']);

/** Names that some systems keep for themselves. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

function endOf(path) {
  return path.split('.').at(-1).toLowerCase();
}

/** Whether a file is a table. */
export function isTable({ path }) {
  return /\.(csv|tsv)$/i.test(path);
}

/**
 * Why a file is not sent as a picture; null where it is.
 * @param {{path: string, file: {type: string, size: number}}} brought
 * @returns {string | null}
 */
export function refusalOf({ path, file }) {
  const words = STRINGS.pictures.skipped;
  const type = file.type || TYPES[endOf(path)] || '';
  if (path.split('/').at(-1).startsWith('.')) return words.hidden;
  if (!KNOWN.has(type)) return fill(words.type, { type: type || STRINGS.picture.unknownType });
  if (file.size === 0) return words.empty;
  return file.size > MOST_BYTES ? fill(words.large, { size: bytes(file.size) }) : null;
}

/**
 * Names under which pictures can be unpacked everywhere, each its own, with folders kept and another end.
 * @param {string[]} paths
 * @param {string} end such as "png"
 */
export function safeNames(paths, end) {
  const taken = new Set();
  return paths.map((path) => {
    const stem = path.replace(/\.[^./]+$/, '').split('/').map(safe).join('/');
    let name = `${stem}.${end}`;
    for (let more = 2; taken.has(name.toLowerCase()); more++) name = `${stem}-${more}.${end}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

function safe(step) {
  const clean = step.replace(/[\\:*?"<>|\u0000-\u001f\u007f]/g, '-').replace(/[. ]+$/, '').slice(0, 120);
  return clean === '' || RESERVED.test(clean) ? `_${clean}` : clean;
}
