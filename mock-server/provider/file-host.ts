import { FILE_BASE64_PATH, FILE_STREAM_PATH, FILE_URL_PATH } from '../../src/upstream/kie/wire/file-upload.ts';
import { isLoopback, pathOf } from '../core/addresses.ts';
import type { HostedContent } from '../core/hosted-files.ts';
import { isObject, textOf } from '../core/json.ts';
import { answer, json, type Outcome } from '../core/outcome.ts';
import { hex32 } from '../core/random.ts';
import { contentTypeOf, endingOf } from '../media/content-type.ts';
import { hostedFile, ownFile } from '../media/files.ts';
import { HOSTED_PREFIX } from '../media/hosted-prefix.ts';
import type { Call } from './call.ts';
import { serveBytes } from './media.ts';
import type { Mock } from './mock.ts';

/*
 * The upload host. The provider has it on a host of its own; here it is on the mock's, on paths that nothing else has.
 * Source: docs.kie.ai, "File Upload API"; its HTTP statuses are genuine ones.
 */

/** The account's number, which is part of every path. */
const ACCOUNT = '100001';
const PRODUCTS = { kie: 'kieai', sunoapi: 'sunoapiorg' } as const;

const LARGEST_FETCH_BYTES = 100 * 1024 * 1024;
const FETCH_MS = 30_000;
/** What a file that is not fetched is taken to last, in seconds. */
const ASSUMED_SECONDS = 20;

/** An answer of the upload host that says no. */
export const refuseUpload = (status: number, msg: string): Outcome =>
  json(status, { success: false, code: status, msg });

interface Given {
  /** As asked for; empty where none was. */
  readonly uploadPath: string;
  readonly fileName: string;
  /** The name that the file had before. */
  readonly sourceName: string;
  readonly content: HostedContent;
  /** Bytes. */
  readonly size: number;
}

/** `<epoch ms>-<11 base-36 characters>.<ending>`, as on the wire. */
const generatedName = ({ settings, clock, hosted }: Mock, sourceName: string): string => {
  const random = BigInt(`0x${hex32(settings.seed, 'upload', hosted.count)}`)
    .toString(36)
    .slice(0, 11);
  const ending = endingOf(sourceName);
  return `${clock.now()}-${random}${ending === '' ? '' : `.${ending}`}`;
};

const keep = (mock: Mock, call: Call, given: Given): Outcome => {
  if (given.uploadPath === '') return refuseUpload(400, 'uploadPath is required');
  if (/^\/|\/$/.test(given.uploadPath)) call.notes.push('uploadPath should neither begin nor end with a slash');
  const fileName = given.fileName || generatedName(mock, given.sourceName);
  const uploadPath = given.uploadPath.replace(/^\/+|\/+$/g, '');
  const filePath = `${PRODUCTS[mock.settings.dialect]}/${ACCOUNT}/${uploadPath}/${fileName}`;
  const path = `${HOSTED_PREFIX}${filePath}`;
  if (mock.hosted.get(path)) call.notes.push(`${fileName} was there already, and is replaced`);
  mock.hosted.put(path, given.content);
  return json(200, {
    success: true,
    code: 200,
    msg: 'File uploaded successfully',
    data: {
      success: true,
      fileName,
      filePath,
      downloadUrl: call.origin + encodeURI(path),
      fileSize: given.size,
      mimeType: contentTypeOf(fileName),
      uploadedAt: new Date(mock.clock.now()).toISOString(),
    },
  });
};

const bytesAs = (bytes: Uint8Array<ArrayBuffer>, name: string): Pick<Given, 'content' | 'size'> => ({
  content: { kind: 'bytes', bytes, contentType: contentTypeOf(name) },
  size: bytes.length,
});

const takeStream = async (mock: Mock, call: Call): Promise<Outcome> => {
  const form = await call.request.formData().catch(() => null);
  if (form === null) return refuseUpload(400, 'The request is not a complete multipart form');
  const file = form.get('file');
  if (!(file instanceof File)) return refuseUpload(400, 'file is required');
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const fileName = text('fileName');
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = fileName || file.name;
  return keep(mock, call, { uploadPath: text('uploadPath'), fileName, sourceName: file.name, ...bytesAs(bytes, name) });
};

const decoded = (base64: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    // Blanks are fine; URL-safe letters are not.
    return null;
  }
};

const takeBase64 = (mock: Mock, call: Call): Outcome => {
  if (!isObject(call.json)) return refuseUpload(400, 'The request body must be a JSON object');
  const given = textOf(call.json, 'base64Data');
  const [, type = '', data = given] = /^data:([\w/+.-]*)[^,]*,(.*)$/s.exec(given) ?? [];
  const bytes = decoded(data);
  if (bytes === null || bytes.length === 0) return refuseUpload(400, 'base64Data is required');
  const fileName = textOf(call.json, 'fileName');
  const sourceName = `data.${type.split('/')[1] ?? 'bin'}`;
  return keep(mock, call, {
    uploadPath: textOf(call.json, 'uploadPath'),
    fileName,
    sourceName,
    ...bytesAs(bytes, fileName || sourceName),
  });
};

/** What is at a URL: a file of the mock's own, one on this machine, or else a made-up song. Null: nothing. */
const fetched = async (mock: Mock, url: URL, origin: string): Promise<HostedContent | null> => {
  const own = ownFile(mock.tasks, url, origin);
  if (own) return { kind: 'own', file: own.file };
  const hosted = hostedFile(mock.hosted, url, origin);
  if (hosted) return hosted.content ?? null;
  if (!isLoopback(url)) {
    const song = { seed: url.href, seconds: ASSUMED_SECONDS, hasVocals: true };
    return { kind: 'own', file: { path: pathOf(url), part: 'mix', song } };
  }
  try {
    const response = await mock.send(new Request(url, { signal: AbortSignal.timeout(FETCH_MS) }));
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok || bytes.length > LARGEST_FETCH_BYTES) return null;
    return { kind: 'bytes', bytes, contentType: contentTypeOf(pathOf(url)) };
  } catch {
    // The provider could not have fetched the file either, whatever the reason was.
    return null;
  }
};

const takeUrl = async (mock: Mock, call: Call): Promise<Outcome> => {
  if (!isObject(call.json)) return refuseUpload(400, 'The request body must be a JSON object');
  const url = URL.parse(textOf(call.json, 'fileUrl'));
  if (url === null || !/^https?:$/.test(url.protocol)) return refuseUpload(400, 'fileUrl is required');
  const uploadPath = textOf(call.json, 'uploadPath');
  if (uploadPath === '') return refuseUpload(400, 'uploadPath is required');
  const content = await fetched(mock, url, call.origin);
  if (content === null) return refuseUpload(400, `The file at ${url.href} cannot be fetched`);
  const size = content.kind === 'bytes' ? content.bytes.length : (await mock.player.render(content.file)).bytes.length;
  return keep(mock, call, {
    uploadPath,
    fileName: textOf(call.json, 'fileName'),
    sourceName: pathOf(url),
    content,
    size,
  });
};

/** The calls of the upload host, by path. */
export const uploadCalls = new Map<string, (mock: Mock, call: Call) => Outcome | Promise<Outcome>>([
  [FILE_STREAM_PATH, takeStream],
  [FILE_BASE64_PATH, takeBase64],
  [FILE_URL_PATH, takeUrl],
]);

/** Serves a hosted file, without credentials, for three days. */
export const serveHosted = async (mock: Mock, call: Call): Promise<Outcome> => {
  const content = mock.hosted.get(pathOf(call.url));
  if (content === undefined) return answer(404, 'Not found', { 'content-type': 'text/plain' });
  return serveBytes(call, content.kind === 'bytes' ? content : await mock.player.render(content.file));
};
