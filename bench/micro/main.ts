import { summarize } from '../harness/statistics.ts';
import { current } from './build.ts';
import { callbackTokens, connections, digests, ids, rateWindow, returning, updates } from './buying.ts';
import { bodyTexts, knownTokens, merges, namedTasks, notes, pathTokens, tracks } from './callbacks.ts';
import { execution, preparation } from './execution.ts';
import { abortion, commits, credentials, frames, logging, row } from './levers.ts';
import { compare } from './measure.ts';
import { conditions, envelopes, instantsWritten, mutations, shownFields } from './plans.ts';
import { breakers, inputs, successes } from './purchases.ts';
import { acknowledgements, firstStates, messages, recent, waitingWork, waits, writes } from './push.ts';
import { questions } from './questions.ts';
import { deadlines, observers, records, replacements, tokens, uses } from './reads.ts';
import { expiry, fields, promises, states, texts, turns } from './refreshing.ts';
import { bodies, longAnswers, requestLines, upgradeLines, variables } from './requests.ts';
import { flushes, sights, stages, updateTexts } from './saves.ts';
import { telemetry } from './telemetry.ts';
import { forgotten, found, logWrites, sequences } from './turns.ts';
import { answers, callbackText, reading } from './wire.ts';

/** A micro-benchmark for each lever. `node bench/micro/main.ts`; the peers of `bench` have to be installed. */
const PLANS = [shownFields, conditions, mutations, envelopes, instantsWritten];
const READS = [uses, replacements, tokens, deadlines, records, observers];
const PUSHES = [messages, writes, acknowledgements, firstStates, recent, waits, waitingWork, forgotten, found];
const WRITES = [
  rateWindow,
  connections,
  ids,
  updates,
  returning,
  callbackTokens,
  digests,
  callbackText,
  reading,
  answers,
];
const PURCHASES = [inputs, breakers, successes];
const CALLBACKS = [
  knownTokens,
  tracks,
  notes,
  stages,
  sights,
  updateTexts,
  bodyTexts,
  merges,
  pathTokens,
  namedTasks,
  flushes,
];
const REFRESHES = [expiry, fields, states, promises, texts, turns];
const COMPARISONS = [
  ...[execution, preparation, row, credentials, abortion, logging, commits, frames],
  ...PLANS,
  ...READS,
  ...WRITES,
  ...PURCHASES,
  ...PUSHES,
  ...REFRESHES,
  ...CALLBACKS,
  ...[bodies, longAnswers, requestLines, variables, questions, sequences, logWrites, upgradeLines],
  telemetry,
  current,
];

for (const comparison of COMPARISONS) {
  console.log(`\n## ${comparison.title}\n\n| way | µs each | times the first |\n| --- | ---: | ---: |`);
  const results = await compare(comparison);
  const [first = summarize([Number.NaN])] = results.values();
  for (const [name, { median, min, max }] of results) {
    const times = (median / first.median).toFixed(3);
    console.log(`| ${name} | ${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)}) | ${times} |`);
  }
}
