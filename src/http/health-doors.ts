import type { Metrics } from '../telemetry/metrics.ts';
import { reply, replyMethodNotAllowed, replyText } from './reply.ts';
import type { Door, Visit } from './visit.ts';

/** A check that takes longer than this has failed, in milliseconds. */
const READY_TIMEOUT_MS = 2_000;

const within = async (ms: number, check: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The check took more than ${ms} ms.`)), ms);
  });
  try {
    await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
};

const readOnly =
  (answer: (visit: Visit) => Promise<void>): Door =>
  async (visit) => {
    const { method } = visit.request;
    if (method === 'GET' || method === 'HEAD') await answer(visit);
    else replyMethodNotAllowed(visit, 'GET, HEAD');
  };

/** The process is alive: it answers. */
export const createLiveDoor = (): Door => readOnly(async (visit) => replyText(visit, 200, 'ok\n'));

/**
 * The gateway may be sent traffic.
 *
 * @param ready resolves when everything that the gateway needs is there.
 */
export const createReadyDoor = (ready: () => Promise<void>, isDraining: () => boolean): Door =>
  readOnly(async (visit) => {
    if (isDraining()) return replyText(visit, 503, 'draining\n');
    try {
      await within(READY_TIMEOUT_MS, ready());
      replyText(visit, 200, 'ready\n');
    } catch (error) {
      visit.logger.warn({ err: error }, 'not ready');
      replyText(visit, 503, 'not ready\n');
    }
  });

export const createMetricsDoor = ({ read, contentType }: Metrics): Door =>
  readOnly(async (visit) => reply(visit, 200, await read(), { 'content-type': contentType }));
