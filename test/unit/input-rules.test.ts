import { describe, expect, it } from 'vitest';
import { addVocals } from '../../src/domain/operations/add-vocals.ts';
import type { InputRules } from '../../src/domain/operations/input-rules.ts';
import { separateVocals } from '../../src/domain/operations/separate-vocals.ts';
import { addVocalsInput, TRACK_ID } from '../support/bodies.ts';
import { music, open, separation, strict } from '../support/input-rules.ts';

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
