/**
 * Paths that the provider has and this mock does not imitate, by what they are for. A call to one of them is no typo,
 * and the journal says so. Source: provider.md, 1.3 and 6.
 */
const NOT_IMITATED: readonly (readonly [RegExp, string])[] = [
  [/^\/api\/v1\/suno\/recovery/, 'link recovery'],
  [/^\/api\/v1\/voice\//, 'voices'],
];

/** What a path of the provider's is for, where the mock does not imitate it; null for any other path. */
export const notImitated = (path: string): string | null =>
  NOT_IMITATED.find(([pattern]) => pattern.test(path))?.[1] ?? null;
