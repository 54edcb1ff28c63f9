import { Readable } from 'node:stream';
import type { OutgoingProxies } from '../../outgoing-proxies.ts';
import { createConnections } from './connections.ts';
import { NotSentError, ResponseLostError } from './errors.ts';
import type { MultipartForm } from './multipart.ts';
import { readRetryAfter } from './retry-after.ts';
import { type HttpResponse, readBounded } from './transport.ts';

/** HTTP to the host of uploads, for bodies that are not held in memory. No redirects, no retries. */
export interface FileTransport {
  /**
   * Sends a form as fast as the host takes it. Where its body throws, the request is cut off in its middle.
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
  /** How long the host may take nothing of a body, and then how long for its answer; in milliseconds. */
  readonly timeoutMs: number;
  /** Null: the host is reached directly. */
  readonly proxies: OutgoingProxies | null;
}

/** What a body threw while it was read, which is none of the host's faults. */
interface BodyFault {
  thrown: { readonly error: unknown } | null;
}

/** Stops a call whose other side does nothing. Nothing is stopped while the body itself is waited for. */
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
  // From here on the answer is waited for.
  watch.begin();
}

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
        const answer = await connections.fresh.request({
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
