import { describe, expect, it } from 'vitest';
import { GetTaskDocument } from '../../examples/generated/graphql.ts';
import { reportLedger } from '../../mock-server/core/ledger-report.ts';
import { answersTo, askForVocals, purchasesAt } from '../support/buying.ts';
import { eventually } from '../support/eventually.ts';
import { createRandom } from '../support/random.ts';
import { openScene, type Scene } from '../support/scene.ts';
import { seedOfToday, wholeNumber } from '../support/whole-number.ts';

/*
 * kill -9 at random moments of a busy gateway, again and again on one database, with clients that ask with the same key
 * until they are answered. CRASHES says how often (5 by default), SEED which moments.
 */

const CRASHES = wholeNumber('CRASHES', 5);
const SEED = seedOfToday();
const BUYERS = 6;

/** Asks with one key until the gateway has said what became of it. */
const insist = async (scene: Scene, key: string): Promise<string> => {
  const client = scene.client();
  for (;;) {
    try {
      const { task, userErrors } = await askForVocals(client, scene.kie, { title: `Song ${key}`, idempotencyKey: key });
      if (task) return task.id;
      if (!userErrors.every(({ retryable }) => retryable)) throw new Error(JSON.stringify(userErrors));
    } catch (error) {
      // Cut off, not there, or starting: the same key again.
      if (error instanceof Error && /^\[\{|INVALID/.test(error.message)) throw error;
    }
    await new Promise(setImmediate);
  }
};

describe('killed at random moments', () => {
  it('buys each key once, loses nothing, and brings every task to its end', { timeout: 240_000 }, async () => {
    console.log(`crashes: ${CRASHES}, seed ${SEED}`);
    const random = createRandom(SEED);
    await using scene = await openScene({
      mock: { timeScale: 0.05, credits: 1_000_000 },
      env: { POLL_AFTER_MS: '300', POLL_MAX_INTERVAL_MS: '500', SUBMISSION_DEADLINE_MS: '4000' },
    });
    const { kie } = scene;
    const ids = new Map<string, string>();
    let going = true;
    const buyers = Array.from({ length: BUYERS }, async (_, buyer) => {
      for (let count = 0; going; count += 1) {
        const key = `${buyer}-${count}`;
        ids.set(key, await insist(scene, key));
      }
    });
    for (let crash = 0; crash < CRASHES; crash += 1) {
      const before = purchasesAt(kie).length;
      // Some purchases later, and a random moment after that.
      await eventually(() => expect(purchasesAt(kie).length).toBeGreaterThan(before + 3));
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      await scene.kill();
      await scene.restart();
    }
    going = false;
    await Promise.all(buyers);

    const client = scene.client();
    await eventually(async () => {
      for (const id of ids.values()) {
        const { task } = await client.ask(GetTaskDocument, { id });
        expect(task?.status).toMatch(/SUCCEEDED|FAILED/);
      }
    });

    // The ledger: no purchase was charged twice, no key bought twice.
    const { charges, purchases } = reportLedger(kie.ledger());
    expect(purchases.filter(({ chargedExactlyOnce }) => !chargedExactlyOnce)).toEqual([]);
    expect(charges).toBeLessThanOrEqual(ids.size);
    const titles = purchasesAt(kie).map(({ request }) => request['title']);
    expect(new Set(titles).size).toBe(titles.length);

    // Every purchase that was acknowledged in any way is there, and done. Only one whose answer died with the process
    // and whose posts all found nobody at home cannot be known of.
    const found = new Set<string | null>();
    for (const id of ids.values()) {
      const { task } = await client.ask(GetTaskDocument, { id });
      if (task?.status === 'SUCCEEDED') found.add(task.upstreamTaskId);
      else expect(task).toMatchObject({ status: 'FAILED', error: { code: 'SUBMISSION_LOST' }, upstreamTaskId: null });
    }
    const missing = kie.ledger().filter(({ taskId }) => !found.has(taskId));
    for (const { taskId } of missing) expect(Object.keys(answersTo(kie, taskId))).not.toContain('200');
    expect(found.size + missing.length).toBe(charges);
    expect(charges).toBeGreaterThan(CRASHES);
  });
});
