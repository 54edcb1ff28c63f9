/** An integer as JSON spells it. */
const INTEGER = /^-?\d+$/;

/**
 * A number keeps its value, or its digits as text where a number cannot hold them: an id of seventeen digits must not
 * become another id. `context` comes from the runtime (ECMAScript, "JSON.parse source text access").
 */
const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown => {
  const source = context?.source;
  const isLost = typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined;
  return isLost && INTEGER.test(source) ? source : value;
};

/** Digits that may make a number that is not kept as it is spelt: the safe integers have sixteen at most. */
const MANY_DIGITS = /\d{16}/;

/** The value of a JSON text; undefined for a text that is no JSON. */
export const parseJson = (text: string): unknown => {
  try {
    // Most texts have no such number, and are parsed in a third of the time without a look at each value.
    return MANY_DIGITS.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
  } catch {
    return undefined;
  }
};
