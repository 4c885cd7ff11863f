/** Lines of JSON out of a stream of text. Pure. */

/** Takes text in any pieces and gives back what is whole. */
export class Lines {
  #rest = '';

  /**
   * @param {string} text
   * @returns {object[]} what the lines that are whole now say
   */
  take(text) {
    const pieces = (this.#rest + text).split('\n');
    this.#rest = pieces.pop();
    return pieces.filter((piece) => piece !== '').map((piece) => JSON.parse(piece));
  }
}
