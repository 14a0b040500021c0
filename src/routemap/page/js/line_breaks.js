// Where a name on the map breaks into two lines.

const SHORT = 10; // letters: a longer name of several words takes two lines
const LEAST = 3; // letters of its second line

/**
 * Break before a bracket, else at the space that leaves the lines most alike.
 *
 * @param {string} text
 */
export function linesOf(text) {
  const bracket = text.indexOf("(");
  if (bracket > 0) return [text.slice(0, bracket).trim(), text.slice(bracket)];
  const spaces = [...text.slice(0, -LEAST).matchAll(/ /g)].map(({ index }) => index);
  if (text.length <= SHORT || !spaces.length) return [text];
  /** @param {number} at */
  const aside = (at) => Math.abs(text.length / 2 - at);
  const at = spaces.reduce((best, space) => (aside(space) < aside(best) ? space : best));
  return [text.slice(0, at), text.slice(at + 1)];
}
