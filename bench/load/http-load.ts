import { percentile } from '../harness/statistics.ts';
import { type HttpConnection, openHttpConnection } from './http-connection.ts';
import { type Requests, takeRequests } from './requests-in-turn.ts';

/** Requests over kept connections, each of which sends its next one when it has the answer to the last. */
export interface HttpJob {
  readonly port: number;
  readonly requests: Requests;
  readonly connections: number;
  readonly durationMs: number;
  /** Ends the job after so many requests, whatever its duration. */
  readonly count?: number;
  /** Texts that no answer may contain near its beginning or its end. */
  readonly forbidden: readonly string[];
}

export interface HttpResult {
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** How much of an answer is looked at, at each end: to search all of a long one would take longer than to read it. */
const LOOKED_AT = 400;

const holds = (body: Buffer, text: string): boolean =>
  body.subarray(0, LOOKED_AT).includes(text) || body.subarray(-LOOKED_AT).includes(text);

/** Runs a job. Rejects at the first answer that is not HTTP 200, or holds a forbidden text. */
export const runHttpLoad = (job: HttpJob): Promise<HttpResult> =>
  new Promise((resolve, reject) => {
    const requests = takeRequests(job.requests);
    const latencies: number[] = [];
    const connections: HttpConnection[] = [];
    const begun = performance.now();
    const deadline = begun + job.durationMs;
    const { count = Number.POSITIVE_INFINITY } = job;
    let open = Math.min(job.connections, count);
    let sent = 0;

    const finish = (error?: Error): void => {
      for (const connection of connections) connection.close();
      const seconds = (performance.now() - begun) / 1_000;
      if (error) reject(error);
      resolve({
        count: latencies.length,
        perSecond: latencies.length / seconds,
        p50Ms: percentile(latencies, 0.5),
        p99Ms: percentile(latencies, 0.99),
      });
    };

    const run = (): void => {
      let sentAt = 0;
      const connection = openHttpConnection(
        job.port,
        ({ status, body }) => {
          const now = performance.now();
          const bad = job.forbidden.find((text) => holds(body, text));
          if (status !== 200 || bad !== undefined) {
            finish(new Error(`an answer was HTTP ${status}: ${body.subarray(0, 500)}`));
            return;
          }
          latencies.push(now - sentAt);
          if (now < deadline && sent < count) send();
          else open -= 1;
          if (open === 0) finish();
        },
        (reason) => finish(new Error(`a connection failed: ${reason}`)),
      );
      const send = (): void => {
        sent += 1;
        sentAt = performance.now();
        connection.send(requests.next());
      };
      connections.push(connection);
      send();
    };
    for (let index = Math.min(job.connections, count); index > 0; index -= 1) run();
  });
