import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { RefusalCode } from '../../src/domain/tasks/lifecycle/refusal.ts';
import { createOperatorWarnings } from '../../src/telemetry/operator-warnings.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { settingNames } from '../support/setting-names.ts';

/* docs/operations.md names log lines and settings as they are. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(ROOT, 'docs/operations.md'), 'utf8');

/** Lines of other places; their own tests show them. */
const OTHERS = ['the event loop was blocked', 'traces or metrics could not be sent: see OTEL_EXPORTER_OTLP_ENDPOINT'];

/** Every line that the operator's warnings have. */
const warnings = (): string[] => {
  const lines: string[] = [];
  const logger = { warn: (_fields: object, message: string) => void lines.push(message) };
  const { refusal, callback, poll, queueWait } = createOperatorWarnings({ logger, clock: createManualClock() });
  const codes: RefusalCode[] = [
    'RATE_LIMITED',
    'QUOTA_EXCEEDED',
    'INSUFFICIENT_CREDITS',
    'UPSTREAM_REFUSED',
    'UPSTREAM_UNAVAILABLE',
  ];
  for (const code of codes) refusal(code);
  callback('unsigned');
  for (let end = 0; end < 100; end += 1) poll('succeeded', false);
  queueWait(60_000);
  return lines;
};

it('lists every warning of the operator, letter for letter, and no other', () => {
  const listed = [...page.matchAll(/^\| `(.*?)` \| \[/gm)].map(([, line]) => line);
  expect(listed.toSorted()).toEqual([...warnings(), ...OTHERS].toSorted());
});

it('names settings that there are', () => {
  const known = settingNames(ROOT);
  const named = [...page.matchAll(/`([A-Z]+_[A-Z_]+)(?:=[^`]*)?`/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(15);
  const codes = ['MAYBE_CHARGED', 'SUBMISSION_LOST', 'UPSTREAM_UNAVAILABLE'];
  expect(named.filter((name) => !known.includes(name) && !codes.includes(name))).toEqual([]);
});
