import {
  REPLACE_SECTION_CREATE_PATH,
  type ReplaceSectionRequest,
  replaceSectionRequest,
} from '../wire/replace-section.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given } from './song-request.ts';

/** Makes a part of a track anew: one stage, `complete` or `error`. */
export const replaceSection = defineEndpoint<'REPLACE_SECTION'>({
  createPath: REPLACE_SECTION_CREATE_PATH,
  family: musicFamily,
  toRequest({ source, infillStart, infillEnd, ...input }, callbackUrl) {
    const form = source.track ?? { uploadUrl: source.uploadUrl };
    const section = { infillStartS: infillStart, infillEndS: infillEnd };
    const request = given({ ...input, ...form, ...section, callBackUrl: callbackUrl });
    return replaceSectionRequest.parse(request) satisfies ReplaceSectionRequest;
  },
});
