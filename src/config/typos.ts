/** Whether one letter makes the difference: inserted, deleted, replaced, or swapped with its neighbour. */
const isNear = (a: string, b: string): boolean => {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const inA = a.slice(start, a.length - end);
  const inB = b.slice(start, b.length - end);
  return Math.max(inA.length, inB.length) <= 1 || (inA.length === 2 && inB === `${inA[1]}${inA[0]}`);
};

const bare = (name: string): string => name.replace(/^STEMGATE_/, '').replaceAll('_', '');

/** Shorter names are not compared: unrelated names are near to them, as `SORT` is to `PORT`. */
const MIN_LENGTH = 5;

/** The names in an environment that look like misspelt settings, each with the setting that was probably meant. */
export const findTypos = (names: readonly string[], known: readonly string[]): { name: string; meant: string }[] => {
  const settings = known.map((setting) => ({ setting, bareSetting: bare(setting) }));
  return names
    .filter((name) => !known.includes(name))
    .flatMap((name) => {
      const bareName = bare(name);
      const meant = settings.find(
        ({ setting, bareSetting }) =>
          bareName === bareSetting || (setting.length >= MIN_LENGTH && isNear(bareName, bareSetting)),
      );
      return meant === undefined ? [] : [{ name, meant: meant.setting }];
    });
};
