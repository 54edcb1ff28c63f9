import { readFileSync } from 'node:fs';
import { envelop } from '@envelop/core/create';
import { useEngine } from '@envelop/core/plugins/use-engine';
import { useSchema } from '@envelop/core/plugins/use-schema';
import {
  buildSchema,
  execute,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  getVariableValues,
  isObjectType,
  Kind,
  parse,
  type VariableValues,
} from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { GET_TASK, SEPARATE_VOCALS } from '../documents.ts';
import type { Comparison } from './measure.ts';
import { TASK } from './task.ts';

const createSchema = (): GraphQLSchema =>
  buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

const compile = (schema: GraphQLSchema, text: string) => {
  const compiled = compileQuery(schema, parse(text), undefined, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) throw new Error('graphql-jit cannot compile the document.');
  return compiled.query;
};

/** Gives each field of each object type a resolver that reads the property of its name, as Pothos does. */
const withResolvers = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      field.resolve = (parent: Readonly<Record<string, unknown>>) => parent[field.name];
    }
  }
  return schema;
};

const called = compile(withResolvers(createSchema()), GET_TASK);
const read = compile(createSchema(), GET_TASK);

export const shownFields: Comparison = {
  title: 'A plan for a task with 12 stems, by how its properties are read',
  ways: {
    'by resolvers': () => called({ task: TASK }, {}, { id: TASK.id }),
    'by name': () => read({ task: TASK }, {}, { id: TASK.id }),
  },
};

const variables = { input: { source: { track: { taskId: TASK.upstreamTaskId, audioId: TASK.id } } } };
const payload = { task: TASK, reused: false, userErrors: [] };

/** A schema whose one purchase is `buy`. */
const buyingBy = (buy: (root: unknown, args: unknown, context: unknown, info: GraphQLResolveInfo) => unknown) => {
  const schema = createSchema();
  const field = schema.getMutationType()?.getFields()['separateVocals'];
  if (field === undefined) throw new Error('The schema has no such mutation.');
  field.resolve = buy;
  return { schema, field };
};

const interpreted = buyingBy(async () => payload);
const remembered = buyingBy((root, _args, _context, info) => {
  const { outcomes, values } = root as { outcomes: Map<unknown, unknown>; values: VariableValues };
  const [node] = info.fieldNodes;
  const args = node && getArgumentValues(remembered.field, node, values);
  const outcome = Promise.resolve({ ...payload, args });
  outcomes.set(info.path.key, outcome);
  return outcome;
});
const document = parse(SEPARATE_VOCALS);
const [operation] = document.definitions;
if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document begins with another definition.');
const { variableDefinitions = [] } = operation;
const plan = compile(remembered.schema, SEPARATE_VOCALS);

export const mutations: Comparison = {
  title: 'One purchase, its variables and arguments coerced (a resolver that does nothing)',
  ways: {
    'graphql-js': () => execute({ schema: interpreted.schema, document, variableValues: variables }),
    'a plan that remembers the outcome': () => {
      const { variableValues: values } = getVariableValues(remembered.schema, variableDefinitions, variables);
      return values && plan({ outcomes: new Map(), values }, {}, values.coerced);
    },
  },
};

const CONDITIONAL = GET_TASK.replace('($id: ID!)', '($id: ID!, $long: Boolean!)').replace(
  'timeline {',
  'timeline @include(if: $long) {',
);
const conditional = parse(CONDITIONAL);
const rootValue = { task: TASK };
const short = { id: TASK.id, long: false };
const { schema } = interpreted;
/** What is left where `$long` is false. */
const shortened = compile(schema, GET_TASK.replace(/timeline \{[^}]*\}/, ''));

export const conditions: Comparison = {
  title: 'A query of a task with 12 stems, a part of which is left out by `@include`',
  ways: {
    'graphql-js': () => execute({ schema, document: conditional, rootValue, variableValues: short }),
    'a plan for this combination': () => shortened(rootValue, {}, short),
  },
};

const DAY_MS = 86_400_000;
const days = new Map<number, string>();
const pad = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));
const byDay = (at: number): string => {
  const day = Math.floor(at / DAY_MS);
  const date = days.get(day) ?? new Date(at).toISOString().slice(0, 11);
  days.set(day, date);
  const ms = at - day * DAY_MS;
  const seconds = Math.floor(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const rest = ms - seconds * 1_000;
  const time = `${pad[Math.floor(minutes / 60)]}:${pad[minutes % 60]}:${pad[seconds % 60]}`;
  return `${date}${time}.${Math.floor(rest / 100)}${pad[rest % 100]}Z`;
};
const instants = [0, 0, 1_400, 83_000, 83_000, 83_000, 1_209_683_000].map(
  (after) => Date.parse(TASK.createdAt) + after,
);

export const instantsWritten: Comparison = {
  title: 'The seven instants of a finished task',
  ways: {
    'Date.toISOString': () => instants.map((at) => new Date(at).toISOString()).join(),
    'by parts, days kept': () => instants.map(byDay).join(),
  },
};

const answered = async () => ({ data: { separateVocals: payload } });
const toExecute = { schema, document };
const { execute: watched } = envelop({ plugins: [useSchema(schema), useEngine({ execute: answered })] })({});

export const envelopes: Comparison = {
  title: 'An execution that takes no time, and what is around it',
  ways: {
    'through the hooks of Envelop': () => watched(toExecute),
    'by the engine': () => answered(),
  },
};
