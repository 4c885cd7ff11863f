/** Waiting for a server that does not answer, until it does. The window hears of it, for the one sign in the header. */
import { Unreachable } from './api.js';
import { at } from './base.js';

const FIRST_DELAY_MILLIS = 400;
const MAX_DELAY_MILLIS = 4000;

/** So often a request may break off while the server answers others: after that it is the request that fails. */
const MAX_FAILURES = 3;

/** How many wait just now. */
let waiting = 0;

/**
 * Asks again whenever the server could not be reached, as soon as it can be.
 * @template T
 * @param {() => Promise<T>} ask
 * @param {AbortSignal} [signal] ends the waiting
 * @returns {Promise<T>}
 */
export async function patiently(ask, signal) {
  for (let failures = 1; ; failures++) {
    try {
      return await ask();
    } catch (failure) {
      if (!(failure instanceof Unreachable) || (failures >= MAX_FAILURES && (await isReachable()))) throw failure;
      await untilReachable(signal);
    }
  }
}

/**
 * Waits until the server answers.
 * @param {AbortSignal} [signal] ends the waiting, by its reason
 */
export async function untilReachable(signal) {
  tell(1);
  try {
    for (let delay = FIRST_DELAY_MILLIS; ; delay = Math.min(2 * delay, MAX_DELAY_MILLIS)) {
      await pause(delay, signal);
      if (await isReachable()) return;
    }
  } finally {
    tell(-1);
  }
}

/**
 * Loads what lies on the server: that it cannot be fetched does not mean that it cannot be read.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export async function loadPatiently(load) {
  for (;;) {
    try {
      return await load();
    } catch (failure) {
      if (await isReachable()) throw failure;
      await untilReachable();
    }
  }
}

/** Ends early, by the signal's reason, where nobody waits any more. */
export function pause(millis, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', end);
      resolve();
    }, millis);
    signal?.addEventListener('abort', end, { once: true });
  });
}

function isReachable() {
  return fetch(at('/health/live'), { cache: 'no-store' }).then(({ ok }) => ok, () => false);
}

function tell(more) {
  waiting += more;
  globalThis.dispatchEvent?.(new CustomEvent('unreachable', { detail: waiting > 0 }));
}
