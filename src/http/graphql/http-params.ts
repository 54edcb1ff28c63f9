import { requestError } from './request-error.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

const parseJson = (text: string, what: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw requestError('BAD_REQUEST', `${what} is not valid JSON.`);
  }
};

/** Reads the JSON body of a POST request. @throws GraphQLError */
export const readBodyParams = (body: Uint8Array): unknown => {
  let text: string;
  try {
    text = decoder.decode(body);
  } catch {
    throw requestError('BAD_REQUEST', 'The body is not valid UTF-8.');
  }
  return parseJson(text, 'The body');
};

/** Parameters of the query string whose value is JSON. */
const JSON_PARAMETERS = new Set(['variables', 'extensions']);

/** Reads the query string of a GET request. @throws GraphQLError */
export const readUrlParams = (url: string): unknown =>
  Object.fromEntries(
    [...new URL(url, 'http://gateway').searchParams]
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, JSON_PARAMETERS.has(name) ? parseJson(value, `The parameter "${name}"`) : value]),
  );
