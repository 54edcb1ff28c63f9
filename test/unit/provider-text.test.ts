import { describe, expect, it } from 'vitest';
import { createProviderTextRedactor } from '../../src/upstream/kie/provider-text.ts';

const redact = createProviderTextRedactor(['our-secret-key']);
const SECRET = 'AAF-made-up-0123456789abcdef';
const input = {
  uploadUrl: `https://bots.example/file/bot7:${SECRET}/voice.mp3`,
  source: {
    audioUrl: 'https://s3.example/music/instrumental.mp3?AWSAccessKeyId=AKIA0123456789&Signature=a%2Bb%3D12345678',
  },
};

describe('text of the provider', () => {
  it.each([
    [
      'the whole URL',
      `Failed to fetch https://bots.example/file/bot7:${SECRET}/voice.mp3`,
      'Failed to fetch https://bots.example/…',
    ],
    ['a part of it', `no file bot7:${SECRET} there`, 'no file [redacted] there'],
    ['a query', 'bad AWSAccessKeyId=AKIA0123456789', 'bad AWSAccessKeyId=[redacted]'],
    ['an encoded value', 'Signature a%2Bb%3D12345678 expired', 'Signature [redacted] expired'],
    ['a decoded value', 'Signature a+b=12345678 expired', 'Signature [redacted] expired'],
    ['a URL that was not sent', 'see https://other.example/x?sig=1 please', 'see https://other.example/… please'],
    ['our key', 'the key our-secret-key is unknown', 'the key [redacted] is unknown'],
    ['a callback token', `posted to ${'x'.repeat(64)}`, 'posted to [redacted]'],
  ])('does not repeat %s', (_what, text, expected) => {
    expect(redact(text, input)).toBe(expected);
  });

  it.each([
    'the instrumental is too long',
    'voice.mp3 is no music',
    'see https://docs.example',
    'The music does not exist',
  ])('is left as it is where it holds no secret: %s', (text) => {
    expect(redact(text, input)).toBe(text);
  });

  it('is well-formed, without NUL, and bounded', () => {
    expect(redact('Night \ud83c\0!')).toBe('Night \ufffd!');
    const long = redact('\u{1f3b5}'.repeat(2_000));
    expect(long.length).toBeLessThanOrEqual(500);
    expect(long.isWellFormed()).toBe(true);
  });
});
