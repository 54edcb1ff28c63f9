import {
  ADD_INSTRUMENTAL_CREATE_PATH,
  type AddInstrumentalRequest,
  addInstrumentalRequest,
} from '../wire/add-instrumental.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given, singerFields } from './song-request.ts';

/** Plays an accompaniment to an uploaded voice. */
export const addInstrumental = defineEndpoint<'ADD_INSTRUMENTAL'>({
  createPath: ADD_INSTRUMENTAL_CREATE_PATH,
  family: musicFamily,
  toRequest(input, callbackUrl) {
    const request = given({ ...input, ...singerFields(input), callBackUrl: callbackUrl });
    return addInstrumentalRequest.parse(request) satisfies AddInstrumentalRequest;
  },
});
