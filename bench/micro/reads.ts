import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Comparison } from './measure.ts';
import { TASK } from './task.ts';

const ENTRIES = 10_000;
const keys = Array.from({ length: ENTRIES }, (_, index) => `${TASK.id}${index}`);
const moved = new Map(keys.map((key) => [key, { isUsed: false }]));
const marked = new Map(keys.map((key) => [key, { isUsed: false }]));
let position = 0;
const nextKey = (): string => {
  position = (position + 7) % ENTRIES;
  return keys[position] ?? '';
};

export const uses: Comparison = {
  title: 'A use of an entry in a cache of 10,000',
  ways: {
    'moved to the end of the Map': () => {
      const key = nextKey();
      const entry = moved.get(key) ?? { isUsed: true };
      moved.delete(key);
      moved.set(key, entry);
      return entry;
    },
    marked: () => {
      const entry = marked.get(nextKey());
      if (entry) entry.isUsed = true;
      return entry;
    },
  },
};

/** With a key that is forgotten for each new one, as in a cache that is full. */
const churning = () => {
  const map = new Map<string, number>();
  let count = 0;
  return () => {
    count += 1;
    const [key, gone] = [keys[count % ENTRIES] ?? '', keys[(count + ENTRIES / 2) % ENTRIES] ?? ''];
    map.delete(gone);
    map.set(key, count);
    return { map, key, count };
  };
};
const nextDeleted = churning();
const nextKept = churning();

export const replacements: Comparison = {
  title: 'A new entry in a Map of 5,000, replaced once',
  ways: {
    'deleted and set': () => {
      const { map, key, count } = nextDeleted();
      map.delete(key);
      return map.set(key, count + 1);
    },
    'set over the old one': () => {
      const { map, key, count } = nextKept();
      return map.set(key, count + 1);
    },
  },
};

const SECRET = 'bench-jwt-0123456789abcdef0123456789abcdef';
const SIGNED = `${'a'.repeat(36)}.${'b'.repeat(60)}`;
const signature = createHmac('sha256', SECRET).update(SIGNED).digest();
const verified = new Map([[hash('sha256', SIGNED, 'base64'), { sub: 'a', exp: null }]]);

export const tokens: Comparison = {
  title: 'A token (HS256) of a request',
  ways: {
    'signature computed': () => timingSafeEqual(createHmac('sha256', SECRET).update(SIGNED).digest(), signature),
    'found by its digest': () => verified.get(hash('sha256', SIGNED, 'base64')),
  },
};

const ignore = (): void => undefined;

export const deadlines: Comparison = {
  title: 'The deadline of one call of the provider',
  ways: {
    'AbortSignal.timeout': async () => {
      AbortSignal.timeout(60_000).addEventListener('abort', ignore, { once: true });
      if (Math.random() < 0.001) await nextTurn();
    },
    'a timer that is cleared': async () => {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), 60_000);
      controller.signal.addEventListener('abort', ignore, { once: true });
      clearTimeout(timer);
      if (Math.random() < 0.001) await nextTurn();
    },
  },
};

const RECORD = JSON.stringify({ code: 200, msg: 'success', data: TASK });
const MANY_DIGITS = /\d{16}/;
const look = (_key: string, value: unknown): unknown => value;

export const records: Comparison = {
  title: 'A record of the provider, parsed',
  ways: {
    'with a look at each value': () => JSON.parse(RECORD, look),
    'with a look where there are sixteen digits': () =>
      MANY_DIGITS.test(RECORD) ? JSON.parse(RECORD, look) : JSON.parse(RECORD),
  },
};

const services = { tasks: { getMany: () => [] }, account: {}, uploads: {}, clock: {}, links: {} };

class Observed {
  readonly sources: { onlyTasks: boolean };

  constructor(sources: { onlyTasks: boolean }) {
    this.sources = sources;
  }

  get account() {
    this.sources.onlyTasks = false;
    return services.account;
  }
}

export const observers: Comparison = {
  title: 'What observes the services of one query',
  ways: {
    'a proxy for each': () => {
      const sources = { onlyTasks: true };
      const mark = (service: object) =>
        new Proxy(service, {
          get(target, name, receiver) {
            sources.onlyTasks = false;
            return Reflect.get(target, name, receiver);
          },
        });
      return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, mark(service)]));
    },
    'an object of a class': () => new Observed({ onlyTasks: true }),
  },
};
