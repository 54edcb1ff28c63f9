import type { PipelinePlugin } from './caller.ts';
import { type Params, readParams } from './params.ts';
import { requestError } from './request-error.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw requestError('BAD_REQUEST', `${what} is not valid JSON.`);
  }
};

const readBody = (body: Uint8Array): unknown => {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw requestError('BAD_REQUEST', 'The body is not valid UTF-8.');
  }
  return parseJson(text, 'The body');
};

/** Parameters that are JSON inside the query string. */
const JSON_PARAMETERS = new Set(['variables', 'extensions']);

const readSearch = (url: string): unknown =>
  Object.fromEntries(
    [...new URL(url).searchParams]
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, JSON_PARAMETERS.has(name) ? parseJson(value, `The parameter "${name}"`) : value]),
  );

/** Yoga's parameters are all optional, and may not be `undefined`. */
const given = (params: Params) => Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));

/** Takes the place of all of Yoga's parsers: JSON and query strings are read, strictly, and nothing else is. */
export const useRequestParameters = (documents: TrustedDocuments): PipelinePlugin => ({
  onRequestParse({ serverContext: { body }, setRequestParser }) {
    setRequestParser((request) => given(readParams(body ? readBody(body) : readSearch(request.url), documents)));
  },
});
