import type { FileHost, HostedFile } from '../../domain/ports/file-host.ts';
import type { Logger } from '../../domain/ports/logger.ts';
import { RefusedError } from '../../domain/tasks/errors.ts';
import { type Refusal, refusal } from '../../domain/tasks/lifecycle/refusal.ts';
import { NotSentError, ResponseLostError } from './errors.ts';
import { createFileTransport, type FileTransportOptions } from './file-transport.ts';
import { createMultipartForm } from './multipart.ts';
import { createProviderTextRedactor } from './provider-text.ts';
import type { HttpResponse } from './send-request.ts';
import { createTransport } from './transport.ts';
import * as wire from './wire/file-upload.ts';
import { parseJson } from './wire/json.ts';

export interface KieFileHostOptions extends FileTransportOptions {
  /** See `createProviderTextRedactor`. */
  readonly secrets: readonly string[];
  readonly logger: Logger;
}

/** The folder of all files at the host. It begins and ends without a slash (provider.md, 7.3). */
const UPLOAD_PATH = 'stemgate';

/** HTTP statuses of refusals that are about the file. All others are failures of the host. */
const ABOUT_THE_FILE = new Set([400, 403, 404, 408, 413, 415, 422, 451]);

const UNAVAILABLE = 'The host of uploads is not available at the moment; try again shortly.';

const unavailable = (): Refusal => refusal('UPSTREAM_UNAVAILABLE', UNAVAILABLE, { retryable: true });

/** @param field path of the argument that names the file; null where it came as bytes. */
const refusalOf = (status: number, answer: HttpResponse, words: string | null, field: Refusal['field']): Refusal => {
  if (status === 401) {
    return refusal('UPSTREAM_REFUSED', "The host of uploads refused the operator's API key.", { upstreamCode: status });
  }
  if (status === 429) {
    const { retryAfterMs } = answer;
    return refusal('RATE_LIMITED', 'The host of uploads has a rate limit.', { retryable: true, retryAfterMs });
  }
  if (ABOUT_THE_FILE.has(status)) {
    const message = `The host of uploads did not take the file: ${words ?? `HTTP ${status}`}`;
    return refusal('INVALID_INPUT', message, { field, upstreamCode: status });
  }
  return unavailable();
};

/** kie.ai's host for files, as the domain's port `FileHost`. */
export const createKieFileHost = ({ secrets, logger, ...options }: KieFileHostOptions): FileHost => {
  const redact = createProviderTextRedactor(secrets);
  const files = createFileTransport(options);
  const json = createTransport({ ...options, timeoutMs: options.timeoutMs + wire.FETCH_MS });

  /** @throws RefusedError */
  const hostedFile = (answer: HttpResponse, source: object, field: Refusal['field']): HostedFile => {
    const said = wire.readFileAnswer(parseJson(answer.body));
    const isOk = answer.status >= 200 && answer.status < 300;
    const saysYes = !said.saysNo && (said.code === null || said.code === 200 || said.code === 0);
    if (isOk && saysYes && said.url !== null) {
      return { url: said.url, size: said.size, contentType: said.contentType };
    }
    // If the HTTP status is a success and the body is not, the body's code counts as the status.
    const status = isOk ? (saysYes ? 502 : (said.code ?? 502)) : answer.status;
    const words = said.msg && redact(said.msg, source);
    logger.warn({ status: answer.status, code: said.code, words }, 'the host of uploads did not take a file');
    throw new RefusedError([refusalOf(status, answer, words, field)]);
  };

  /** @throws RefusedError when the host cannot be reached or does not answer; any other error unchanged. */
  const asked = async (call: Promise<HttpResponse>): Promise<HttpResponse> => {
    try {
      return await call;
    } catch (error) {
      if (!(error instanceof NotSentError) && !(error instanceof ResponseLostError)) throw error;
      logger.warn({ err: error }, 'the host of uploads could not be reached');
      throw new RefusedError([unavailable()]);
    }
  };

  return {
    async store({ name, contentType, size, content }) {
      const file = { field: 'file', fileName: name, contentType, size, content };
      const form = createMultipartForm({ uploadPath: UPLOAD_PATH, fileName: name }, file);
      return hostedFile(await asked(files.post(wire.FILE_STREAM_PATH, form)), {}, null);
    },
    async fetch(url, name) {
      const body = { fileUrl: url, uploadPath: UPLOAD_PATH, ...(name === null ? {} : { fileName: name }) };
      return hostedFile(await asked(json.post(wire.FILE_URL_PATH, body)), { url }, ['input', 'url']);
    },
    async close() {
      await Promise.all([files.close(), json.close()]);
    },
  };
};
