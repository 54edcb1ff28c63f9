import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { dialects } from '../../src/upstream/kie/wire/dialects.ts';
import { cases } from './cases.ts';
import { jobCases } from './job-cases.ts';
import { createApi, reportLines, runCases } from './run.ts';
import { watch, watchExitCode, watchLines } from './watch.ts';

/*
 * The conformance cases against the real provider. Nothing starts this by itself; it needs a key and spends no credit
 * unless a number is given:
 *
 *   KIE_LIVE_API_KEY=… npm run conformance -- [--watch] [--max-credits 22] [--audio-url https://…] [--url …] [--upload-url …] [--pace 600] [--json]
 *
 * Exit code 0: the provider is as believed; 1: it has drifted; 2: it could not be asked, or the options are wrong. With
 * --watch, what has changed is told by what it is about, and a call without an answer does not end the rest.
 */
const POLL_MS = 15_000;
const API = 'https://api.kie.ai';
const UPLOADS = 'https://kieai.redpandaai.co';
const USAGE =
  'KIE_LIVE_API_KEY=… npm run conformance -- [--watch] [--max-credits <n>] [--audio-url <url>] [--url <url>] [--upload-url <url>] [--pace <ms>] [--json]';

const read = (key: string) => {
  const { values } = parseArgs({
    options: {
      watch: { type: 'boolean', default: false },
      url: { type: 'string', default: API },
      'upload-url': { type: 'string' },
      'max-credits': { type: 'string', default: '0' },
      'audio-url': { type: 'string' },
      json: { type: 'boolean', default: false },
      // Milliseconds before each post: the provider takes 20 creates in 10 s.
      pace: { type: 'string', default: '600' },
    },
  });
  const maxCredits = Number(values['max-credits']);
  if (key === '') throw new RangeError('set KIE_LIVE_API_KEY to the key of an account');
  if (!Number.isInteger(maxCredits) || maxCredits < 0) throw new RangeError('--max-credits takes a whole number');
  const pace = Number(values.pace);
  if (!Number.isInteger(pace) || pace < 0) throw new RangeError('--pace takes a whole number of milliseconds');
  const audioUrl = values['audio-url'];
  if (maxCredits > 0 && audioUrl === undefined)
    throw new RangeError('cases that buy need --audio-url, a public audio file');
  // The key goes to the provider's own host of uploads only where the API is the provider's own, too.
  const { 'upload-url': uploadUrl = values.url === API ? UPLOADS : values.url } = values;
  return { ...values, uploadUrl, maxCredits, pace, audioUrl: audioUrl ?? 'https://example.com/none.mp3' };
};

const key = process.env['KIE_LIVE_API_KEY'] ?? '';
/** A text without the key, plain or as it stands in JSON or in a URL: a provider may repeat it, and so may an error. */
const hidden = (text: string): string =>
  [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);

try {
  const { maxCredits, pace, url, uploadUrl, audioUrl, watch: isWatch, json } = read(key);
  const api = createApi({
    url,
    uploadUrl,
    key,
    audioUrl,
    // The field is mandatory. The cases poll, so no receiver is needed.
    callBackUrl: 'https://example.com/no-receiver',
    creditsPath: dialects.kie.creditsPath,
    pause: () => setTimeout(POLL_MS),
    breathe: () => setTimeout(pace),
  });
  const all = [...cases, ...jobCases];
  const say = (report: object, lines: readonly string[]) => {
    const asJson = { at: new Date().toISOString(), url, ...report };
    const hide = (_name: string, value: unknown) => (typeof value === 'string' ? hidden(value) : value);
    console.log(json ? JSON.stringify(asJson, hide, 2) : hidden(lines.join('\n')));
  };
  if (isWatch) {
    const report = await watch(all, api, maxCredits);
    say(report, watchLines(report));
    process.exitCode = watchExitCode(report);
  } else {
    const reports = await runCases(all, api, maxCredits);
    say({ reports }, reportLines(reports));
    process.exitCode = reports.some(({ verdict }) => verdict === 'drifted') ? 1 : 0;
  }
} catch (error) {
  console.error(hidden(`${error instanceof Error ? error.message : String(error)}\n\nUsage: ${USAGE}`));
  process.exitCode = 2;
}
