/** Addresses of the server, which a reverse proxy may serve under a path of its own, such as `/regard/`. */

/** Empty, or as `/regard`. */
const BASE = globalThis.document?.documentElement?.dataset?.base ?? '';

/**
 * The address of a path of this server.
 * @param {string} path such as `/api/models`
 */
export function at(path) {
  return BASE + path;
}

/** The path of the page that is shown, as the server knows it. */
export function pathHere() {
  return location.pathname.slice(BASE.length) || '/';
}

/**
 * The address of a WebSocket of this server.
 * @param {string} path such as `/api/live`
 */
export function socketAt(path) {
  return location.origin.replace(/^http/, 'ws') + at(path);
}
