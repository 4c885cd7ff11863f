/** What is looked for among many pictures, as fields of an address, and back. The pictures themselves fit into none. Pure. */
import { SORTS, DEFAULT_VIEW } from './arrange.js';

/**
 * What an address asks for; what cannot be is left out.
 * @param {string} query
 */
export function fromFields(query) {
  const fields = new URLSearchParams(query);
  const sort = SORTS.includes(fields.get('sort')) ? fields.get('sort') : DEFAULT_VIEW.sort;
  const text = (name) => fields.get(name) ?? '';
  return {
    of: fields.get('map-of') || null,
    view: {
      sort,
      predicted: text('predicted'),
      truth: text('true'),
      wrong: fields.get('wrong') === 'only',
      find: text('find'),
      heat: fields.get('heat') !== 'off',
    },
  };
}

/**
 * The fields that lead back; none for what is usual.
 * @param {{of: string | null, view: typeof DEFAULT_VIEW}} pictures
 * @returns {[string, string][]}
 */
export function toFields({ of, view }) {
  const all = [
    ['map-of', of ?? '', ''],
    ['sort', view.sort, DEFAULT_VIEW.sort],
    ['predicted', view.predicted, ''],
    ['true', view.truth, ''],
    ['wrong', view.wrong ? 'only' : '', ''],
    ['find', view.find, ''],
    ['heat', view.heat ? '' : 'off', ''],
  ];
  return all.filter(([, value, usual]) => value !== usual).map(([name, value]) => [name, value]);
}
