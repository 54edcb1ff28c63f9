import { z } from 'zod';
import * as read from './reading.ts';

/** Vocal and stem separation, as docs.kie.ai ("Vocal & Instrument Stem Separation") and docs.sunoapi.org spell it. */
export const SEPARATION_CREATE_PATH = '/api/v1/vocal-removal/generate';
export const SEPARATION_RECORD_PATH = '/api/v1/vocal-removal/record-info';

export const SEPARATION_TYPES = ['separate_vocal', 'split_stem', 'split_stem_advanced'] as const;

/** `stemName` goes with `split_stem_advanced`, and with nothing else. */
const how = { type: z.enum(SEPARATION_TYPES), stemName: z.string().optional(), callBackUrl: z.url() };

/** The request we send. Exactly one source form: the provider's own schema contradicts itself on mixing them. */
export const separationRequest = z.union([
  z.strictObject({ taskId: z.string(), audioId: z.string(), ...how }),
  z.strictObject({ audioUrl: z.url(), ...how }),
]);
export type SeparationRequest = z.infer<typeof separationRequest>;

/**
 * The stems a separation can name: its key in a callback (snake), in record-info (camel), and its
 * `stem_type_group_name`. `pianoUrl` appears in record-info only and has no published group name.
 */
export const STEM_KEYS = [
  { snake: 'vocal_url', camel: 'vocalUrl', group: 'Vocals' },
  { snake: 'instrumental_url', camel: 'instrumentalUrl', group: 'Instrumental' },
  { snake: 'backing_vocals_url', camel: 'backingVocalsUrl', group: 'Backing Vocals' },
  { snake: 'drums_url', camel: 'drumsUrl', group: 'Drums' },
  { snake: 'bass_url', camel: 'bassUrl', group: 'Bass' },
  { snake: 'guitar_url', camel: 'guitarUrl', group: 'Guitar' },
  { snake: 'piano_url', camel: 'pianoUrl', group: 'Piano' },
  { snake: 'keyboard_url', camel: 'keyboardUrl', group: 'Keyboard' },
  { snake: 'strings_url', camel: 'stringsUrl', group: 'Strings' },
  { snake: 'brass_url', camel: 'brassUrl', group: 'Brass' },
  { snake: 'woodwinds_url', camel: 'woodwindsUrl', group: 'Woodwinds' },
  { snake: 'percussion_url', camel: 'percussionUrl', group: 'Percussion' },
  { snake: 'synth_url', camel: 'synthUrl', group: 'Synth' },
  { snake: 'fx_url', camel: 'fxUrl', group: 'FX' },
] as const;

/** Containers of a callback's stems; brands and editions disagree on the name, so both are read. */
export const SEPARATION_CONTAINERS = ['vocal_removal_info', 'vocal_separation_info'] as const;

/**
 * One row of `originData`: the stem's id (what MIDI asks for) and length, beside a URL that may differ from the flat
 * one.
 */
export interface OriginRow {
  readonly id: string | null;
  readonly label: string | null;
  readonly duration: number | null;
  readonly url: string | null;
}

/** Reads a row of `originData`. Any other value reads as a row without fields. */
export const readOriginRow = (value: unknown): OriginRow => {
  const row = read.toRecord(value);
  return {
    id: read.toText(row?.['id']),
    label: read.toText(read.field(row, 'stem_type_group_name', 'stemTypeGroupName')),
    duration: read.toNumber(row?.['duration']),
    url: read.toUrl(read.field(row, 'audio_url', 'audioUrl', 'url')),
  };
};

/** States of `successFlag`; an unknown one reads as not finished. */
export const SEPARATION_STATES = [
  'PENDING',
  'SUCCESS',
  'CREATE_TASK_FAILED',
  'GENERATE_AUDIO_FAILED',
  'CALLBACK_EXCEPTION',
] as const;
