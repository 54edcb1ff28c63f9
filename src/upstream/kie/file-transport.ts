import { Readable } from 'node:stream';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { errors, request } from '../../undici.ts';
import { createConnections } from './connections.ts';
import { NotSentError, ResponseLostError } from './errors.ts';
import type { MultipartForm } from './multipart.ts';
import { readRetryAfter } from './retry-after.ts';
import { type HttpResponse, MAX_BODY_BYTES } from './send-request.ts';

/** HTTP to the file host, for bodies that are streamed. No redirects, no retries. */
export interface FileTransport {
  /**
   * Sends a form with backpressure. If its body throws, the request is aborted.
   *
   * @throws NotSentError, ResponseLostError; what the body throws, unchanged.
   */
  post(path: string, form: MultipartForm): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface FileTransportOptions {
  /** The host's origin, and a path before all paths where a proxy wants one. */
  readonly baseUrl: string;
  readonly apiKey: string;
  /** The longest pause of the host while it reads the body, and its longest time to answer; in milliseconds. */
  readonly timeoutMs: number;
  /** Null: the host is reached directly. */
  readonly proxies: OutgoingProxies | null;
}

/** Marks an error that the body threw: it is no failure of the host. */
interface BodyFault {
  thrown: { readonly error: unknown } | null;
}

/** Aborts a call when the host is idle for too long. The time in which the body itself is slow does not count. */
const createWatch = (ms: number) => {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    signal: controller.signal,
    begin: () => {
      stop();
      timer = setTimeout(() => controller.abort(new Error(`no progress for ${ms} ms`)), ms);
    },
    stop,
  };
};

async function* watched(
  body: AsyncIterable<Uint8Array>,
  watch: ReturnType<typeof createWatch>,
  fault: BodyFault,
): AsyncGenerator<Uint8Array> {
  watch.stop();
  try {
    for await (const chunk of body) {
      watch.begin();
      yield chunk;
      watch.stop();
    }
  } catch (error) {
    fault.thrown = { error };
    throw error;
  }
  // The body is sent: wait for the answer.
  watch.begin();
}

/** Reads a body as text. @throws ResponseExceededMaxSizeError */
const readBounded = async (body: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw new errors.ResponseExceededMaxSizeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

export const createFileTransport = ({ baseUrl, apiKey, timeoutMs, proxies }: FileTransportOptions): FileTransport => {
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/$/, '');
  const connections = createConnections({ origin: base.origin, timeoutMs, proxies });

  return {
    async post(path, { contentType, length, body }) {
      const watch = createWatch(timeoutMs);
      const fault: BodyFault = { thrown: null };
      watch.begin();
      try {
        const answer = await request(connections.fresh, {
          origin: base.origin,
          method: 'POST',
          path: `${prefix}${path}`,
          headers: {
            authorization: `Bearer ${apiKey}`,
            accept: 'application/json',
            'accept-encoding': 'identity',
            'content-type': contentType,
            'content-length': String(length),
          },
          body: Readable.from(watched(body, watch, fault), { objectMode: false }),
          signal: watch.signal,
          // undici's timeout runs while a slow body is still being sent.
          headersTimeout: 0,
        });
        const retryAfterMs = readRetryAfter(answer.headers['retry-after'], Date.now());
        return { status: answer.statusCode, body: await readBounded(answer.body), retryAfterMs };
      } catch (cause) {
        if (fault.thrown !== null) throw fault.thrown.error;
        const message = `POST ${path}: ${cause instanceof Error ? cause.message : String(cause)}`;
        throw cause instanceof NotSentError
          ? new NotSentError(message, { cause })
          : new ResponseLostError(message, { cause });
      } finally {
        watch.stop();
      }
    },
    close: () => connections.close(),
  };
};
