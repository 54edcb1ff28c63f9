import { GENERATE_MUSIC_CREATE_PATH, type GenerateMusicRequest, generateMusicRequest } from '../wire/generate-music.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given, singerFields, songFields } from './song-request.ts';

/** Makes a song. */
export const generateMusic = defineEndpoint<'GENERATE_MUSIC'>({
  createPath: GENERATE_MUSIC_CREATE_PATH,
  family: musicFamily,
  toRequest({ song, ...input }, callbackUrl) {
    const request = given({ ...input, ...songFields(song), ...singerFields(input), callBackUrl: callbackUrl });
    return generateMusicRequest.parse(request) satisfies GenerateMusicRequest;
  },
});
