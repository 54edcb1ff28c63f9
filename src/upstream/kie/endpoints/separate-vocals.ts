import {
  SEPARATION_CREATE_PATH,
  SEPARATION_RECORD_PATH,
  type SeparationRequest,
  separationRequest,
} from '../wire/separation.ts';
import { defineEndpoint } from './endpoint.ts';
import type { Family } from './family.ts';
import { separationOf } from './stems.ts';

const separationFamily: Family = {
  recordPath: SEPARATION_RECORD_PATH,
  states: {},
  stages: null,
  recordOutput: separationOf,
  callbackOutput: separationOf,
};

/** Vocal and stem separation: one stage, one callback, stems in a container whose name depends on the edition. */
export const separateVocals = defineEndpoint<'SEPARATE_VOCALS'>({
  createPath: SEPARATION_CREATE_PATH,
  family: separationFamily,
  toRequest({ source, type, stemName }, callbackUrl) {
    const form = source.track ?? { audioUrl: source.audioUrl };
    const named = stemName === undefined ? {} : { stemName };
    const request = { ...form, ...named, type: type.toLowerCase(), callBackUrl: callbackUrl };
    return separationRequest.parse(request) satisfies SeparationRequest;
  },
});
