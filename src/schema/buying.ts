/*
 * What the mutations have in common that buy something.
 */

/** Marks the fields that cost credits, for those who count the purchases of an operation. */
export const BUYS = { buys: true };

/** The field by which a client may repeat a purchase safely. */
export const IDEMPOTENCY_KEY = {
  description: '1 to 255 characters. The same key with the same input is the same task; with other input, an error.',
};
