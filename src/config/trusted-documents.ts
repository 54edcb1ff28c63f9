import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The persisted query manifest of Apollo's clients for the web, iOS and Kotlin. */
const apolloManifest = z
  .object({
    format: z.literal('apollo-persisted-query-manifest'),
    version: z.literal(1),
    operations: z.array(z.object({ id: z.string(), body: z.string() })),
  })
  .transform(({ operations }) => new Map(operations.map(({ id, body }) => [id, body])));

/** What codegen writes: `{ "<hash>": "<document>" }`. */
const documentsByHash = z.record(z.string(), z.string()).transform((documents) => new Map(Object.entries(documents)));

const file = z.union([apolloManifest, documentsByHash]);

/** Documents by hash, from the JSON file at a path. A byte order mark at its beginning is ignored. */
export const trustedDocuments = z.string().transform((path, context): ReadonlyMap<string, string> => {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    // Only the error's code: its message repeats the path, or parts of the file.
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    const message = `must be the path of a JSON file of hash → document, or of Apollo's persisted query manifest${code}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});
