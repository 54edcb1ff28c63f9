import { readFileSync } from 'node:fs';
import { buildSchema, execute, parse, validate } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { GET_TASK } from '../documents.ts';
import type { Comparison } from './measure.ts';
import { TASK } from './task.ts';

const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));
const document = parse(GET_TASK);
const rootValue = { task: TASK };
const variableValues = { id: TASK.id };

const compiled = compileQuery(schema, document, 'GetTask');
if (!isCompiledQuery(compiled)) throw new Error('graphql-jit cannot compile the document.');

const bytes = new Map([[GET_TASK, Buffer.from(JSON.stringify({ data: { task: TASK } }))]]);

export const execution: Comparison = {
  title: 'One query of a task with 12 stems against this schema (resolvers that do nothing)',
  ways: {
    'graphql-js': () => execute({ schema, document, rootValue, variableValues }),
    'graphql-js, and JSON.stringify': () => JSON.stringify(execute({ schema, document, rootValue, variableValues })),
    'graphql-jit': () => compiled.query(rootValue, {}, variableValues),
    'graphql-jit, and its stringify': () => compiled.stringify(compiled.query(rootValue, {}, variableValues)),
    'bytes kept by document': () => bytes.get(GET_TASK),
  },
};

const prepared = new Map([[GET_TASK, document]]);

export const preparation: Comparison = {
  title: 'One document on its way to execution',
  ways: {
    'parsed and validated': () => validate(schema, parse(GET_TASK)),
    parsed: () => parse(GET_TASK),
    'looked up by its text': () => prepared.get(GET_TASK),
  },
};
