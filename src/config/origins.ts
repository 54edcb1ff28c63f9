import { list } from './readers.ts';

/** Of an app's own scheme, e.g. `tauri://localhost`. The URL parser gives these schemes no origin to compare with. */
const APP_ORIGIN = /^(?!https?:)[a-z][a-z\d+.-]*:\/\/[^\s/?#@]*$/;

/** Whether a text is an origin letter for letter as a browser spells it in the `Origin` header. */
const isOrigin = (text: string): boolean =>
  // What pages without an origin send: sandboxed frames, files.
  text === 'null' || APP_ORIGIN.test(text) || (URL.canParse(text) && new URL(text).origin === text);

/** Comma-separated origins, e.g. `https://app.example.com,http://localhost:3000,tauri://localhost`. */
export const origins = list.refine(
  (items) => items.every(isOrigin),
  'must be origins as browsers spell them (scheme, host and port only, or the word null), separated by commas',
);

/** Whether an origin is written as a pattern. Origins are compared as they are, so a pattern never matches. */
export const isPattern = (origin: string): boolean => origin.includes('*');
