/** The images of the screen, to be drawn. */
import { postImage } from '../../api.js';
import { loadImage, urlOf } from '../../image.js';

/**
 * What an image is drawn from: its file, until the server says that browsers decode it differently.
 * @param {{file: File, explanation: object | null}} item
 */
export function sourceOf({ file, explanation }) {
  return explanation?.image.redrawn ? explanation.image.id : file;
}

/**
 * An image as the server decoded it.
 * @param {{file: File, explanation: object | null}} item
 * @param {number | null} longest see `urlOf`
 * @returns {Promise<ImageBitmap>}
 */
export async function imageOf(item, longest = null) {
  const source = sourceOf(item);
  if (source === item.file) return loadImage(source);
  const url = urlOf(source, longest);
  // A server that was started anew has forgotten the image.
  return loadImage(url).catch(() => postImage(item.file, () => {}).then(() => loadImage(url)));
}
