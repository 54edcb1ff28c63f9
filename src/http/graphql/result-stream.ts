/** How results are told apart in one endless body. */
export interface Framing {
  readonly contentType: string;
  /** Sent at once, so that clients and proxies see that the stream has begun. */
  readonly opening: string;
  readonly heartbeat: string;
  /** @param result as JSON. */
  result(result: string): string;
  readonly ending: string;
}

/** Server-sent events in the "distinct connections" mode of graphql-sse; also what EventSource, Relay and urql read. */
export const eventStream: Framing = {
  contentType: 'text/event-stream; charset=utf-8',
  opening: ':\n\n',
  heartbeat: ':\n\n',
  result: (result) => `event: next\ndata: ${result}\n\n`,
  ending: 'event: complete\ndata:\n\n',
};

const part = (payload: string): string => `\r\ncontent-type: application/json\r\n\r\n${payload}\r\n--graphql`;

/** Apollo's multipart subscriptions, which is what Apollo Client speaks over HTTP. */
export const multipart: Framing = {
  contentType: 'multipart/mixed; boundary="graphql"; subscriptionSpec="1.0"',
  opening: '\r\n--graphql',
  heartbeat: part('{}'),
  result: (result) => part(`{"payload":${result}}`),
  ending: '--\r\n',
};

/** Nothing on the way may keep a stream back, gather it into larger pieces, or store it. */
export const STREAM_HEADERS = { 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' };

/** Whether an answer goes on until somebody ends it. */
export const isResultStream = ({ headers }: Response): boolean => headers.has('x-accel-buffering');

/** A stream that is over before it began, in one piece. */
export const frameOne = (result: object, { opening, result: frame, ending }: Framing): string =>
  opening + frame(JSON.stringify(result)) + ending;

/**
 * The body of a stream of results. It asks for the next result only when the last one was taken, so that a client that
 * does not read costs one result and no more; cancelling it ends the source at once.
 */
export const streamResults = <T>(
  results: AsyncIterator<T>,
  format: (result: T) => object,
  framing: Framing,
  heartbeatMs: number,
): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  let isStopped = false;
  let next: Promise<IteratorResult<T>> | null = null;

  /** The next result, or null after a while without one. */
  const nextOrSilence = async (): Promise<IteratorResult<T> | null> => {
    next ??= results.next();
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, heartbeatMs, null);
    });
    try {
      return await Promise.race([next, silence]);
    } finally {
      clearTimeout(timer);
    }
  };

  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        controller.enqueue(encoder.encode(framing.opening));
      },
      async pull(controller) {
        const event = await nextOrSilence();
        if (isStopped) return;
        if (event === null) {
          controller.enqueue(encoder.encode(framing.heartbeat));
          return;
        }
        next = null;
        if (event.done) {
          controller.enqueue(encoder.encode(framing.ending));
          controller.close();
          return;
        }
        controller.enqueue(encoder.encode(framing.result(JSON.stringify(format(event.value)))));
      },
      async cancel() {
        isStopped = true;
        await results.return?.();
      },
    },
    { highWaterMark: 0 },
  );
};
