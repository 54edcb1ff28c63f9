import { isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/schema/index.ts';

const fields = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .flatMap((type) => Object.values(type.getFields()))
  .filter(({ extensions }) => extensions['pothosExposedField'] !== undefined);

test('fields that show a property of their own name have no resolver; those that show another one have', () => {
  const [own, other] = [true, false].map((isOwn) =>
    fields.filter(({ name, extensions }) => (extensions['pothosExposedField'] === name) === isOwn),
  );
  expect(own?.length).toBeGreaterThan(100);
  expect(own?.filter(({ resolve }) => resolve !== undefined)).toEqual([]);
  expect(other?.filter(({ resolve }) => resolve === undefined)).toEqual([]);
});
