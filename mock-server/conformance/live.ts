import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { dialects } from '../../src/upstream/kie/wire/dialects.ts';
import { cases } from './cases.ts';
import { jobCases } from './job-cases.ts';
import { createApi, reportLines, runCases } from './run.ts';

/*
 * The conformance cases against the real provider. Nothing starts this by itself; it needs a key and spends no credit
 * unless a number is given:
 *
 *   KIE_LIVE_API_KEY=… node mock-server/conformance/live.ts [--max-credits 22] [--audio-url https://…] [--url …] [--json]
 *
 * Exit code 0: the provider is as believed; 1: it has drifted; 2: not understood.
 */
const POLL_MS = 15_000;
const USAGE =
  'KIE_LIVE_API_KEY=… node mock-server/conformance/live.ts [--max-credits <n>] [--audio-url <url>] [--url <url>] [--json]';

const read = () => {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'https://api.kie.ai' },
      'max-credits': { type: 'string', default: '0' },
      'audio-url': { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const key = process.env['KIE_LIVE_API_KEY'] ?? '';
  const maxCredits = Number(values['max-credits']);
  if (key === '') throw new RangeError('set KIE_LIVE_API_KEY to the key of an account');
  if (!Number.isInteger(maxCredits) || maxCredits < 0) throw new RangeError('--max-credits takes a whole number');
  const audioUrl = values['audio-url'];
  if (maxCredits > 0 && audioUrl === undefined)
    throw new RangeError('cases that buy need --audio-url, a public audio file');
  return {
    key,
    maxCredits,
    url: values.url,
    audioUrl: audioUrl ?? 'https://example.com/none.mp3',
    asJson: values.json,
  };
};

try {
  const { key, maxCredits, url, audioUrl, asJson } = read();
  const api = createApi({
    url,
    key,
    audioUrl,
    // The field is mandatory. The cases poll, so no receiver is needed.
    callBackUrl: 'https://example.com/no-receiver',
    creditsPath: dialects.kie.creditsPath,
    pause: () => setTimeout(POLL_MS),
  });
  const reports = await runCases([...cases, ...jobCases], api, maxCredits);
  console.log(
    asJson ? JSON.stringify({ at: new Date().toISOString(), url, reports }, null, 2) : reportLines(reports).join('\n'),
  );
  process.exitCode = reports.some(({ verdict }) => verdict === 'drifted') ? 1 : 0;
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\nUsage: ${USAGE}`);
  process.exitCode = 2;
}
