import { pathOf } from '../core/addresses.ts';
import { answer, json, type Outcome } from '../core/outcome.ts';
import { MEDIA_LIVES_MS } from '../core/retention.ts';
import type { MediaFile } from '../core/task.ts';
import { fileAt } from '../media/files.ts';
import { type ActiveScenario, activeScenarios } from '../scenarios/index.ts';
import type { MediaFault } from '../scenarios/scenario.ts';
import { downloadProof } from './account.ts';
import type { Call } from './call.ts';
import type { Mock } from './mock.ts';

export const MEDIA_PREFIX = '/media/';

interface Range {
  readonly first: number;
  readonly last: number;
}

/** One `bytes=` range of RFC 9110; null for none (or several, which may be answered whole), `unsatisfiable` beyond the end. */
const rangeOf = (header: string | null, size: number): Range | null | 'unsatisfiable' => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [, from = '', to = ''] = match ?? [];
  if (from === '' && to === '') return null;
  if (from === '')
    return Number(to) === 0 ? 'unsatisfiable' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first >= size) return 'unsatisfiable';
  return last < first ? null : { first, last };
};

const gone = (status: number, msg: string): Outcome => json(status, { code: status, msg });

const faulty = (
  fault: MediaFault,
  call: Call,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string>,
): Outcome | null => {
  if (fault === 'empty') return answer(200, new Uint8Array(), { ...headers, 'content-length': '0' });
  if (fault === 'truncated') return { kind: 'half', answer: { status: 200, headers, body } };
  if (fault === 'expired') return gone(404, 'The file has expired');
  if (fault === 'needs-user-agent' && call.request.headers.get('user-agent')) return null;
  return gone(403, 'Forbidden');
};

const headersOf = (bytes: Uint8Array, contentType: string): Record<string, string> => ({
  'content-type': contentType,
  'accept-ranges': 'bytes',
  'access-control-allow-origin': '*',
  'content-length': String(bytes.length),
});

const whole = async (mock: Mock, call: Call, file: MediaFile, uses: readonly ActiveScenario[]): Promise<Outcome> => {
  const { bytes, contentType } = await mock.player.render(file);
  const headers = headersOf(bytes, contentType);
  for (const use of uses) {
    const outcome = use.scenario.media && faulty(use.scenario.media, call, bytes, headers);
    if (!outcome || !mock.rules.claim(use)) continue;
    call.active = [...call.active, use];
    return outcome;
  }
  return serveBytes(call, { bytes, contentType });
};

/** Answers with a file, or the part of it that is asked for. */
export const serveBytes = (
  call: Call,
  { bytes, contentType }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string },
): Outcome => {
  const headers = headersOf(bytes, contentType);
  // A range means something on GET only (RFC 9110, 14.2).
  const range = call.method === 'GET' ? rangeOf(call.request.headers.get('range'), bytes.length) : null;
  if (range === 'unsatisfiable') return answer(416, '', { 'content-range': `bytes */${bytes.length}` });
  if (range === null) return answer(200, bytes, headers);
  const part = bytes.subarray(range.first, range.last + 1);
  return answer(206, part, {
    ...headers,
    'content-length': String(part.length),
    'content-range': `bytes ${range.first}-${range.last}/${bytes.length}`,
  });
};

/** Whether a link made by download-url is past its 20 minutes, or was tampered with; any other link is fine. */
const linkIsStale = ({ settings, clock }: Mock, { searchParams }: URL, path: string): boolean => {
  const expires = searchParams.get('expires');
  if (expires === null) return false;
  const isOwn = searchParams.get('proof') === downloadProof(settings.seed, path, Number(expires));
  return !isOwn || clock.now() > Number(expires);
};

/** Serves the files that answers link to: ranges, expiry after 14 days, and what scenarios do to them. */
export const serveMedia = async (mock: Mock, call: Call, uses: readonly ActiveScenario[]): Promise<Outcome> => {
  const path = pathOf(call.url);
  const found = fileAt(mock.tasks, path);
  if (!found) return gone(404, 'Not found');
  const { file, task } = found;
  call.taskId = task?.id ?? null;
  if (linkIsStale(mock, call.url, path)) return gone(403, 'The link has expired');
  if (task && mock.clock.now() - (task.completedAt ?? task.acceptedAt) >= MEDIA_LIVES_MS) {
    return gone(404, 'The file has expired');
  }
  return whole(mock, call, file, [...uses, ...activeScenarios(task?.scenarios ?? [])]);
};
