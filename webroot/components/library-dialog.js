/** Everything that adding and correcting models takes: it comes when somebody first wants it. */
import { LibraryApi } from '../library-api.js';
import { Library } from '../library.js';
import { mountAddModel } from './add-model.js';
import { mountLibrary } from './library.js';
import { mountRemoval } from './removal.js';
import { mountTrialBoard } from './trial-board.js';

/**
 * @param {HTMLDialogElement} root
 * @param {import('../store.js').Store} store
 * @param {() => Promise<void>} learn asks for the list of models again
 */
export function mountLibraryDialog(root, store, learn) {
  mountLibrary(root, store);
  mountAddModel(root, store);
  mountTrialBoard(root, store);
  mountRemoval(root, store);
  return new Library(store, new LibraryApi(), learn);
}
