import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { answer, json, type Outcome } from '../core/outcome.ts';
import type { Call } from '../provider/call.ts';
import type { Mock } from '../provider/mock.ts';

/** An operation of the admin API, declared so that the same row serves, checks and documents it. */
export interface RouteSpec<Query extends z.ZodType, Body extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/__mock`, with `{name}` for a part that varies. */
  readonly path: string;
  readonly summary: string;
  readonly query?: Query;
  readonly body?: Body;
  /** The answer's body; absent where it is no JSON. */
  readonly answer?: z.ZodType;
  readonly contentType?: string;
  /** Takes any body and query, unread. */
  readonly takesAnything?: true;
  readonly run: (mock: Mock, input: RouteInput<Query, Body>) => RouteResult | Promise<RouteResult>;
}

export interface RouteInput<Query extends z.ZodType, Body extends z.ZodType> {
  readonly params: Readonly<Record<string, string>>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  readonly call: Call;
}

/** JSON for a 200, or a whole outcome where it is something else. */
export type RouteResult = { readonly json: object } | { readonly outcome: Outcome };

/** A route with its types closed over. */
export interface Route extends Omit<RouteSpec<z.ZodType, z.ZodType>, 'run'> {
  readonly match: (path: string) => Readonly<Record<string, string>> | null;
  readonly serve: (mock: Mock, call: Call, params: Readonly<Record<string, string>>) => Promise<Outcome>;
}

/** Thrown by a route for input that is well-formed and still wrong. Answered with 400 or 404 and the message. */
export class AdminError extends Error {
  override readonly name = 'AdminError';
  readonly status: 400 | 404;
  /** Where to look next, for callers of the API. */
  readonly hint: string | undefined;
  constructor(message: string, status: 400 | 404 = 400, hint?: string) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

/** JSON Schema of what may be sent. */
export const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest));
};

const bad = (where: 'query' | 'body', schema: z.ZodType, issues: readonly z.core.$ZodIssue[]): Outcome => {
  const problems = issues.map(({ path, message }) => `${[where, ...path].join('.')}: ${message}`);
  return json(400, { error: problems.join('; '), allowed: schemaOf(schema, 'input') });
};

const matcher = (template: string): Route['match'] => {
  const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  return (path) => {
    const match = pattern.exec(path);
    return match && { ...match.groups };
  };
};

const nothing = z.strictObject({});

/** Declares a route of the admin API. */
export const route = <Query extends z.ZodType = typeof nothing, Body extends z.ZodType = typeof nothing>(
  spec: RouteSpec<Query, Body>,
): Route => {
  // Without a schema, no member is taken: a misspelt parameter is refused and not ignored.
  const querySchema = spec.query ?? nothing;
  const bodySchema = spec.body ?? nothing;
  const { run, ...declared } = spec;
  return {
    ...declared,
    match: matcher(spec.path),
    serve: async (mock, call, params) => {
      const sent = spec.takesAnything ? {} : Object.fromEntries(call.url.searchParams);
      const query = querySchema.safeParse(sent);
      if (!query.success) return bad('query', querySchema, query.error.issues);
      if (!spec.takesAnything && call.body !== '' && call.json === undefined)
        return json(400, { error: 'the body is not valid JSON', allowed: schemaOf(bodySchema, 'input') });
      const body = bodySchema.safeParse(spec.takesAnything ? {} : (call.json ?? {}));
      if (!body.success) return bad('body', bodySchema, body.error.issues);
      const input = { params, query: query.data as z.output<Query>, body: body.data as z.output<Body>, call };
      try {
        const result = await run(mock, input);
        return 'json' in result
          ? answer(200, JSON.stringify(result.json), { 'content-type': 'application/json' })
          : result.outcome;
      } catch (error) {
        // The parts throw a RangeError for a value that is out of bounds.
        if (error instanceof AdminError) {
          const { hint, message, status } = error;
          return json(status, hint === undefined ? { error: message } : { error: message, hint });
        }
        if (error instanceof RangeError) return json(400, { error: error.message });
        throw error;
      }
    },
  };
};
