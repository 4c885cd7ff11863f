/** Images as the server decoded them: what the model saw is what is drawn. */
import { at } from './base.js';

/**
 * Where the server has an image, as every browser draws it alike.
 * @param {string} id
 * @param {number | null} longest how many pixels its longer side should have at most, where the file cannot be drawn as it is
 */
export function urlOf(id, longest = null) {
  return at(`/api/images/${encodeURIComponent(id)}/shown${longest ? `?longest=${longest}` : ''}`);
}

/**
 * Decodes an image, upright, to the samples that its file holds: a colour profile is for eyes, no model heeds it.
 * @param {string | Blob} source its address, or the file itself
 * @returns {Promise<ImageBitmap>}
 */
export async function loadImage(source) {
  const blob = typeof source === 'string' ? await fetched(source) : source;
  return createImageBitmap(blob, { colorSpaceConversion: 'none' });
}

async function fetched(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(response.statusText);
  return response.blob();
}

/**
 * Draws an image over a whole canvas, on white: so the server draws what is transparent, too.
 * @param {CanvasRenderingContext2D} context
 * @param {CanvasImageSource} image
 * @param {{width: number, height: number}} size
 */
export function drawImage(context, image, { width, height }) {
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
}
