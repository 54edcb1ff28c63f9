import {
  GENERATE_MASHUP_CREATE_PATH,
  type GenerateMashupRequest,
  generateMashupRequest,
} from '../wire/generate-mashup.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given, singerFields, songFields } from './song-request.ts';

/** Blends two uploads. */
export const generateMashup = defineEndpoint<'GENERATE_MASHUP'>({
  createPath: GENERATE_MASHUP_CREATE_PATH,
  family: musicFamily,
  toRequest({ uploadUrls, song, ...input }, callbackUrl) {
    const fields = { ...songFields(song), ...singerFields(input) };
    const request = given({ ...input, ...fields, uploadUrlList: uploadUrls, callBackUrl: callbackUrl });
    return generateMashupRequest.parse(request) satisfies GenerateMashupRequest;
  },
});
