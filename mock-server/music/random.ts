/** Random numbers that can be repeated: the same seed draws the same numbers on every machine and in every run. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  chance(probability: number): boolean;
  /** An independent source for one concern, so that drawing more in one place does not change another. */
  fork(label: string): Random;
}

/** A source of repeatable numbers for a seed: `sfc32`, started from four hashes of the text. */
export function createRandom(seed: string): Random {
  let [a, b, c, counter] = hashes(seed);

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  // The first numbers still resemble the hashes; similar seeds part ways after a few rounds.
  for (let round = 0; round < 12; round++) next();

  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    chance: (probability) => next() < probability,
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

function hashes(text: string): [number, number, number, number] {
  return [fnv1a(text, 0x811c9dc5), fnv1a(text, 0x9e3779b9), fnv1a(text, 0x85ebca6b), fnv1a(text, 0xc2b2ae35)];
}

function fnv1a(text: string, start: number): number {
  let hash = start;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash ^ (hash >>> 15);
}
