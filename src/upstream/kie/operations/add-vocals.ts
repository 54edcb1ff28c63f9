import { ADD_VOCALS_CREATE_PATH, type AddVocalsRequest, addVocalsRequest, MUSIC_RECORD_PATH } from '../wire/music.ts';
import { readMusicCallback, readMusicRecord } from './music.ts';
import type { KieOperation } from './operation.ts';

/** The provider distinguishes a missing field from null. */
const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Sings over an uploaded instrumental; a music task like any other. */
export const addVocals: KieOperation<'ADD_VOCALS'> = {
  createPath: ADD_VOCALS_CREATE_PATH,
  recordPath: MUSIC_RECORD_PATH,

  toRequest({ vocalGender, ...input }, callbackUrl) {
    const gender = vocalGender && (vocalGender === 'FEMALE' ? 'f' : 'm');
    const request = given({ ...input, vocalGender: gender, callBackUrl: callbackUrl });
    return addVocalsRequest.parse(request) satisfies AddVocalsRequest;
  },

  readCallback: readMusicCallback,
  readRecord: readMusicRecord,
};
