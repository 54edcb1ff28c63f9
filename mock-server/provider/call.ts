import { type Json, parseJson } from '../core/json.ts';

/** A request under way, with what the journal should know about it afterwards. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly method: string;
  /** The body as text; empty where there is none. */
  readonly body: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Json | undefined;
  readonly notes: string[];
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
  taskId: string | null;
}

export const receive = async (request: Request, at: number): Promise<Call> => {
  const body = request.body === null ? '' : await request.text();
  return {
    request,
    url: new URL(request.url),
    method: request.method,
    body,
    json: parseJson(body),
    notes: [],
    at,
    taskId: null,
  };
};
