import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/**
 * The provider's published contract as data: one JSON Schema per message under `schemas/`, each with its source, and
 * hand-written messages under `examples/`. Written from the provider's pages and from recordings, not from any code
 * here, so that a mistake on either side shows.
 */
export interface Example {
  readonly name: string;
  /** Name of the schema that it follows. */
  readonly schema: string;
  readonly source: string;
  readonly body: unknown;
}

const filesIn = (folder: string): { name: string; content: unknown }[] => {
  const directory = new URL(`${folder}/`, import.meta.url);
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      name: file.replace(/\.json$/, ''),
      content: JSON.parse(readFileSync(new URL(file, directory), 'utf8')) as unknown,
    }));
};

const compile = (): ReadonlyMap<string, ValidateFunction> => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  // Where a schema was taken from; says nothing about the message.
  ajv.addKeyword('x-source');
  // The default export of a CommonJS module, as NodeNext sees it.
  addFormats.default(ajv, ['uri']);
  return new Map(filesIn('schemas').map(({ name, content }) => [name, ajv.compile(content as object)]));
};

const validators = compile();

export const schemaNames: readonly string[] = [...validators.keys()];

/** The violations of the published contract in a message; empty when there are none. */
export const violations = (schema: string, message: unknown): readonly string[] => {
  const validate = validators.get(schema);
  if (!validate) throw new RangeError(`no schema is named "${schema}"; there are ${schemaNames.join(', ')}`);
  if (validate(message)) return [];
  return (validate.errors ?? []).map(({ instancePath, message: problem, params }) => {
    const named = 'additionalProperty' in params ? ` "${params['additionalProperty']}"` : '';
    return `${instancePath || '/'} ${problem}${named}`;
  });
};

export const examples = (): readonly Example[] =>
  filesIn('examples').map(({ name, content }) => ({ name, ...(content as Omit<Example, 'name'>) }));

const modelLists = JSON.parse(readFileSync(new URL('models.json', import.meta.url), 'utf8')) as Readonly<
  Record<'songs' | 'records' | 'jobs', { readonly source: string; readonly names: readonly string[] }>
>;

/** Every name of a model that was published or recorded: of songs, in records, of jobs. */
export const knownModels: ReadonlySet<string> = new Set(Object.values(modelLists).flatMap(({ names }) => names));

const codeLists = JSON.parse(readFileSync(new URL('codes.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string, { readonly source: string; readonly codes: readonly number[] }>>>
>;

/**
 * The body codes that a dialect's pages list for a message.
 *
 * @throws RangeError for a dialect or message without a list
 */
export const documentedCodes = (dialect: string, message: string): readonly number[] => {
  const list = codeLists[dialect]?.[message];
  if (!list) throw new RangeError(`no codes are listed for "${message}" on "${dialect}"`);
  return list.codes;
};
