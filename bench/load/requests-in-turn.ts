import { type RequestMaker, requestMaker } from './counter.ts';

/**
 * Whole requests, head and body, that are sent in turn; or the name of those that were sent to this process before.
 * `COUNTER` within them becomes a number that is new each time.
 */
export type Requests = readonly string[] | { readonly name: string };

/** Requests that are sent to this process once, for many rounds. */
export interface PrepareJob {
  readonly name: string;
  readonly requests: readonly string[];
}

/** Requests in turn. */
export interface RequestsInTurn {
  readonly makers: readonly RequestMaker[];
  /** The next one. Those of a name go on where the round before ended. */
  next(): Buffer;
}

const inTurn = (requests: readonly string[]): RequestsInTurn => {
  const makers = requests.map(requestMaker);
  let position = 0;
  return {
    makers,
    next() {
      const make = makers[position % makers.length];
      position += 1;
      if (make === undefined) throw new Error('There are no requests.');
      return make();
    },
  };
};

const known = new Map<string, RequestsInTurn>();

export const prepareRequests = ({ name, requests }: PrepareJob): void => {
  known.set(name, inTurn(requests));
};

const isList = (requests: Requests): requests is readonly string[] => Array.isArray(requests);

/** @throws Error when nothing was prepared by that name */
export const takeRequests = (requests: Requests): RequestsInTurn => {
  if (isList(requests)) return inTurn(requests);
  const prepared = known.get(requests.name);
  if (prepared === undefined) throw new Error(`No requests were prepared as ${requests.name}.`);
  return prepared;
};
