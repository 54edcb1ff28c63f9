import { describe, expect, it } from 'vitest';
import { RefusedError } from '../../src/domain/tasks/errors.ts';
import { createUploadTokens } from '../../src/domain/uploads/upload-tokens.ts';
import type { Uploads } from '../../src/domain/uploads/uploads.ts';
import { createFakeFileHost, createTestUploads, type TestUploadsOptions } from '../support/file-host.ts';
import { createManualClock } from '../support/manual-clock.ts';

const URL = 'https://media.example.com/takes/first%20take.mp3?sig=1';

const open = (limits: TestUploadsOptions['limits'] = {}) => {
  const host = createFakeFileHost();
  const clock = createManualClock();
  return { host, clock, uploads: createTestUploads({ clock, host, limits }) };
};

const refused = async (call: () => ReturnType<Uploads['import']>): Promise<unknown> => {
  try {
    await call();
    return [];
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return error.refusals.map(({ code, field }) => [code, field?.join('.')]);
  }
};

describe('a file that is imported', () => {
  it.each([
    ['the last part of its URL', { url: URL }, 'first take.mp3', 'mp3'],
    ['the name that is given', { url: URL, fileName: 'mine.WAV' }, 'mine.WAV', 'wav'],
    ['a given name without an ending', { url: URL, fileName: 'mine' }, 'mine', 'mp3'],
    ['a part that is not decodable', { url: 'https://a.example.com/50%.mp3' }, '50%.mp3', 'mp3'],
  ])('is called by %s, and at the host by a fresh one with its ending', async (_what, input, fileName, ending) => {
    const { host, clock, uploads } = open();
    const file = await uploads.import('alice', input);
    const [fetched] = host.fetched;
    expect(fetched).toEqual({ url: input.url, name: expect.stringMatching(new RegExp(`^[\\da-f-]{36}\\.${ending}$`)) });
    expect(file).toEqual({
      url: `https://files.example.com/stemgate/${fetched?.name}`,
      fileName,
      size: null,
      contentType: null,
      expiresAt: clock.now() + 86_400_000,
    });
  });

  it('is named by the host where nothing has a name', async () => {
    const { host, uploads } = open();
    const file = await uploads.import('alice', { url: 'https://media.example.com/' });
    expect(host.fetched).toEqual([{ url: 'https://media.example.com/', name: null }]);
    expect(file.fileName).toBe('made-up.mp3');
  });

  it.each([
    ['a private address', { url: 'http://10.0.0.1/a.mp3' }, 'input.url'],
    ['credentials', { url: 'https://me:secret@a.example.com/a.mp3' }, 'input.url'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'input.url'],
    ['a name with a path', { url: URL, fileName: '../a.mp3' }, 'input.fileName'],
    ['a name that is blank', { url: URL, fileName: '' }, 'input.fileName'],
  ])('is refused with %s, and the host is not asked', async (_what, input, field) => {
    const { host, uploads } = open();
    expect(await refused(() => uploads.import('alice', input))).toEqual([['INVALID_INPUT', field]]);
    expect(host.fetched).toEqual([]);
  });

  it('has to wait while too many of the viewer are on their way, and no other viewer has', async () => {
    const { host, uploads } = open({ perViewer: 1 });
    const { promise, resolve } = Promise.withResolvers<void>();
    host.before.call = () => promise;
    const first = uploads.import('alice', { url: URL });
    expect(await refused(() => uploads.import('alice', { url: URL }))).toEqual([['QUOTA_EXCEEDED', undefined]]);
    const other = uploads.import('bob', { url: URL });
    resolve();
    await Promise.all([first, other]);
    expect(await refused(() => uploads.import('alice', { url: URL }))).toEqual([]);
    expect(host.fetched).toHaveLength(3);
  });
});

describe('an upload token', () => {
  const grant = {
    id: '7b0c6c1e-5a3d-4a57-9a0e-2f4b1f6f0a11',
    expiresAt: 1,
    fileName: 'ünï.mp3',
    contentType: 'audio/mpeg',
    size: 1,
    viewerTag: 'tag',
  };
  const [old, fresh] = ['o'.repeat(32), 'n'.repeat(32)];

  it('is read back under a newer secret too, as long as the old one is listed', () => {
    const token = createUploadTokens([old]).issue(grant);
    expect(createUploadTokens([fresh, old]).read(token)).toEqual(grant);
    expect(createUploadTokens([fresh]).read(token)).toBeNull();
  });

  it('is refused with any character changed', () => {
    const tokens = createUploadTokens([old]);
    const token = tokens.issue(grant);
    for (const [at, character] of [...token].entries()) {
      // The last one carries two bits that mean nothing.
      if (at === token.length - 1) continue;
      const changed = `${token.slice(0, at)}${character === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(tokens.read(changed)).toBeNull();
    }
  });

  it('names the viewer by a tag alone, the same each time', () => {
    const tokens = createUploadTokens([old]);
    expect(tokens.viewerTag('key:alice')).toBe(tokens.viewerTag('key:alice'));
    expect(tokens.viewerTag('key:alice')).not.toBe(tokens.viewerTag('key:bob'));
    expect(tokens.viewerTag('key:alice')).not.toContain('alice');
  });
});
