import { ADD_VOCALS_CREATE_PATH, type AddVocalsRequest, addVocalsRequest } from '../wire/add-vocals.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given, singerFields } from './song-request.ts';

/** Sings over an uploaded instrumental; a music task like any other. */
export const addVocals = defineEndpoint<'ADD_VOCALS'>({
  createPath: ADD_VOCALS_CREATE_PATH,
  family: musicFamily,
  toRequest(input, callbackUrl) {
    const request = given({ ...input, ...singerFields(input), callBackUrl: callbackUrl });
    return addVocalsRequest.parse(request) satisfies AddVocalsRequest;
  },
});
