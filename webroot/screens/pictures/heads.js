/** What the columns of a table hold, as far as their heads tell. Pure. */

/** Heads of columns that name files, the surest first; an id or a name may be that of anything. */
const FILES = [
  /^((file|image|img|picture|photo)s?|rel(ative)?|abs(olute)?|full|f)?path$/,
  /^(image|img|picture|photo)?file(names?|s)?$/,
  /^(f|image|img|picture|photo)names?$/,
  /^(image|img|picture|photo)s?$/,
  /^(fichier|nom(du)?fichier|chemin)$/,
  /^name$/,
  /^(image|img|picture|photo|file)id$/,
  /^id$/,
];

const WORDS = '(name|text|label|class|category)?s?';
/** Heads of columns that hold the truth, whatever else the table holds. */
const TRUTHS = new RegExp(`^(true|truth|ground_?truth|gt|y_?true|actual|expected|target)${WORDS}$|^(vérité|vraieclasse)$`);
/** Heads of columns that name classes, which are true where no other column is. */
const LABELS = new RegExp(`^(label|class|category)${WORDS}$|^(categories|classes|classe|catégorie|étiquette)$`);
/** Heads of columns that say the place of a class in a list. */
const NUMBERS = new RegExp(`^(true|truth|groundtruth|gt|ytrue|actual|expected|target|label|class|category)${WORDS}(index|idx|id|number|num|no|code)$`);

/** What a model said is never the truth. */
const PREDICTED = /\b(pred(icted|ictions?|s)?|y ?pred|y ?hat|scores?|probs?|probabilit(y|ies)|conf(idence)?|logits?|top ?\d+|rank|loss|outputs?)\b|^pr[eé]d/;

/**
 * The columns that may name files, the surest first.
 * @param {string[]} heads
 * @returns {number[]}
 */
export function fileColumns(heads) {
  return FILES.flatMap((pattern) => columnsOf(heads, pattern));
}

/**
 * The columns that may hold the truth, in groups of equal standing, the surest first; none is empty.
 * @param {string[]} heads
 * @returns {number[][]}
 */
export function truthColumns(heads) {
  return [TRUTHS, LABELS, NUMBERS].map((pattern) => columnsOf(heads, pattern)).filter((columns) => columns.length > 0);
}

/** Whether a column says the places of classes, not their names, though these may be numbers, too. */
export function isPlace(head) {
  return /\b(index|idx)$/.test(wordsOf(head));
}

/** Whether a column holds what a model said. */
export function isPredicted(head) {
  return PREDICTED.test(wordsOf(head));
}

function columnsOf(heads, pattern) {
  return heads.flatMap((head, column) => (pattern.test(wordsOf(head).replaceAll(' ', '')) && !isPredicted(head) ? [column] : []));
}

/** `ImageID`, `image_id` and `image id` are the same head. */
function wordsOf(head) {
  return head.normalize('NFC').replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
