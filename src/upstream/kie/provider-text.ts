/** The longest text that is shown, in characters; the provider sets no bound. */
const MAX_CHARACTERS = 500;

/** A word as long as a callback token (domain/tasks/callbacks/callback-tokens.ts). No readable word is so long. */
const TOKEN = /[\w-]{64,}/g;

/** A URL within text, as far as its host. What follows may hold a signature, or a credential in the path. */
const URL_IN_TEXT = /(\bhttps?:\/\/[^\s/?#"'<>]+)[/?#][^\s"'<>]*/gi;

/** Whether a part of a URL may be a secret. Plain words and file names are not. */
const isLikeSecret = (part: string): boolean =>
  part.length >= 20 || (part.length >= 8 && /[^a-z._-]/i.test(part) && !/^[\w .()-]+\.[a-z]\w{1,4}$/i.test(part));

const REDACTED = '[redacted]';

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that starts no escape sequence: the text is not encoded.
    return text;
  }
};

const stringsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
};

/** The parts of an input's URLs after their hosts: segments of paths, and values of queries. */
const secretsOf = (input: unknown): string[] => {
  const urls = stringsIn(input).filter((text) => /^https?:\/\//i.test(text) && URL.canParse(text));
  const parts = urls.flatMap((text) => {
    const { pathname, search, hash } = new URL(text);
    return [...pathname.split('/'), ...search.slice(1).split(/[&=]/), hash.slice(1)];
  });
  const spellings = parts.flatMap((part) => [part, decoded(part)]).filter(isLikeSecret);
  // The longer ones first: one may be part of another.
  return [...new Set(spellings)].sort((one, other) => other.length - one.length);
};

/** Removes secrets from a text of the provider, so that it can be shown, stored and logged. */
export type RedactProviderText = (text: string, input?: unknown) => string;

/**
 * The provider's text may repeat secrets that it was sent: the callback URL with its token, the operator's key, and the
 * caller's URLs, which may hold signatures and credentials. All of them are removed.
 */
export const createProviderTextRedactor =
  (secrets: readonly string[]): RedactProviderText =>
  (text, input) => {
    const known = [...secrets, ...secretsOf(input)];
    const plain = text.toWellFormed().replaceAll('\0', '');
    const cut = plain.replace(URL_IN_TEXT, '$1/…').replace(TOKEN, REDACTED);
    const clean = known.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), cut);
    return clean.length <= MAX_CHARACTERS ? clean : `${clean.slice(0, MAX_CHARACTERS - 1)}…`.toWellFormed();
  };
