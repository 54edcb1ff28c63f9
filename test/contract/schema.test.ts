import { readFileSync } from 'node:fs';
import { type ASTNode, type NamedTypeNode, parse, print, validateSchema, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { printSdl } from '../../scripts/sdl.ts';
import { schema } from '../../src/schema/index.ts';

/** One thing that a client relies on: how it is declared, and in which words. */
interface Declaration {
  readonly form: string;
  readonly description: string | null;
}

const byName = (a: NamedTypeNode, b: NamedTypeNode): number => (a.name.value < b.name.value ? -1 : 1);

const formOf = (node: ASTNode): string => {
  const type = 'type' in node ? [node.type] : [];
  const traits = 'interfaces' in node ? (node.interfaces ?? []).toSorted(byName) : [];
  const directives = 'directives' in node ? (node.directives ?? []) : [];
  const fallback = 'defaultValue' in node && node.defaultValue ? ` = ${print(node.defaultValue)}` : '';
  return [node.kind, ...[...type, ...traits, ...directives].map(print)].join(' ') + fallback;
};

/** Every declaration of an SDL by its path: `Task`, `Task.status`, `Query.task.id`, `Charge.REFUNDED`. */
const declarationsIn = (sdl: string): Map<string, Declaration> => {
  const found = new Map<string, Declaration>();
  const path: string[] = [];
  visit(parse(sdl), {
    enter(node) {
      if (!node.kind.endsWith('Definition') || !('name' in node) || !node.name) return;
      path.push(node.name.value);
      const description = 'description' in node ? (node.description?.value ?? null) : null;
      found.set(path.join('.'), { form: formOf(node), description });
    },
    leave(node) {
      if (node.kind.endsWith('Definition') && 'name' in node) path.pop();
    },
  });
  return found;
};

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const promised = declarationsIn(read('fixtures/contract.graphql'));
const ours = declarationsIn(printSdl(schema));

describe('the printed schema', () => {
  it('is valid GraphQL', () => {
    expect(validateSchema(schema)).toEqual([]);
  });

  it('is what schema.graphql holds', () => {
    expect(read('../../schema.graphql'), 'run `npm run schema` and commit the result').toBe(printSdl(schema));
  });

  it.each([...promised])('contains %s as promised', (path, { form, description }) => {
    expect(ours.get(path)?.form).toBe(form);
    if (description !== null) expect(ours.get(path)?.description).toBe(description);
  });

  it('asks for nothing that was not promised', () => {
    const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('.'));
    const demands = [...ours].filter(([, { form }]) => /^InputValueDefinition .*!$/.test(form));
    const added = demands.filter(([path]) => !promised.has(path) && promised.has(parentOf(path)));
    expect(added).toEqual([]);
  });

  it('says what everything is', () => {
    const mute = [...ours].filter(([, { description }]) => !description);
    expect(mute.map(([path]) => path)).toEqual([]);
  });

  it('deprecates nothing', () => {
    expect([...ours].filter(([, { form }]) => form.includes('@deprecated'))).toEqual([]);
  });
});
