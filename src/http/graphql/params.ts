import { requestError } from './request-error.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** What a client asks for, checked as far as one can without looking into the document. */
export interface Params {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

/** A document is kept in a cache by its text: this bounds what the cache can hold. */
const MAX_QUERY_CHARACTERS = 32_768;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const optional = <T>(
  raw: Readonly<Record<string, unknown>>,
  name: string,
  isRight: (value: unknown) => value is T,
  kind: string,
): T | undefined => {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!isRight(value)) throw requestError('BAD_REQUEST', `The parameter "${name}" must be ${kind}.`);
  return value;
};

const isString = (value: unknown): value is string => typeof value === 'string';

/** How clients name a document that the gateway has: by `documentId`, or as Apollo and urql persist queries. */
const documentIdOf = (raw: Readonly<Record<string, unknown>>, extensions: Params['extensions']): string | undefined => {
  const own = optional(raw, 'documentId', isString, 'a string');
  if (own !== undefined) return own;
  if (extensions === undefined) return undefined;
  const inExtensions = optional(extensions, 'documentId', isString, 'a string');
  if (inExtensions !== undefined) return inExtensions;
  const persisted = optional(extensions, 'persistedQuery', isObject, 'an object');
  return persisted && optional(persisted, 'sha256Hash', isString, 'a string');
};

/**
 * Reads the parameters of a request, whichever way it came.
 *
 * @param raw the parsed JSON body of a POST, the parameters of a GET, or the payload of a socket's subscribe message.
 * @throws GraphQLError
 */
export const readParams = (raw: unknown, documents: TrustedDocuments): Params => {
  if (Array.isArray(raw)) throw requestError('BATCHING_NOT_SUPPORTED', 'Send one operation at a time.');
  if (!isObject(raw)) throw requestError('BAD_REQUEST', 'The parameters must be an object.');
  const extensions = optional(raw, 'extensions', isObject, 'an object');
  const operationName = optional(raw, 'operationName', isString, 'a string') || undefined;
  const variables = optional(raw, 'variables', isObject, 'an object');
  const text = optional(raw, 'query', isString, 'a string');
  const query = documents.resolve(text === '' ? undefined : text, documentIdOf(raw, extensions));
  if (query === undefined) throw requestError('BAD_REQUEST', 'The parameter "query" is required.');
  if (query.length > MAX_QUERY_CHARACTERS) {
    throw requestError('QUERY_TOO_LONG', `A document may have ${MAX_QUERY_CHARACTERS} characters at most.`, {
      status: 413,
    });
  }
  return { query, operationName, variables, extensions };
};
