import type { JsonObject } from '../core/json.ts';
import { isObject } from '../core/json.ts';
import { type Route, schemaOf } from './route.ts';

const refusal: JsonObject = {
  type: 'object',
  required: ['error'],
  properties: {
    error: { type: 'string' },
    hint: { type: 'string', description: 'Where to look next.' },
    allowed: { type: 'object', description: 'JSON Schema of what this part of the request may be.' },
  },
};

/** What may come in place of the answer, on any route. */
const REFUSALS = {
  400: 'Not allowed; says what is.',
  403: 'Called by another name, or by a page of another site.',
  404: 'Nothing there.',
  405: 'Not by this method; `allow` names those that are taken.',
  413: 'The body is too long.',
  415: 'The body is not said to be JSON.',
  500: 'A fault of the mock itself; its stderr has the whole error.',
} as const;

const parametersOf = ({ path, query }: Route): JsonObject[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const properties = query ? schemaOf(query, 'input')['properties'] : undefined;
  const inQuery = Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }));
  return [...inPath, ...inQuery];
};

const operationOf = (route: Route): JsonObject => {
  const { body, answer, contentType = 'application/json' } = route;
  const schema = answer ? schemaOf(answer, 'output') : { type: 'string' };
  const json = (of: JsonObject): JsonObject => ({ 'application/json': { schema: of } });
  return {
    summary: route.summary,
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[^a-zA-Z]+(\w?)/g, (_all, first: string) => first.toUpperCase())}`,
    parameters: parametersOf(route),
    ...(body ? { requestBody: { content: json(schemaOf(body, 'input')) } } : {}),
    responses: {
      200: { description: 'Done.', content: { [contentType]: { schema } } },
      ...Object.fromEntries(
        Object.entries(REFUSALS).map(([status, description]) => [status, { description, content: json(refusal) }]),
      ),
    },
  };
};

/** The admin API as an OpenAPI 3.1 document, made from the same rows that serve it. */
export const openApi = (routes: readonly Route[], base: string): JsonObject => {
  const paths = Map.groupBy(routes, ({ path }) => path);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mock kie.ai: admin API',
      version: '1',
      description:
        'What the mock adds to the provider’s API for tests: scenarios, clock, ledger, journal, holds, state.',
    },
    servers: [{ url: base }],
    paths: Object.fromEntries(
      [...paths].map(([path, own]) => [
        path,
        Object.fromEntries(own.map((route) => [route.method.toLowerCase(), operationOf(route)])),
      ]),
    ),
  };
};
