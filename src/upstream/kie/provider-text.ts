/** As much as anybody reads; the provider knows no bound. */
const MAX_CHARACTERS = 500;

/** As long as what makes a callback URL unguessable (domain/tasks/callbacks/callback-tokens.ts); nothing to read is. */
const TOKEN = /[\w-]{64,}/g;

const REDACTED = '[redacted]';

/**
 * Makes the provider's own words fit to be shown and stored. They may repeat what we sent: the callback URL, whose
 * token speaks for the provider, or the key.
 */
export const createProviderTextRedactor =
  (secrets: readonly string[]) =>
  (words: string): string => {
    const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), words.replace(TOKEN, REDACTED));
    return clean.length <= MAX_CHARACTERS ? clean : `${clean.slice(0, MAX_CHARACTERS - 1)}…`.toWellFormed();
  };
