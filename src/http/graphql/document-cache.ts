import type { DocumentNode } from 'graphql';
import { createLRUCache } from 'graphql-yoga';

/** Documents that are kept parsed and validated. Their length is bounded, so this bounds memory: some 16 MB. */
const DOCUMENTS = 500;
const KEPT_MS = 3_600_000;

export const createDocumentCache = () => createLRUCache<DocumentNode>({ max: DOCUMENTS, ttl: KEPT_MS });

/** Whoever sends a document that cannot be parsed pays for it each time; it takes no room from good ones. */
export const noErrorCache = {
  get: (): undefined => undefined,
  set: (): void => undefined,
};
