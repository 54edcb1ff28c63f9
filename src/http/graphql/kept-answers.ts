import { createBoundedCache } from '../../bounded-cache.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { KEEP_MS } from '../../domain/tasks/lifecycle/is-settled.ts';
import type { TaskService } from '../../domain/tasks/task-service.ts';
import { createAskedBefore } from './asked-before.ts';
import type { Question } from './question.ts';
import { readPerTurn } from './read-per-turn.ts';
import type { Sources } from './sources.ts';

/** An answer as JSON. A long one is kept in UTF-8: Node would copy its text twice each time it is sent. */
export type Answer = string | Buffer;

/** The answers of queries, as they were sent. */
export interface KeptAnswers {
  /** The answer to a question that was answered before and whose answer is still right; else null. */
  find(question: Question): Answer | null | Promise<Answer | null>;
  /**
   * Keeps an answer without errors, if it is known for how long it will be right, and the question was asked before: most
   * questions that were asked once are never asked again, and their answers would push out others.
   */
  keep(question: Question, body: string, sources: Sources): void;
}

export interface KeptAnswersOptions {
  readonly tasks: TaskService;
  readonly clock: Clock;
  /** Bytes of all answers together, with their questions. */
  readonly maxBytes: number;
}

/** Bytes of an answer that is not kept: it would take the place of a hundred others. */
const MAX_ANSWER_BYTES = 524_288;

/** Bytes of an entry besides its question and its answer. Measured: 460 in V8's heap, and some outside of it. */
const ENTRY_BYTES = 600;

/** Characters of an answer that is kept as a text: Node sends those without memory of their own. */
const MAX_TEXT_LENGTH = 16_000;

interface Kept extends Omit<Question, 'hash'> {
  readonly body: Answer;
  readonly from: number;
  readonly until: number;
  /** Right as long as this is the viewer's latest change; null: whatever changes. */
  readonly sequence: number | null;
}

const isAnswerTo = (kept: Kept, { viewer, method, request }: Question): boolean =>
  kept.viewer === viewer && kept.method === method && kept.request.equals(request);

/** Bytes in memory, at most: V8 keeps two for each character of a text as soon as one of them is beyond Latin-1. */
const bytesOf = (kept: Answer): number =>
  kept.length * (typeof kept !== 'string' || Buffer.byteLength(kept) === kept.length ? 1 : 2);

/** In memory of their own: a part of Node's shared pool would keep all of the pool. */
const toBytes = (text: string): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
};

/** In memory of their own, as above. */
const copyOf = (bytes: Buffer): Buffer => {
  const copy = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(copy);
  return copy;
};

export const createKeptAnswers = ({ tasks, clock, maxBytes }: KeptAnswersOptions): KeptAnswers => {
  /** By the hashes of their questions; of two with one hash, the newer one. */
  const answers = createBoundedCache<number, Kept>(maxBytes);
  const askedBefore = createAskedBefore();
  const latestSequence = readPerTurn((viewer) => tasks.latestSequence(viewer));

  const compare = async (kept: Kept, viewer: string): Promise<Answer | null> => {
    try {
      return (await latestSequence(viewer)) === kept.sequence ? kept.body : null;
    } catch {
      // The query itself meets the same trouble, and answers with it.
      return null;
    }
  };

  return {
    find(question) {
      const kept = answers.get(question.hash);
      if (kept === undefined || !isAnswerTo(kept, question)) return null;
      const now = clock.now();
      if (now < kept.from || now >= kept.until) return null;
      return kept.sequence === null ? kept.body : compare(kept, question.viewer);
    },

    keep(question, body, { onlyTasks, sequence, from, until }) {
      const now = clock.now();
      // Files may have expired during the execution.
      if (!onlyTasks || now < from || now >= until || body.length > MAX_ANSWER_BYTES) return;
      if (!askedBefore(question.hash)) return;
      const { viewer, method, hash } = question;
      const request = copyOf(question.request);
      const answer = body.length > MAX_TEXT_LENGTH ? toBytes(body) : body;
      // Tasks may be deleted: no answer is kept for long.
      const kept = { from: Math.max(from, now), until: Math.min(until, now + KEEP_MS) };
      answers.set(
        hash,
        { viewer, method, request, body: answer, ...kept, sequence },
        request.length + bytesOf(answer) + ENTRY_BYTES,
      );
    },
  };
};
