import {
  UPLOAD_AND_COVER_CREATE_PATH,
  type UploadAndCoverRequest,
  uploadAndCoverRequest,
} from '../wire/upload-and-cover.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { given, singerFields, songFields } from './song-request.ts';

/** Sings and plays an upload in another style. */
export const uploadAndCover = defineEndpoint<'UPLOAD_AND_COVER'>({
  createPath: UPLOAD_AND_COVER_CREATE_PATH,
  family: musicFamily,
  toRequest({ song, ...input }, callbackUrl) {
    const request = given({ ...input, ...songFields(song), ...singerFields(input), callBackUrl: callbackUrl });
    return uploadAndCoverRequest.parse(request) satisfies UploadAndCoverRequest;
  },
});
