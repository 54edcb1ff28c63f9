import { readFileSync } from 'node:fs';
import { z } from 'zod';

const file = z.record(z.string(), z.string());

/** Documents by hash, from the JSON file at a path, as codegen writes it. */
export const trustedDocuments = z.string().transform((path, context): ReadonlyMap<string, string> => {
  try {
    return new Map(Object.entries(file.parse(JSON.parse(readFileSync(path, 'utf8')))));
  } catch (error) {
    // Only the error's code: its message repeats the path, or parts of the file.
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    context.addIssue({ code: 'custom', message: `must be the path of a JSON file of hash → document${code}` });
    return z.NEVER;
  }
});
