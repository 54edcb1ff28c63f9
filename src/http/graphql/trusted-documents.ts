import { requestError } from './request-error.ts';

/** Decides which document runs. */
export interface TrustedDocuments {
  /**
   * @param query the document's text, where the client sent it.
   * @param id the hash by which the client names it.
   * @returns the text to run; undefined when the client named none.
   * @throws GraphQLError when it may not run, or is not known.
   */
  resolve(query: string | undefined, id: string | undefined): string | undefined;
}

/** Any document runs. Clients that try a hash first are told to send the text, as Apollo and urql expect it. */
const anyDocument: TrustedDocuments = {
  resolve(query, id) {
    if (query === undefined && id !== undefined) {
      throw requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', { status: 200 });
    }
    return query;
  },
};

/** codegen writes the algorithm's name before a hash, and so do some clients; Apollo does not. */
const bare = (hash: string): string => hash.replace(/^sha\d+:/, '');

/**
 * @param documents text by hash, as codegen writes it; null: any document runs. A text that is letter for letter one
 *   of them runs too.
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
