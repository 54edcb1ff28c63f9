/*
 * PostgreSQL's text cannot hold the character NUL, nor half of a surrogate pair. Both may come in what callers name
 * (viewers, keys) and in what the provider says, so they are escaped. Two texts that differ are stored differently.
 */

const UNSTORABLE = /[\\\0]|\p{Surrogate}/gu;
const ESCAPED = /\\u([0-9a-f]{4})/g;

const escapeCharacter = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text as it is stored. */
export const toStorable = (text: string): string => text.replace(UNSTORABLE, escapeCharacter);

/** The text that `toStorable` has written. */
export const fromStorable = (stored: string): string =>
  stored.replace(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** The same for a text that may be missing. */
export const toStorableOrNull = (text: string | null): string | null => (text === null ? null : toStorable(text));
