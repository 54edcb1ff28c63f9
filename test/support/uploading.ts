import { request as sendRequest } from 'node:http';
import { createFakeFileHost } from './file-host.ts';
import { startGateway, type TestGateway } from './gateway.ts';

const CREATE = `mutation ($input: CreateUploadInput!) {
  createUpload(input: $input) { upload { id putUrl expiresAt } userErrors { code message field } }
}`;

export const MINUTES = 60_000;

/** A WAV of `size` bytes, each of them known. */
export const wavOf = (size: number): Buffer<ArrayBuffer> => {
  const bytes = Buffer.alloc(size, 'abcdefgh');
  bytes.write('RIFF\0\0\0\0WAVEfmt ', 'latin1');
  return bytes;
};

export const MP3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(500, 0x55)]);
export const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(64)]);

interface CreatePayload {
  readonly createUpload: {
    readonly upload: { readonly id: string; readonly putUrl: string; readonly expiresAt: string } | null;
    readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[];
  };
}

/** What `createUpload` answers. */
export const createUpload = async (gateway: TestGateway, input: object = {}) => {
  const wanted = { fileName: 'take 1.wav', contentType: 'audio/wav', size: 100_000, ...input };
  const { data } = await gateway.ask<CreatePayload>(CREATE, { input: wanted });
  if (!data) throw new Error('no data');
  return data.createUpload;
};

/** The URL of a new upload. */
export const urlOf = async (gateway: TestGateway, input: object = {}): Promise<string> => {
  const { upload } = await createUpload(gateway, input);
  if (upload === null) throw new Error('nothing was made');
  return upload.putUrl;
};

/** A gateway before a host that keeps files in memory. */
export const openUploads = async (options: Parameters<typeof startGateway>[0] = {}) => {
  const host = createFakeFileHost();
  const gateway = await startGateway({ ...options, uploads: { host, ...options.uploads } });
  return Object.assign(gateway, { host });
};

export const put = (url: string, body: Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'PUT', body, headers });

/** The status of an answer, and the codes of its errors. */
export const codesIn = async (response: Response): Promise<unknown> => {
  const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
  return [response.status, ...errors.map(({ extensions }) => extensions.code)];
};

/** A PUT of which only a part is sent; `end` breaks it off. */
export const beginPut = (url: string, size: number, part: Buffer) => {
  const request = sendRequest(url, { method: 'PUT', headers: { 'content-length': String(size) } });
  const ended = new Promise<string>((resolve) => {
    request.on('response', (response) => resolve(String(response.statusCode)));
    request.on('error', () => resolve('broken'));
  });
  request.write(part);
  return { ended, end: () => request.destroy() };
};
