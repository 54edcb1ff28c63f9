import { z } from 'zod';
import { characters, type InputRules, isKeepable, mediaUrl } from '../operations/input-rules.ts';
import { familyOf } from './file-format.ts';

/** The longest name in usual file systems. */
const MAX_NAME = 255;

/** The name of a file: no path, and no control characters, which a terminal or a header could interpret. */
const fileName = z
  .string()
  .refine((name) => characters(name) <= MAX_NAME, `must be at most ${MAX_NAME} characters`)
  .refine((name) => name.trim() !== '' && !/^\.+$/.test(name), 'must not be blank')
  .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'must be a name without a path')
  .refine(isKeepable, 'must be well-formed Unicode without NUL');

/** RFC 9110, 8.3.1: type, subtype, and parameters such as codecs. */
const CONTENT_TYPE = /^[a-z]+\/[\w.+-]{1,64}(?: *; *[\w-]+=[\w.", -]{1,64}){0,4}$/i;

/** The input of `createUpload`. @param maxBytes of one file. */
export const createUploadInput = (maxBytes: number) =>
  z.object({
    fileName,
    contentType: z
      .string()
      .refine((type) => CONTENT_TYPE.test(type) && familyOf(type) !== null, 'must be audio/…, image/… or video/…'),
    size: z.int().min(1, `must be 1 to ${maxBytes} bytes`).max(maxBytes, `must be 1 to ${maxBytes} bytes`),
  });

/** The input of `importFile`. */
export const importFileInput = (rules: InputRules) =>
  z.object({ url: mediaUrl(rules), fileName: fileName.nullish().transform((name) => name ?? null) });
