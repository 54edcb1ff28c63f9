/** Damerau-Levenshtein distance: letters inserted, deleted, replaced, or swapped with their neighbour. */
const distance = (a: string, b: string): number => {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i || j));
  const at = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 0; i <= a.length; i += 1) {
    for (let j = 0; j <= b.length; j += 1) {
      const row = rows[i];
      if (!row) continue;
      if (i === 0 || j === 0) {
        row[j] = i + j;
        continue;
      }
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(at(i, j), at(i - 2, j - 2) + 1);
    }
  }
  return at(a.length, b.length);
};

/** Whether one letter makes the difference. Most pairs differ in length by more, and are not compared letter by letter. */
const isNear = (a: string, b: string): boolean => Math.abs(a.length - b.length) <= 1 && distance(a, b) <= 1;

const bare = (name: string): string => name.replace(/^STEMGATE_/, '').replaceAll('_', '');

/** Shorter names are not compared: unrelated names are near to them, as `SORT` is to `PORT`. */
const MIN_LENGTH = 5;

/** The names in an environment that look like misspelt settings, each with the setting that was probably meant. */
export const findTypos = (names: readonly string[], known: readonly string[]): { name: string; meant: string }[] =>
  names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const meant = known.find((candidate) => {
        if (bare(name) === bare(candidate)) return true;
        return candidate.length >= MIN_LENGTH && isNear(bare(name), bare(candidate));
      });
      return meant === undefined ? [] : [{ name, meant }];
    });
