/** A whole number above zero from the environment. @throws when it says anything else: a typo must not test nothing. */
export const wholeNumber = (name: string, otherwise: number): number => {
  const value = process.env[name];
  if (value === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(value)) throw new Error(`${name} must be a whole number above zero.`);
  return Number(value);
};

/** What makes random tests repeatable: SEED, or one that is made up. */
export const seedOfToday = (): number => wholeNumber('SEED', 1 + Math.floor(Math.random() * (2 ** 31 - 1)));
