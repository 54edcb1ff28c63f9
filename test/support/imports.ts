import { posix } from 'node:path';

/** Where a folder's files may reach. */
export interface ImportRule {
  /** Folders and files of ours beside the folder itself; `**` is everything. */
  readonly may: readonly string[];
  /** Packages that it leaves alone. */
  readonly not?: readonly string[];
}

/** Rules by folder or file; of several that fit, the longest applies. */
export type ImportRules = Readonly<Record<string, ImportRule>>;

/** `import … from`, `export … from`, `import '…'` and `import('…')`, over however many lines. */
const IMPORT = /\b(?:from|import)\s*\(?\s*(['"`])(?<specifier>[^'"`\n]+)\1/g;

const isWithin = (path: string, place: string): boolean =>
  place === '**' || path === place || path.startsWith(`${place}/`);

const ruleFor = (file: string, rules: ImportRules): [string, ImportRule] | undefined =>
  Object.entries(rules)
    .filter(([place]) => isWithin(file, place))
    .sort(([a], [b]) => b.length - a.length)
    .at(0);

/**
 * What `file` imports against the rules, each as `file:line what is wrong`.
 *
 * @param file path from the root of the repository, with forward slashes.
 */
export const brokenRules = (file: string, source: string, rules: ImportRules): string[] => {
  const found = ruleFor(file, rules);
  if (found === undefined) return [`${file}:1 is in a place without a rule`];
  const [place, { may, not = [] }] = found;

  const faultOf = (specifier: string): string | null => {
    if (!specifier.startsWith('.')) {
      return not.some((name) => isWithin(specifier, name)) ? `${place} leaves ${specifier} alone` : null;
    }
    const target = posix.join(posix.dirname(file), specifier);
    return [place, ...may].some((allowed) => isWithin(target, allowed)) ? null : `${place} may not import ${target}`;
  };

  return [...source.matchAll(IMPORT)].flatMap((match) => {
    const fault = faultOf(match.groups?.['specifier'] ?? '');
    if (fault === null) return [];
    const line = source.slice(0, match.index).split('\n').length;
    return [`${file}:${line} ${fault}`];
  });
};
