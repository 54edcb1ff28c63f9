import { isObject, textOf } from '../core/json.ts';
import type { Outcome } from '../core/outcome.ts';
import { hex32 } from '../core/random.ts';
import { DOWNLOAD_LINK_LIVES_MS } from '../core/retention.ts';
import { refuse, success } from '../dialect/answers.ts';
import { ownFile } from '../media/files.ts';
import type { Call } from './call.ts';
import type { Mock } from './mock.ts';

/** The account calls: balance and download links. Source: docs.kie.ai, "Get Remaining Credits", "Get Download URL". */
export const DOWNLOAD_URL_PATH = '/api/v1/common/download-url';

/** A bare decimal number; the docs say integer, the wire has hundredths. */
export const answerCredits = ({ ledger }: Mock): Outcome => success(ledger.balance());

/** The proof in a download link, without which its expiry could be edited. */
export const downloadProof = (seed: string, path: string, expires: number): string =>
  hex32(seed, 'download', path, expires);

/** A link that is good for 20 minutes, for the mock's own files only. */
export const answerDownloadUrl = ({ settings, tasks, clock }: Mock, call: Call): Outcome => {
  const body = call.json;
  if (!isObject(body)) return refuse(settings.dialect, { why: 'malformed' });
  const address = textOf(body, 'url');
  if (address === '') return refuse(settings.dialect, { why: 'invalid', msg: 'Please enter url.' });
  const url = URL.parse(address);
  const path = url && ownFile(tasks, url, call.origin)?.file.path;
  // 422 on both brands: the field is fine, and the file is unknown.
  if (!path) return refuse(settings.dialect, { why: 'unknown-parent', msg: 'url is wrong' });
  const expires = clock.now() + DOWNLOAD_LINK_LIVES_MS;
  const link = new URL(call.origin + encodeURI(path));
  link.searchParams.set('expires', String(expires));
  link.searchParams.set('proof', downloadProof(settings.seed, path, expires));
  return success(link.href);
};
