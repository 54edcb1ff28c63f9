import { RefusedError } from '../domain/tasks/errors.ts';
import type { Refusal } from '../domain/tasks/lifecycle/refusal.ts';
import type { Upload, UploadedFile, Uploads } from '../domain/uploads/uploads.ts';
import type { RequestContext } from './context.ts';

/** The result of `createUpload`: a promise to take a file, or the reasons why there is none. */
export interface CreateUploadPayload {
  readonly upload: Upload | null;
  readonly userErrors: readonly Refusal[];
}

/** The result of `importFile`: a file, or the reasons why there is none. */
export interface ImportFilePayload {
  readonly file: UploadedFile | null;
  readonly userErrors: readonly Refusal[];
}

/** The reasons in an error of the domain. @throws any other error */
const refusalsIn = (error: unknown): readonly Refusal[] => {
  if (error instanceof RefusedError) return error.refusals;
  throw error;
};

export const createUpload = (
  input: Parameters<Uploads['create']>[1],
  { uploads, viewer }: RequestContext,
): CreateUploadPayload => {
  try {
    return { upload: uploads.create(viewer, input), userErrors: [] };
  } catch (error) {
    return { upload: null, userErrors: refusalsIn(error) };
  }
};

export const importFile = async (
  input: Parameters<Uploads['import']>[1],
  { uploads, viewer }: RequestContext,
): Promise<ImportFilePayload> => {
  try {
    return { file: await uploads.import(viewer, input), userErrors: [] };
  } catch (error) {
    return { file: null, userErrors: refusalsIn(error) };
  }
};
