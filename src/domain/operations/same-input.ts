/*
 * Decides when two inputs are the same, so that nothing is paid for twice. URLs are compared in a normal form; the
 * provider gets the URL as the caller wrote it.
 */

/** Whether a query parameter is in `patterns`: names, or prefixes followed by `*`; case does not matter. */
const isNamed = (name: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const [plain, wanted] = [name.toLowerCase(), pattern.toLowerCase()];
    return wanted.endsWith('*') ? plain.startsWith(wanted.slice(0, -1)) : plain === wanted;
  });

/**
 * The normal form of a URL: host in lower case, without default port, dots in its path,
 * or fragment (which is never sent).
 *
 * @param ignored query parameters that do not identify the file, such as those of presigned URLs.
 */
export const normalUrl = (text: string, ignored: readonly string[]): string => {
  const url = new URL(text);
  url.hash = '';
  const names = [...new Set(url.searchParams.keys())].filter((name) => isNamed(name, ignored));
  for (const name of names) url.searchParams.delete(name);
  return url.href;
};

/** Fields that hold URLs end like this: uploadUrl, audioUrl, uploadUrls. */
const URL_FIELD = /urls?$/i;

/** The input with every URL in its normal form: equal for all inputs that are the same. */
export const sameInput = <Input>(input: Input, ignored: readonly string[]): Input => {
  /** A part of the input. `isUrl`: its field holds URLs. */
  const normal = (part: unknown, isUrl: boolean): unknown => {
    if (typeof part === 'string') return isUrl && URL.canParse(part) ? normalUrl(part, ignored) : part;
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map((item: unknown) => normal(item, isUrl));
    const fields: Record<string, unknown> = { ...part };
    for (const name of Object.keys(fields)) fields[name] = normal(fields[name], URL_FIELD.test(name));
    return fields;
  };
  return normal(input, false) as Input;
};

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};

/** Paths of the fields in which two inputs differ, e.g. `source.audioUrl`. */
export const differingFields = (one: unknown, other: unknown): string[] => {
  const [first, second] = [fieldsOf(one), fieldsOf(other)];
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return names.flatMap((name) => {
    const [a, b] = [first[name], second[name]];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    const isNested = Object.keys(fieldsOf(a)).length > 0 && Object.keys(fieldsOf(b)).length > 0;
    return isNested ? differingFields(a, b).map((path) => `${name}.${path}`) : [name];
  });
};
