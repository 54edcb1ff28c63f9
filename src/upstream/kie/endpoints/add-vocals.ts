import { ADD_VOCALS_CREATE_PATH, type AddVocalsRequest, addVocalsRequest } from '../wire/add-vocals.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';

/** The provider distinguishes a missing field from null. */
const given = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Sings over an uploaded instrumental; a music task like any other. */
export const addVocals = defineEndpoint<'ADD_VOCALS'>({
  createPath: ADD_VOCALS_CREATE_PATH,
  family: musicFamily,
  toRequest({ vocalGender, ...input }, callbackUrl) {
    const gender = vocalGender && (vocalGender === 'FEMALE' ? 'f' : 'm');
    const request = given({ ...input, vocalGender: gender, callBackUrl: callbackUrl });
    return addVocalsRequest.parse(request) satisfies AddVocalsRequest;
  },
});
