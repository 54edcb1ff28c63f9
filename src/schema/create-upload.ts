import type * as domain from '../domain/uploads/uploads.ts';
import { type CreateUploadPayload as CreateUploadPayloadShape, createUpload } from '../resolvers/uploads.ts';
import { builder } from './builder.ts';
import { UserError } from './payload.ts';

const CreateUploadInput = builder.inputType('CreateUploadInput', {
  description: 'The file that will be sent.',
  fields: (t) => ({
    fileName: t.string({ required: true, description: 'Its name, without a path.' }),
    contentType: t.string({
      required: true,
      description: 'audio/…, image/… or video/…; what arrives is checked by its first bytes.',
    }),
    size: t.int({ required: true, description: 'Bytes.' }),
  }),
});

const Upload = builder.objectRef<domain.Upload>('Upload').implement({
  description:
    'A promise to take one file. `PUT` the bytes with `content-length`; 201 brings `{ "url", "fileName", "size", "contentType", "expiresAt" }`.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Unique.' }),
    putUrl: t.expose('putUrl', {
      type: 'URL',
      description: 'Where to PUT the bytes. It is a secret: no other authorization is asked for.',
    }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', description: 'When the PUT must have begun.' }),
  }),
});

const CreateUploadPayload = builder.objectRef<CreateUploadPayloadShape>('CreateUploadPayload').implement({
  description: 'The result of `createUpload`.',
  fields: (t) => ({
    upload: t.expose('upload', { type: Upload, nullable: true, description: 'Null when nothing was made.' }),
    userErrors: t.expose('userErrors', { type: [UserError], description: 'Empty when the mutation succeeded.' }),
  }),
});

builder.mutationField('createUpload', (t) =>
  t.field({
    type: CreateUploadPayload,
    description:
      'A place to put a file of your own: PUT its bytes to `putUrl`, and use the URL that the answer to that brings.',
    args: {
      input: t.arg({ type: CreateUploadInput, required: true, description: 'The file that will be sent.' }),
    },
    resolve: (_root, { input }, context) => createUpload(input, context),
  }),
);
