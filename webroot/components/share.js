/** The dialog that makes a link to what is on the stage. */
import { at } from '../base.js';
import { part } from '../dom.js';
import { isDrawn } from '../drawn.js';
import { deleteLink, isLinked, makeLink, mayDelete } from '../links.js';
import { predictionOf } from '../selectors.js';
import { STRINGS, fill } from '../strings.js';

/**
 * @param {HTMLElement} root the page's body
 * @param {import('../store.js').Store} store
 * @param {string | undefined} first id of the picture that is shown to whoever asks for none
 */
export function mountShare(root, store, first) {
  const dialog = part('share', root);
  const button = part('share-open', root);
  let link = null;

  button.addEventListener('click', async () => {
    dialog.showModal();
    tell(dialog, STRINGS.share.making, null);
    const { state } = store;
    try {
      link = isLinked(state) ? { id: state.link.id, path: at(`/s/${state.link.id}`) } : await makeLink(state, first);
      tell(dialog, STRINGS.share.made, { ...link, label: predictionOf(state)?.label ?? '' });
    } catch (problem) {
      tell(dialog, problem.message, null);
    }
  });
  part('share-close', dialog).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  copies(dialog, 'share-copy', 'share-link');
  copies(dialog, 'share-copy-embed', 'share-embed');
  part('share-delete', dialog).addEventListener('click', async () => {
    try {
      await deleteLink(link.id);
      tell(dialog, STRINGS.share.deleted, null);
    } catch (problem) {
      say(dialog, problem.message);
    }
  });
  store.watch(['explanation', 'chosen', 'status'], (state) => {
    button.disabled = !isDrawn(state) || state.status !== 'ready';
  });
}

/** @param {{id: string, path: string, label: string} | null} link null: there is none to show */
function tell(dialog, text, link) {
  say(dialog, text);
  part('share-ways', dialog).hidden = link === null;
  if (link === null) return;
  const address = new URL(link.path, location.href).href;
  part('share-link', dialog).value = address;
  part('share-embed', dialog).value = embedOf(address, link.label);
  part('share-report', dialog).href = `${link.path}/report`;
  part('share-delete', dialog).hidden = !mayDelete(link.id);
  part('share-link', dialog).select();
}

function say(dialog, text) {
  part('share-state', dialog).textContent = text;
}

/** Markup that any page may hold: what stands within quotes is escaped. */
function embedOf(address, label) {
  const title = fill(STRINGS.share.embedTitle, { label }).replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<iframe src="${address}/embed" title="${title}" width="640" height="560" style="border:0" loading="lazy"></iframe>`;
}

/** Pages without a secure connection may not copy by themselves: then the text stands selected. */
function copies(dialog, button, field) {
  part(button, dialog).addEventListener('click', async () => {
    const input = part(field, dialog);
    input.select();
    try {
      await navigator.clipboard.writeText(input.value);
      say(dialog, STRINGS.share.copied);
    } catch {
      say(dialog, STRINGS.share.notCopied);
    }
  });
}
