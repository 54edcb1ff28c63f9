import type { Dialect } from '../../src/upstream/kie/wire/dialects.ts';
import { type JsonObject, textOf } from '../core/json.ts';
import type { Refusal } from '../dialect/answers.ts';
import { weights } from './music-task.ts';
import type { RequestShape } from './request-shape.ts';

/*
 * What the requests of songs have in common. Source: docs.kie.ai, the create pages of "Suno API" and their tables of
 * lengths by model.
 */

interface SongModel {
  readonly lyrics: number;
  readonly style: number;
  readonly titles: { readonly extension: number; readonly cover: number };
  readonly takesPersonaModel: boolean;
  readonly takesDuration: boolean;
}

const OLD: SongModel = {
  lyrics: 5000,
  style: 1000,
  titles: { extension: 100, cover: 100 },
  takesPersonaModel: false,
  takesDuration: false,
};
const V6: SongModel = { ...OLD, titles: { extension: 100, cover: 80 }, takesPersonaModel: true, takesDuration: true };

const MODELS: Readonly<Record<string, SongModel>> = {
  V4: { ...OLD, lyrics: 3000, style: 200, titles: { extension: 80, cover: 80 } },
  V4_5: OLD,
  V4_5ALL: { ...OLD, titles: { extension: 80, cover: 80 } },
  V4_5PLUS: OLD,
  V5: { ...OLD, takesPersonaModel: true },
  V5_5: { ...OLD, takesPersonaModel: true, takesDuration: true },
  V6,
  V6_WILD: V6,
  V6_MINI: V6,
};

const modelOf = (request: JsonObject): SongModel => MODELS[textOf(request, 'model')] ?? OLD;

export const SONG_MODELS: readonly string[] = Object.keys(MODELS);

const model = { type: 'string', required: true, oneOf: SONG_MODELS } as const;
const gender = { type: 'string', oneOf: ['m', 'f'] } as const;

/** Fields of every request for a song. The sibling brand has `lyrics` and `variety` beside them. */
export const songFields = (dialect: Dialect) =>
  ({
    model,
    callBackUrl: { type: 'url', required: true },
    prompt: { type: 'string' },
    style: { type: 'string' },
    title: { type: 'string' },
    negativeTags: { type: 'string' },
    vocalGender: gender,
    ...weights,
    ...(dialect === 'sunoapi' ? { lyrics: { type: 'string' }, variety: { type: 'integer', range: [0, 4] } } : {}),
  }) satisfies RequestShape;

export const personaFields = {
  personaId: { type: 'string' },
  personaModel: { type: 'string', oneOf: ['style_persona', 'voice_persona'] },
} as const satisfies RequestShape;

export const durationField = { duration: { type: 'number', range: [10, 360] } } as const satisfies RequestShape;

const missing = (name: string): Refusal => ({ why: 'invalid', msg: `Please enter ${name}.` });

const tooLong = (request: JsonObject, limits: Readonly<Record<string, number>>): Refusal | null => {
  const found = Object.entries(limits).find(([name, limit]) => [...textOf(request, name)].length > limit);
  if (!found) return null;
  const [name, limit] = found;
  return { why: 'too-long', msg: `${name} length cannot exceed ${limit} characters` };
};

/** The first of the fields that is missing. */
const firstMissing = (request: JsonObject, names: readonly string[]): Refusal | null => {
  const name = names.find((candidate) => textOf(request, candidate).trim() === '');
  return name === undefined ? null : missing(name);
};

const byModel = (request: JsonObject): Refusal | null => {
  const { takesPersonaModel, takesDuration } = modelOf(request);
  const invalid = (name: string): Refusal => ({ why: 'invalid', msg: `${name} is not supported by this model` });
  if (textOf(request, 'personaModel') !== '' && !takesPersonaModel) return invalid('personaModel');
  return request['duration'] !== undefined && !takesDuration ? invalid('duration') : null;
};

/** Lyrics stand in `lyrics` where a request has it, else in `prompt`. */
export const lyricsOf = (request: JsonObject): string => textOf(request, 'lyrics') || textOf(request, 'prompt');

const lyricsField = (request: JsonObject): string => (textOf(request, 'lyrics') === '' ? 'prompt' : 'lyrics');

/** The conditions of a song: custom mode needs style, title and, unless instrumental, lyrics; the other mode a prompt. */
export const songRefusal = (
  request: JsonObject,
  { description, title }: { readonly description: number; readonly title: number | 'cover' },
): Refusal | null => {
  if (request['customMode'] !== true) {
    return firstMissing(request, ['prompt']) ?? tooLong(request, { prompt: description });
  }
  const needed = ['style', 'title', ...(request['instrumental'] === true ? [] : [lyricsField(request)])];
  const { lyrics, style, titles } = modelOf(request);
  const limits = { style, title: title === 'cover' ? titles.cover : title, [lyricsField(request)]: lyrics };
  return firstMissing(request, needed) ?? tooLong(request, limits) ?? byModel(request);
};

/** The conditions of a continuation: with the flag it needs fields of its own, without it there is nothing to say. */
export const continuationRefusal = (request: JsonObject, needed: readonly string[]): Refusal | null => {
  if (request['defaultParamFlag'] !== true) return null;
  const isInstrumental = request['instrumental'] === true;
  if (isInstrumental && textOf(request, 'prompt') !== '') {
    return { why: 'invalid', msg: 'prompt cannot be used when instrumental is true' };
  }
  if (isInstrumental && textOf(request, 'vocalGender') !== '') {
    return { why: 'invalid', msg: 'vocalGender cannot be used when instrumental is true' };
  }
  const { lyrics, style, titles } = modelOf(request);
  return (
    (typeof request['continueAt'] === 'number' && request['continueAt'] > 0 ? null : missing('continueAt')) ??
    firstMissing(
      request,
      needed.filter((name) => name !== 'prompt' || !isInstrumental),
    ) ??
    tooLong(request, { prompt: lyrics, style, title: titles.extension }) ??
    byModel(request)
  );
};

/** Words that begin with a capital, as in titles. */
const titled = (words: readonly string[]): string =>
  words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');

/** Title, tags and lyrics: the caller's own, or what the provider writes to a description. */
export const textsOf = (request: JsonObject): { title: string; tags: string; prompt: string } => {
  const prompt = lyricsOf(request);
  const isInstrumental = request['instrumental'] === true;
  if (request['customMode'] === true) {
    return { title: textOf(request, 'title'), tags: textOf(request, 'style'), prompt: isInstrumental ? '' : prompt };
  }
  const words = prompt.match(/[\p{L}\p{N}']+/gu) ?? ['Untitled'];
  const lines = [`[Verse]`, prompt, '[Chorus]', titled(words.slice(0, 4))];
  return {
    title: titled(words.slice(0, 4)),
    tags: isInstrumental ? 'instrumental, warm' : 'pop, warm',
    prompt: isInstrumental ? '' : lines.join('\n'),
  };
};
