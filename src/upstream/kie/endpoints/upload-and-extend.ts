import {
  UPLOAD_AND_EXTEND_CREATE_PATH,
  type UploadAndExtendRequest,
  uploadAndExtendRequest,
} from '../wire/upload-and-extend.ts';
import { defineEndpoint } from './endpoint.ts';
import { musicFamily } from './music.ts';
import { continuationFields, given, singerFields } from './song-request.ts';

/** Goes on with an upload. */
export const uploadAndExtend = defineEndpoint<'UPLOAD_AND_EXTEND'>({
  createPath: UPLOAD_AND_EXTEND_CREATE_PATH,
  family: musicFamily,
  toRequest({ continuation, ...input }, callbackUrl) {
    const fields = { ...continuationFields(continuation), ...singerFields(input) };
    const request = given({ ...input, ...fields, callBackUrl: callbackUrl });
    return uploadAndExtendRequest.parse(request) satisfies UploadAndExtendRequest;
  },
});
