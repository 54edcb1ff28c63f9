import { expect, it } from 'vitest';
import { readOptions } from '../../examples/demo/options.ts';
import { table } from '../../examples/demo/table.ts';

it('does everything by default', () => {
  expect(readOptions([])).toEqual({
    url: null,
    key: null,
    walk: false,
    description: null,
    instrumental: null,
    types: ['SEPARATE_VOCAL', 'SPLIT_STEM'],
    out: 'stems',
    sse: false,
    dialect: null,
    timeoutMs: 300_000,
  });
});

it('takes what it is given', () => {
  const args = ['--type', 'SPLIT_STEM', '--sse', '--dialect', 'sunoapi', '--timeout', '1.5', '--out', 'here'];
  const expected = { types: ['SPLIT_STEM'], sse: true, dialect: 'sunoapi', timeoutMs: 1_500, out: 'here' };
  expect(readOptions(args)).toMatchObject(expected);
  const walk = { walk: true, description: 'snow', out: 'song' };
  expect(readOptions(['--walk', '--describe', 'snow'])).toMatchObject(walk);
  expect(readOptions(['--help', '--type', 'anything'])).toBeNull();
});

it.each([
  [['--type', 'FOUR_STEMS'], /--type must be SEPARATE_VOCAL or SPLIT_STEM/],
  [['--dialect', 'klingon'], /--dialect must be kie or sunoapi/],
  [['--url', 'localhost:4000'], /--url must be an http\(s\) URL/],
  [['--timeout', 'soon'], /--timeout must be a number of seconds/],
  [['--url', 'http://localhost:4000/graphql', '--dialect', 'kie'], /use only one of them/],
  [['--describe', 'snow'], /--describe is for a --walk/],
  [['--walk', '--instrumental', 'https://a.example/a.mp3'], /--instrumental for the demo without one/],
  [['--loud'], /Unknown option '--loud'/],
])('says what is wrong with %j', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

it('lays tables out in columns, numbers to the right', () => {
  const rows = [
    ['Vocals', 1_234],
    ['FX', 5],
  ];
  expect(table(['label', 'bytes'], rows)).toBe(
    ['label    bytes', '──────   ─────', 'Vocals    1234', 'FX           5'].join('\n'),
  );
});
