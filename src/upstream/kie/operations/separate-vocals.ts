import { noSeparation, type Separation, type Stem, type StemKind } from '../../../domain/outputs/separation.ts';
import type { Report } from '../../../domain/tasks/lifecycle/transition.ts';
import type { Dialect } from '../wire/dialects.ts';
import * as read from '../wire/reading.ts';
import {
  originStem,
  SEPARATION_CONTAINERS,
  SEPARATION_CREATE_PATH,
  SEPARATION_RECORD_PATH,
  type SeparationRequest,
  STEM_KEYS,
  separationCallback,
  separationRecord,
  separationRequest,
} from '../wire/separation.ts';
import { failed, verdictOf } from './failure.ts';
import type { KieOperation } from './operation.ts';

type Container = Readonly<Record<string, unknown>>;

/** Kinds by the provider's group name in lower case; the names not listed are kept as OTHER. */
const KINDS: ReadonlyMap<string, StemKind> = new Map([
  ['vocals', 'VOCALS'],
  ['lead vocal', 'VOCALS'],
  ['instrumental', 'INSTRUMENTAL'],
  ['backing vocals', 'BACKING_VOCALS'],
  ['drums', 'DRUMS'],
  ['bass', 'BASS'],
  ['guitar', 'GUITAR'],
  ['piano', 'PIANO'],
  ['keyboard', 'KEYBOARD'],
  ['strings', 'STRINGS'],
  ['brass', 'BRASS'],
  ['woodwinds', 'WOODWINDS'],
  ['percussion', 'PERCUSSION'],
  ['synth', 'SYNTH'],
  ['fx', 'FX'],
  ['fx/other', 'FX'],
]);

const KNOWN_KEYS: ReadonlySet<string> = new Set([
  ...STEM_KEYS.flatMap(({ snake, camel }) => [snake, camel]),
  'origin_url',
  'originUrl',
]);

/** `lead_synth_url` and `leadSynthUrl` both read "Lead Synth". */
const labelOf = (key: string): string =>
  key
    .replace(/(_url|Url)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');

/** Flat URLs: the known stems in their order, then keys that this schema does not know. */
const flatStems = (container: Container): { label: string; url: string }[] => {
  const known = STEM_KEYS.map(({ snake, camel, group }) => ({
    label: group,
    value: container[snake] || container[camel],
  }));
  const unknown = Object.entries(container)
    .filter(([key]) => /(_url|Url)$/.test(key) && !KNOWN_KEYS.has(key))
    .map(([key, value]) => ({ label: labelOf(key), value }));
  return [...known, ...unknown].flatMap(({ label, value }) => {
    const url = read.url.parse(value);
    return url === null ? [] : [{ label, url }];
  });
};

/** `originData`, in which an advanced separation nests pairs of `extract` and `remove`. */
const originStems = (container: Container) => {
  const rows = container['originData'] ?? container['origin_data'];
  const flat = (Array.isArray(rows) ? rows : []).flatMap((row: unknown) => {
    const pair = read.record.parse(row);
    return pair && ('extract' in pair || 'remove' in pair) ? [pair['extract'], pair['remove']] : [row];
  });
  return read.listOf(originStem).parse(flat);
};

/** Stems by name: the flat URL is the file, `originData` adds its id and length, or a stem that has no flat URL. */
const stemsOf = (container: Container): Stem[] => {
  const stems = new Map<string, Stem>();
  const add = (label: string, url: string | null, audioId: string | null, duration: number | null): void => {
    const name = label.toLowerCase();
    const known = stems.get(name);
    const file = known?.url ?? url;
    if (file) stems.set(name, { kind: KINDS.get(name) ?? 'OTHER', label, url: file, audioId, duration });
  };
  for (const { label, url } of flatStems(container)) add(label, url, null, null);
  for (const { stem_type_group_name, audio_url, id, duration } of originStems(container)) {
    add(stem_type_group_name, audio_url ?? null, id ?? null, duration ?? null);
  }
  return [...stems.values()];
};

/** Brands nest the stems under one of two names, sometimes within `response`, sometimes not at all (provider.md, 12.1). */
const containerOf = (body: Container): Container =>
  SEPARATION_CONTAINERS.map((name) => read.record.parse(body[name])).find((found) => found !== null) ?? body;

const separationOf = (body: Container | null | undefined): Separation =>
  body ? { kind: 'separation', stems: stemsOf(containerOf(body)) } : noSeparation;

const FAILED_STATES: ReadonlySet<string> = new Set(['CREATE_TASK_FAILED', 'GENERATE_AUDIO_FAILED']);

const readState = (record: ReturnType<typeof separationRecord.parse>, dialect: Dialect): Report => {
  const state = record.successFlag?.toUpperCase() ?? '';
  const output = separationOf(record.response);
  if (state === 'SUCCESS') return { state: 'succeeded', output, at: record.completeTime ?? null };
  if (state === 'CALLBACK_EXCEPTION') return { state: 'undelivered', output };
  if (FAILED_STATES.has(state)) {
    return failed(dialect, { code: record.errorCode ?? null, message: record.errorMessage ?? null });
  }
  return { state: 'pending' };
};

/** Vocal and stem separation: one stage, one callback, stems in a container whose name depends on the edition. */
export const separateVocals: KieOperation<'SEPARATE_VOCALS'> = {
  createPath: SEPARATION_CREATE_PATH,
  recordPath: SEPARATION_RECORD_PATH,

  toRequest({ source, type }, callbackUrl) {
    const form = source.track ?? { audioUrl: source.audioUrl };
    const request = {
      ...form,
      type: type === 'SPLIT_STEM' ? 'split_stem' : 'separate_vocal',
      callBackUrl: callbackUrl,
    };
    return separationRequest.parse(request) satisfies SeparationRequest;
  },

  readCallback(body, dialect) {
    const callback = separationCallback.safeParse(body).data;
    const verdict = verdictOf(callback?.code);
    if (verdict === 'running') return { state: 'pending' };
    if (verdict === 'yes') return { state: 'succeeded', output: separationOf(callback?.data), at: null };
    return failed(dialect, { code: callback?.code ?? null, message: callback?.msg ?? null });
  },

  readRecord(data, dialect) {
    const record = separationRecord.safeParse(data).data;
    if (record === undefined) return { report: { state: 'pending' }, callbackUrl: null };
    return { report: readState(record, dialect), callbackUrl: record.callbackUrl ?? null };
  },
};
