import { requestError } from './request-error.ts';

/** Finds the document of a request, and decides whether it may run. */
export interface TrustedDocuments {
  /**
   * @param query text of the document; undefined when the client did not send it.
   * @param id hash of the document; undefined when the client did not send one.
   * @returns the text to run; undefined when the client sent neither.
   * @throws GraphQLError when the document may not run, or the hash is not known.
   */
  resolve(query: string | undefined, id: string | undefined): string | undefined;
}

/** Every document runs. A client that sends only a hash is asked to send the text, as Apollo and urql expect. */
const anyDocument: TrustedDocuments = {
  resolve(query, id) {
    if (query === undefined && id !== undefined) {
      throw requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', { status: 200 });
    }
    return query;
  },
};

/** Removes the name of the algorithm. codegen and some clients write it before a hash; Apollo does not. */
const bare = (hash: string): string => hash.replace(/^sha\d+:/, '');

/**
 * @param documents text by hash, as codegen writes it; null: every document runs. A client may send the hash, or exactly
 *   the text.
 */
export const createTrustedDocuments = (documents: ReadonlyMap<string, string> | null): TrustedDocuments => {
  if (documents === null) return anyDocument;
  const byHash = new Map([...documents].map(([hash, text]) => [bare(hash), text]));
  const texts = new Set(documents.values());
  return {
    resolve(query, id) {
      const known = id === undefined ? undefined : byHash.get(bare(id));
      if (known !== undefined) return known;
      if (query !== undefined && texts.has(query)) return query;
      if (query === undefined && id === undefined) return undefined;
      throw requestError('DOCUMENT_NOT_TRUSTED', 'Only documents that this gateway was given may run.', {
        status: 403,
      });
    },
  };
};
