import { EXTEND_MUSIC_CREATE_PATH, type ExtendMusicRequest, extendMusicRequest } from '../wire/extend-music.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { continuationFields, given, singerFields } from './song-request.ts';

/** Goes on with a track, which the provider finds by its own id alone. */
export const extendMusic = defineEndpoint<'EXTEND_MUSIC'>({
  createPath: EXTEND_MUSIC_CREATE_PATH,
  family: musicFamily,
  toRequest({ source: { audioId }, continuation, ...input }, callbackUrl) {
    const fields = { ...continuationFields(continuation), ...singerFields(input) };
    const request = given({ ...input, ...fields, audioId, callBackUrl: callbackUrl });
    return extendMusicRequest.parse(request) satisfies ExtendMusicRequest;
  },
});
