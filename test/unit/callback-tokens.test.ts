import { describe, expect, it } from 'vitest';
import { createCallbackTokens } from '../../src/domain/tasks/callbacks/callback-tokens.ts';

const OLD = 'an old secret, long enough for anybody';
const NEW = 'a new secret, long enough for anybody';
const ID = '3f0d9f4e-7b0c-4c1e-9a3d-4a579a0e2f4b';
const OTHER = '00000000-0000-4000-8000-000000000002';

describe('callback tokens', () => {
  const tokens = createCallbackTokens([OLD]);

  it('name their task', () => {
    const token = tokens.issue(ID);
    expect(token).toMatch(/^[\w-]{64}$/);
    expect(tokens.issue(ID)).toBe(token);
    expect(tokens.read(token)).toBe(ID);
    expect(tokens.issue(OTHER)).not.toBe(token);
  });

  it('are refused when anything about them was changed', () => {
    const token = tokens.issue(ID);
    for (let place = 0; place < token.length; place += 1) {
      const letter = token[place] === 'A' ? 'B' : 'A';
      expect(tokens.read(token.slice(0, place) + letter + token.slice(place + 1))).toBeNull();
    }
    const swapped = tokens.issue(OTHER).slice(0, 22) + token.slice(22);
    for (const forged of [
      '',
      'x',
      token.slice(1),
      `${token}A`,
      ` ${token}`,
      `${token}\n`,
      token.toLowerCase(),
      swapped,
    ]) {
      expect(tokens.read(forged)).toBeNull();
    }
  });

  it('are read the same, remembered or not', () => {
    const issued = tokens.issue(ID);
    const reader = createCallbackTokens([OLD]);
    for (let time = 0; time < 2; time += 1) expect(reader.read(issued)).toBe(ID);
    const many = Array.from(
      { length: 11_000 },
      (_, index) => `3f0d9f4e-7b0c-4c1e-9a3d-${String(index).padStart(12, '0')}`,
    );
    const others = many.map((id) => reader.issue(id));
    expect([reader.read(issued), reader.read(others[0] ?? ''), reader.read(others.at(-1) ?? '')]).toEqual([
      ID,
      many[0],
      many.at(-1),
    ]);
  });

  it('of another secret are refused, unless that is one of the old ones', () => {
    const token = tokens.issue(ID);
    expect(createCallbackTokens([NEW]).read(token)).toBeNull();
    const both = createCallbackTokens([NEW, OLD]);
    expect(both.read(token)).toBe(ID);
    expect(both.issue(ID)).not.toBe(token);
  });

  it('say in a URL which task they name, whichever secret made them', () => {
    const stranger = createCallbackTokens([NEW]);
    const named = { taskId: ID, isSigned: false };
    expect(tokens.namedBy(`https://gateway.example.com/callbacks/${stranger.issue(ID)}?x=1`)).toEqual(named);
    expect(tokens.namedBy(`https://gateway.example.com/callbacks/${tokens.issue(ID)}/`)).toEqual({
      ...named,
      isSigned: true,
    });
    const hex = 'ab'.repeat(32);
    expect(tokens.namedBy(`https://gateway.example.com/${hex}/callbacks/${stranger.issue(ID)}`)).toEqual(named);
    for (const url of ['hook', stranger.issue(ID), `https://g.example/${stranger.issue(ID)}A`, 'https://g.example/%']) {
      expect(tokens.namedBy(url)).toBeNull();
    }
  });
});
