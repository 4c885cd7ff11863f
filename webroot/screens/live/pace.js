/** How quickly pictures are explained. Pure. */

/** What lies further back says nothing about now. */
const WINDOW_MILLIS = 2000;

/**
 * Enters a picture that has been explained.
 * @param {{at: number, millis: number}[]} pace the latest ones, oldest first
 * @param {{at: number, millis: number}} picture when it was drawn, and how long after it was taken
 */
export function entered(pace, picture) {
  return [...pace.filter(({ at }) => picture.at - at < WINDOW_MILLIS), picture];
}

/**
 * Pictures a second, and the middle of the times from taking to drawing.
 * @param {{at: number, millis: number}[]} pace
 * @returns {{perSecond: number, millis: number} | null} null while there are too few
 */
export function rateOf(pace) {
  if (pace.length < 2) return null;
  const seconds = (pace.at(-1).at - pace[0].at) / 1000;
  const sorted = pace.map(({ millis }) => millis).sort((a, b) => a - b);
  return { perSecond: (pace.length - 1) / seconds, millis: sorted[sorted.length >> 1] };
}

/**
 * The size in which a picture of the camera is sent: what the model looks at, and a little more, because most models look
 * at a part that is cut from the middle.
 * @param {{width: number, height: number}} camera
 * @param {{width: number, height: number}} input of the model
 */
export function sentSize(camera, input) {
  const factor = Math.min((1.15 * Math.max(input.width, input.height)) / Math.min(camera.width, camera.height), 1);
  return { width: Math.round(camera.width * factor), height: Math.round(camera.height * factor) };
}
