import { requestError } from './request-error.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** The parameters of a GraphQL request, validated as far as possible without reading the document. */
export interface Params {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>> | undefined;
}

/** Length of a document. Prepared documents are cached by their text. */
const MAX_QUERY_CHARACTERS = 32_768;

type RawParams = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is RawParams =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const optional = <T>(
  raw: RawParams,
  name: string,
  isValid: (value: unknown) => value is T,
  kind: string,
): T | undefined => {
  const value = Object.hasOwn(raw, name) ? raw[name] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!isValid(value)) throw requestError('BAD_REQUEST', `The parameter "${name}" must be ${kind}.`);
  return value;
};

const isString = (value: unknown): value is string => typeof value === 'string';

/** The hash of a document that the gateway has: `documentId`, or the persisted query of Apollo and urql. */
const documentIdOf = (raw: RawParams, extensions: RawParams | undefined): string | undefined => {
  const own = optional(raw, 'documentId', isString, 'a string');
  if (own !== undefined) return own;
  if (extensions === undefined) return undefined;
  const inExtensions = optional(extensions, 'documentId', isString, 'a string');
  if (inExtensions !== undefined) return inExtensions;
  const persisted = optional(extensions, 'persistedQuery', isObject, 'an object');
  return persisted && optional(persisted, 'sha256Hash', isString, 'a string');
};

/**
 * Reads the parameters of a GraphQL request of any transport.
 *
 * @param raw the parsed body of a POST, the query parameters of a GET, or the payload of a `subscribe` message.
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
  return { query, operationName, variables };
};
