import type * as domain from '../domain/uploads/uploads.ts';
import { type ImportFilePayload as ImportFilePayloadShape, importFile } from '../resolvers/uploads.ts';
import { builder } from './builder.ts';
import { UserError } from './payload.ts';

const ImportFileInput = builder.inputType('ImportFileInput', {
  description: 'The file to fetch.',
  fields: (t) => ({
    url: t.field({ type: 'URL', required: true, description: 'The provider must be able to fetch it.' }),
    fileName: t.string({ description: 'Its name, without a path; by default the last part of the URL.' }),
  }),
});

const UploadedFile = builder.objectRef<domain.UploadedFile>('UploadedFile').implement({
  description: "A file at the provider's host, which serves it to everybody who knows its URL.",
  fields: (t) => ({
    url: t.expose('url', { type: 'URL', description: 'What inputs take as `uploadUrl`.' }),
    fileName: t.exposeString('fileName', { description: 'As the viewer named it.' }),
    size: t.exposeInt('size', { nullable: true, description: 'Bytes.' }),
    contentType: t.exposeString('contentType', { nullable: true, description: 'As the provider serves it.' }),
    expiresAt: t.expose('expiresAt', {
      type: 'DateTime',
      description: 'When the provider may delete it: a day, for all that is certain.',
    }),
  }),
});

const ImportFilePayload = builder.objectRef<ImportFilePayloadShape>('ImportFilePayload').implement({
  description: 'The result of `importFile`.',
  fields: (t) => ({
    file: t.expose('file', { type: UploadedFile, nullable: true, description: 'Null when nothing was made.' }),
    userErrors: t.expose('userErrors', { type: [UserError], description: 'Empty when the mutation succeeded.' }),
  }),
});

builder.mutationField('importFile', (t) =>
  t.field({
    type: ImportFilePayload,
    description: 'Have the provider fetch a file, and use the URL that comes back. Costs nothing.',
    args: { input: t.arg({ type: ImportFileInput, required: true, description: 'The file to fetch.' }) },
    resolve: (_root, { input }, context) => importFile(input, context),
  }),
);
