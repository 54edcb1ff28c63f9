import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError } from './config.ts';

const file = z.record(z.string(), z.string());

/**
 * Documents by their hash, from a JSON file as codegen writes it; null where none is configured.
 *
 * @throws ConfigError
 */
export const readTrustedDocuments = (path: string | null): ReadonlyMap<string, string> | null => {
  if (path === null) return null;
  try {
    return new Map(Object.entries(file.parse(JSON.parse(readFileSync(path, 'utf8')))));
  } catch (cause) {
    throw new ConfigError('TRUSTED_DOCUMENTS must be the path of a JSON file of hash → document.', { cause });
  }
};
