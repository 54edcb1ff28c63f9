import { describe, expect, it } from 'vitest';
import { addVocals } from '../../src/domain/operations/add-vocals.ts';
import type { InputRules } from '../../src/domain/operations/input-rules.ts';
import { separateVocals } from '../../src/domain/operations/separate-vocals.ts';
import { addVocalsInput, TRACK_ID } from '../support/bodies.ts';

const strict: InputRules = {
  allowPrivateUrls: false,
  models: ['V4', 'V4_5PLUS', 'V5'],
  ignoredUrlParameters: [],
  defaultModel: 'V5',
};
const open: InputRules = { allowPrivateUrls: true, models: 'any', ignoredUrlParameters: [], defaultModel: 'V5' };

/** Paths of the fields at fault; empty when the input is taken. */
const faults = (operation: typeof addVocals | typeof separateVocals, input: unknown, rules = strict): string[] => {
  const parsed = operation.inputSchema(rules).safeParse(input);
  return (parsed.error?.issues ?? []).map(({ path }) => path.join('.'));
};
const music = (change: object, rules = strict) => faults(addVocals, { ...addVocalsInput, ...change }, rules);
const separation = (source: unknown, change: object = {}, rules = strict) =>
  faults(separateVocals, { source, type: 'SPLIT_STEM', ...change }, rules);
const url = (audioUrl: unknown, rules = strict) => separation({ audioUrl }, {}, rules);

describe('the input of addVocals', () => {
  it('is completed by what the caller leaves open', () => {
    expect(addVocals.inputSchema(strict).parse(addVocalsInput)).toEqual({
      ...addVocalsInput,
      model: 'V5',
      vocalGender: null,
      styleWeight: null,
      weirdnessConstraint: null,
      audioWeight: null,
    });
  });

  it.each([
    ['prompt', 5_000],
    ['style', 1_000],
    ['title', 100],
    ['negativeTags', 200],
  ])('%s takes 1 to %i characters, and not only blanks', (field, most) => {
    expect(music({ [field]: 'x'.repeat(most) })).toEqual([]);
    expect(music({ [field]: 'x'.repeat(most + 1) })).toEqual([field]);
    for (const nothing of ['', ' \n\t', null, undefined, 5]) expect(music({ [field]: nothing })).toEqual([field]);
    expect(music({ [field]: '\u{1f3a4}' })).toEqual([]);
    expect(music({ [field]: 'half a \ud83c' })).toEqual([field]);
  });

  it.each([
    ['prompt', 3_000],
    ['style', 200],
    ['title', 80],
  ])('%s takes %i characters with V4', (field, most) => {
    expect(music({ model: 'V4', [field]: 'x'.repeat(most) })).toEqual([]);
    expect(music({ model: 'V4', [field]: 'x'.repeat(most + 1) })).toEqual([field]);
  });

  it.each([
    ['V4', 'prompt', 3_000],
    ['V4', 'title', 80],
    ['V5', 'prompt', 5_000],
    ['V5', 'title', 100],
  ])('with %s, %s counts an emoji as one character', (model, field, most) => {
    const emoji = '\u{1f3b5}';
    expect(music({ model, [field]: emoji.repeat(most) }, open)).toEqual([]);
    for (const more of [1, most * 0.1, most]) {
      expect(music({ model, [field]: emoji.repeat(most + more) }, open)).toEqual([field]);
    }
  });

  it.each(['styleWeight', 'weirdnessConstraint', 'audioWeight'])('%s is 0 to 1 with two decimals', (field) => {
    for (const hundredths of Array.from({ length: 101 }, (_, index) => index)) {
      expect(music({ [field]: hundredths / 100 })).toEqual([]);
    }
    expect(music({ [field]: null })).toEqual([]);
    for (const bad of [-0.01, 1.01, 0.005, 0.123, Number.NaN, Number.POSITIVE_INFINITY, '0.5']) {
      expect(music({ [field]: bad }), String(bad)).toContain(field);
    }
  });

  it('names a model that may be bought', () => {
    expect(music({ model: 'V5' })).toEqual([]);
    expect(music({ model: null })).toEqual([]);
    expect(music({ model: 'V9' })).toEqual(['model']);
    expect(music({ model: 'V9' }, open)).toEqual([]);
    for (const bad of ['', 'V 5', 'V5;', 'x'.repeat(33)]) expect(music({ model: bad }, open)).toEqual(['model']);
  });

  it('knows the published models, where the operator lists none', () => {
    const published: InputRules = { ...strict, models: 'published' };
    for (const model of ['V4', 'V4_5PLUS', 'V6_MINI']) expect(music({ model }, published)).toEqual([]);
    expect(music({ model: 'V9' }, published)).toEqual(['model']);
  });

  it('refuses a field that it does not know, rather than buying without it', () => {
    expect(music({ lyrics: 'la la' })).toEqual(['']);
    expect(separation({ audioUrl: 'https://media.example.com/song.mp3' }, { stem: 'Kick' })).toEqual(['']);
  });

  it('takes the genders of the schema', () => {
    expect(music({ vocalGender: 'FEMALE' })).toEqual([]);
    expect(music({ vocalGender: 'f' })).toEqual(['vocalGender']);
  });

  it('names every fault at once', () => {
    expect(music({ uploadUrl: 'nowhere', title: '', styleWeight: 2 })).toEqual(['uploadUrl', 'title', 'styleWeight']);
  });
});

describe('the input of separateVocals', () => {
  const track = { taskId: '0f1e2d3c4b5a69788796a5b4c3d2e1f0', audioId: TRACK_ID };

  it('names exactly one source', () => {
    expect(separation({ track })).toEqual([]);
    expect(separation({ track, audioUrl: null })).toEqual([]);
    expect(separation({ audioUrl: 'https://a.example.com/x.mp3' })).toEqual([]);
    for (const bad of [{}, { track: null, audioUrl: null }, { track, audioUrl: 'https://a.example.com/x.mp3' }, null]) {
      expect(separation(bad)).toEqual(['source']);
    }
  });

  it('takes ids as the provider gives them', () => {
    for (const bad of ['', ' ', 'a b', 'a/b', '../x', 'x'.repeat(129), 'a\n', 'ä', 5]) {
      expect(separation({ track: { ...track, audioId: bad } })).toEqual(['source.track.audioId']);
      expect(separation({ track: { ...track, taskId: bad } })).toEqual(['source.track.taskId']);
    }
  });

  it('takes the types of the schema', () => {
    expect(separation({ track }, { type: 'split_stem' })).toEqual(['type']);
    expect(separation({ track }, { type: undefined })).toEqual(['type']);
  });

  it('counts the same source and type as the same wish', () => {
    const key = (source: object, type: string) =>
      separateVocals.reuseKey(separateVocals.inputSchema(strict).parse({ source, type }));
    expect(key({ track }, 'SPLIT_STEM')).toBe(key({ track, audioUrl: null }, 'SPLIT_STEM'));
    expect(key({ track }, 'SPLIT_STEM')).not.toBe(key({ track }, 'SEPARATE_VOCAL'));
    expect(key({ track }, 'SPLIT_STEM')).not.toBe(key({ audioUrl: 'https://a.example.com/x.mp3' }, 'SPLIT_STEM'));
  });
});

describe('a URL that the provider is asked to fetch', () => {
  it.each([
    'https://media.example.com/song.mp3',
    'http://media.example.com:8080/a%20b.mp3?x=1#y',
    'HTTPS://MEDIA.EXAMPLE.COM/',
    'https://1.1.1.1/song.mp3',
    'https://[2606:4700::1111]/song.mp3',
    'https://xn--bcher-kva.example.com/',
    'https://bücher.example.com/ä.mp3',
    'https://media.example.com./song.mp3',
    'https://mylocalhost.com/',
    'https://internal.example.com/',
    'https://media.example.com/@user/song.mp3?by=me@example.com',
    'https://localhost.example.org/',
    'https://media.example/song.mp3',
    'https://media.test/song.mp3',
  ])('may be %s', (value) => expect(url(value)).toEqual([]));

  it.each([
    // Names.
    'http://localhost/',
    'http://LOCALHOST:3000/',
    'http://localhost./',
    'http://foo.localhost/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://router.lan/',
    'http://nas.home.arpa/',
    'http://db.intranet/',
    'http://db/',
    'http://localhost.localdomain/',
    'http://files.localdomain/',
    'http://wiki.corp/',
    'http://nas.home/',
    'http://db.private/',
    'http://smtp.mail/',
    'http://expyuzz4wqqyqhjn.onion/',
    'http://files.alt/',
    'http://1.0.0.127.in-addr.arpa/',
    'http://kubernetes.default.svc/',
    'http://kubernetes.default.svc.cluster.local./',
    // IPv4, in every spelling that a URL allows.
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://0.0.0.0/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://192.0.0.8/',
    'http://198.18.0.1/',
    'http://192.0.2.1/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    // IPv6.
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fc00::1]/',
    'http://[fd12:3456::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
  ])('must not lead inwards: %s', (value) => {
    expect(url(value)).toEqual(['source.audioUrl']);
    expect(music({ uploadUrl: value })).toEqual(['uploadUrl']);
    expect(url(value, open)).toEqual([]);
  });

  it.each([
    ['credentials', 'https://user:password@media.example.com/'],
    ['a user', 'https://user@media.example.com/'],
    ['a user without a name', 'https://@media.example.com/'],
    ['what some take for a user: before an @ that follows ?', 'http://example.org?@127.0.0.1/'],
    ['what some take for a user: before an @ that follows #', 'http://example.org#@127.0.0.1/'],
    ['another scheme', 'ftp://media.example.com/a.mp3'],
    ['a file', 'file:///etc/passwd'],
    ['data', 'data:audio/mpeg;base64,AAAA'],
    ['script', 'javascript:alert(1)'],
    ['no scheme', 'media.example.com/a.mp3'],
    ['no authority', 'https:media.example.com/a.mp3'],
    ['an empty authority', 'https:///user:password@media.example.com/'],
    ['a path', '/a.mp3'],
    ['nothing', ''],
    ['a blank', 'https://media.example.com/a b.mp3'],
    ['a line break', 'https://media.example.com/a\n.mp3'],
    ['a leading blank', ' https://media.example.com/'],
    ['a backslash, behind which others see another host', 'http://example.org\\@127.0.0.1/'],
    ['a backslash behind a port', 'http://example.org:80\\@127.0.0.1/'],
    ['an unpaired surrogate', 'https://media.example.com/\ud800'],
    ['a character that is none', 'https://media.example.com/\uffff'],
    ['a quote', 'https://media.example.com/"a'],
    ['a soft hyphen in its host', 'https://me\u00addia.example.com/'],
    ['empty labels at the end of its host', 'http://localhost../'],
    ['an empty label in its host', 'http://media..example.com/'],
    ['an empty label before its host', 'http://.example.com/'],
    ['a null byte', 'https://media.example.com/\u0000'],
    ['an impossible port', 'https://media.example.com:99999/'],
    ['too much of it', `https://media.example.com/${'x'.repeat(2_048)}`],
    ['a number', 7],
    ['an array', ['https://media.example.com/']],
  ])('is refused with %s, also in development', (_name, value) => {
    expect(url(value, open)).toEqual(['source.audioUrl']);
    expect(url(value)).toEqual(['source.audioUrl']);
  });
});
