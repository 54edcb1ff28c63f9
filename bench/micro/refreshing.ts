import { z } from 'zod';
import { separationRecord } from '../provider/records.ts';
import type { Comparison } from './measure.ts';
import { commitOf, readTogether, tableOf } from './rows.ts';
import { TASK } from './task.ts';

const TASKS = 40_000;
const KEEP_MS = 20_000;
/** Between two polls, so that most tasks are known when their turn comes again. */
const STEP_MS = 0.4;
const ids = Array.from({ length: TASKS }, (_, index) => `${TASK.id}${index}`);

/** The next id and the moment of its poll. */
const polls = () => {
  let count = 0;
  return () => {
    count += 1;
    return { id: ids[count % TASKS] ?? '', now: count * STEP_MS };
  };
};

const ordered = new Map<string, { readonly at: number }>();
const nextOrdered = polls();
let older = new Map<string, { readonly at: number }>();
let newer = new Map<string, { readonly at: number }>();
let begunAt = 0;
const nextAged = polls();

export const expiry: Comparison = {
  title: 'The last poll of one of 40,000 tasks: found, and noted',
  ways: {
    'one map, old entries removed one by one': () => {
      const { id, now } = nextOrdered();
      for (const [known, { at }] of ordered) {
        if (now - at < KEEP_MS) break;
        ordered.delete(known);
      }
      const last = ordered.get(id);
      ordered.delete(id);
      ordered.set(id, { at: now });
      return last;
    },
    'two maps, the older dropped as a whole': () => {
      const { id, now } = nextAged();
      const last = newer.get(id) ?? older.get(id);
      if (now - begunAt >= KEEP_MS) {
        older = newer;
        newer = new Map();
        begunAt = now;
      }
      newer.set(id, { at: now });
      return last;
    },
  },
};

const DATA: Readonly<Record<string, unknown>> = {
  ...separationRecord('0f1e2d3c4b5a69788796a5b4c3d2e1f0', false, null),
};
const toText = (value: unknown): string | null => {
  const clean = typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '') : '';
  return clean === '' ? null : clean;
};
const text = z.preprocess((value) => value ?? null, z.transform(toText));
const schema = z.object({ taskId: text, param: text, callbackUrl: text, status: text, successFlag: text });

export const fields: Comparison = {
  title: 'Five fields of a record of the provider',
  ways: {
    'read by a schema of tolerant readers': () => schema.parse({ ...DATA }),
    'read by the same functions': () => ({
      taskId: toText(DATA['taskId']),
      param: toText(DATA['param']),
      callbackUrl: toText(DATA['callbackUrl']),
      status: toText(DATA['status']),
      successFlag: toText(DATA['successFlag']),
    }),
  },
};

const MEANINGS: Readonly<Record<string, string>> = { PENDING: 'running', SUCCESS: 'succeeded' };
const WORDS: readonly (string | null)[] = [null, 'PENDING'];
const isEnd = (meaning: string | undefined): boolean => meaning !== undefined && meaning !== 'running';

export const states: Comparison = {
  title: 'The state of a record, from either of its two fields',
  ways: {
    'as lists': () => {
      const found = WORDS.filter((word) => word !== null)
        .map((word) => word.trim().toUpperCase())
        .map((state) => ({ state, meaning: MEANINGS[state] }));
      return found.find(({ meaning }) => isEnd(meaning)) ?? found.find(({ meaning }) => meaning !== undefined);
    },
    'word by word': () => {
      const meant = (word: string | null | undefined) => {
        if (word === null || word === undefined) return null;
        const state = word.trim().toUpperCase();
        return { state, meaning: MEANINGS[state] };
      };
      const [first, second] = [meant(WORDS[0]), meant(WORDS[1])];
      return first === null || (!isEnd(first.meaning) && isEnd(second?.meaning)) ? second : first;
    },
  },
};

const NEWER = { creditCost: null, progress: null, error: null, refusal: null, expiresAt: null, seenAt: null };
const NEWER_NAMES = Object.keys(NEWER) as (keyof typeof NEWER)[];
/** Of a task that is being made: it has no results yet. */
const FULL_TEXT = JSON.stringify({ ...NEWER, ...TASK, stems: [] });

export const texts: Comparison = {
  title: 'A task read from its text, which older versions wrote with fewer fields',
  ways: {
    'copied over the values of missing fields': () => {
      const { puzzle: _, ...stored } = JSON.parse(FULL_TEXT);
      return { ...NEWER, ...stored };
    },
    'copied where a field is missing': () => {
      const stored = JSON.parse(FULL_TEXT);
      return NEWER_NAMES.every((name) => stored[name] !== undefined) ? stored : { ...NEWER, ...stored };
    },
  },
};

const READS = 8;
const stored = tableOf('refreshed');
let inserted = 0;
commitOf(TASKS / READS, () => {
  stored.insert(ids[inserted] ?? '');
  inserted += 1;
});
let read = 0;
const readNext = (): void => {
  read = (read + 1) % inserted;
  stored.read(ids[read] ?? '');
};

export const turns: Comparison = {
  title: 'Eight tasks read from SQLite in one turn of the event loop',
  ways: {
    'each by itself': () => {
      for (let time = 0; time < READS; time += 1) readNext();
    },
    'in one transaction': () => readTogether(READS, readNext),
  },
};

const answered = async () => DATA;
const passOn =
  (inner: () => Promise<unknown>): (() => Promise<unknown>) =>
  async () =>
    await inner();
const passed = passOn(passOn(passOn(passOn(passOn(answered)))));
const folded = passOn(answered);

export const promises: Comparison = {
  title: 'An answer through functions that wait for it and pass it on',
  ways: {
    'through five, and forgotten by `finally`': () => passed().finally(() => undefined),
    'through one': () => folded(),
  },
};
