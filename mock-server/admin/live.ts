import { answer } from '../core/outcome.ts';
import type { Mock } from '../provider/mock.ts';
import { type Route, route } from './route.ts';

/** Events that are kept for a client that does not read. Then its stream ends, and it can connect again. */
const PATIENCE_EVENTS = 1_000;
/** Real time between the comments that keep a quiet stream open through proxies. */
const HEARTBEAT_MS = 15_000;

/** Everything that happens from now on, as server-sent events: `event` is the type, `data` the JSON object. */
const stream = ({ events }: Mock): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let leave = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const send = (text: string): void => {
          controller.enqueue(encoder.encode(text));
          if ((controller.desiredSize ?? 0) > 0) return;
          leave();
          controller.close();
        };
        const heartbeat = setInterval(() => send(': still here\n\n'), HEARTBEAT_MS);
        const off = events.on(({ type, data }) => send(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`));
        leave = () => {
          clearInterval(heartbeat);
          off();
        };
        send(': listening\n\n');
      },
      cancel: () => leave(),
    },
    { highWaterMark: PATIENCE_EVENTS },
  );
};

export const liveRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/events',
    summary: 'What happens, as it happens: task, callback, ledger, journal, clock, scenarios, holds, settings, reset',
    contentType: 'text/event-stream',
    run: (mock) => ({
      outcome: answer(200, stream(mock), { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }),
    }),
  }),
];
