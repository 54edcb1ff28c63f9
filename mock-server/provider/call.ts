import { type Json, parseJson } from '../core/json.ts';
import type { Task } from '../core/task.ts';
import type { ActiveScenario } from '../scenarios/index.ts';

/** A request that is being answered, with what the journal should know about it afterwards. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  /** What links in answers begin with: scheme and host, and the path of a public URL that has one. */
  readonly origin: string;
  readonly method: string;
  /** The body as text; empty where there is none, or a form with files. */
  readonly body: string;
  /** The body as JSON; undefined where it is none. */
  readonly json: Json | undefined;
  /** The API that it is of. */
  readonly api: Task['api'];
  readonly notes: string[];
  /** When it arrived, in epoch milliseconds. */
  readonly at: number;
  taskId: string | null;
  /** The scenarios that happened to it. */
  active: readonly ActiveScenario[];
}

/** Whether the body is a form with files, whose bytes are no text: it is left for the call that takes it. */
const isForm = ({ headers }: Request): boolean => headers.get('content-type')?.startsWith('multipart/') === true;

/** @param publicUrl What links begin with; null for the address of the request. */
export const receive = async (request: Request, at: number, publicUrl: string | null): Promise<Call> => {
  const body = request.body === null || isForm(request) ? '' : await request.text();
  const url = new URL(request.url);
  return {
    request,
    url,
    origin: publicUrl?.replace(/\/+$/, '') ?? url.origin,
    method: request.method,
    body,
    json: parseJson(body),
    api: 'endpoints',
    notes: [],
    at,
    taskId: null,
    active: [],
  };
};
