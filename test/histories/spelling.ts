import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

/* The ways in which the provider says one and the same thing: seen, or to be feared. A spelling picks one of each. */

export interface Spelling {
  /** The name of a record's state. */
  readonly stateName: 'status' | 'successFlag' | 'state';
  readonly letters: 'documented' | 'lower case' | 'blanks';
  /** Where a failure stands. */
  readonly failure: 'state' | 'error code' | 'error code as text' | 'envelope' | 'HTTP status';
  /** What stands beside the files. */
  readonly beside: 'everything' | 'no ids' | 'one id' | 'no labels';
  readonly form: 'object' | 'list' | 'text';
  /** What the record repeats of the callback URL. */
  readonly echo: 'own' | 'in the request' | 'cut' | 'relay' | 'removed' | 'none';
}

export const spelling: fc.Arbitrary<Spelling> = fc.record({
  stateName: fc.constantFrom('status', 'successFlag', 'state'),
  letters: fc.constantFrom('documented', 'lower case', 'blanks'),
  failure: fc.constantFrom('state', 'error code', 'error code as text', 'envelope', 'HTTP status'),
  beside: fc.constantFrom('everything', 'no ids', 'one id', 'no labels'),
  form: fc.constantFrom('object', 'list', 'text'),
  echo: fc.constantFrom('own', 'in the request', 'cut', 'relay', 'removed', 'none'),
});

/** A state under its name, in its letters. */
export const stateIn = ({ stateName, letters }: Spelling, state: string): Record<string, string> => {
  if (letters === 'documented') return { [stateName]: state };
  return { [stateName]: letters === 'blanks' ? ` ${state} ` : state.toLowerCase().replaceAll('_', ' ') };
};

/** The callback URL as a record repeats it. */
export const echoIn = ({ echo }: Spelling, callbackUrl: string): Record<string, string> => {
  switch (echo) {
    case 'own':
      return { callbackUrl };
    case 'in the request':
      return { param: JSON.stringify({ callBackUrl: callbackUrl }) };
    case 'cut':
      return { callbackUrl: callbackUrl.slice(0, -32) };
    case 'relay':
      return { callbackUrl: `https://relay.example/?to=${encodeURIComponent(callbackUrl)}` };
    case 'removed':
      return { callbackUrl: callbackUrl.replace(/[^/]+$/, '***') };
    case 'none':
      return {};
  }
};

export const formed = ({ form }: Spelling, data: object): unknown => {
  if (form === 'text') return JSON.stringify(data);
  return form === 'list' ? [data] : data;
};

/** How a callback is packed. The last three cannot be read. */
export const PACKINGS = ['plain', 'mark', 'gzip', 'text', 'list', 'form', 'torn', 'no JSON', 'too large'] as const;
export type Packing = (typeof PACKINGS)[number];

export const isReadable = (packing: Packing): boolean => !['torn', 'no JSON', 'too large'].includes(packing);

/** The bytes of a callback; null for a body that was too large to be read. */
export const packed = (body: object, packing: Packing): Buffer | null => {
  const json = JSON.stringify(body);
  switch (packing) {
    case 'plain':
      return Buffer.from(json);
    case 'mark':
      return Buffer.from(`\uFEFF${json}`);
    case 'gzip':
      return gzipSync(json);
    case 'text':
      return Buffer.from(JSON.stringify(json));
    case 'list':
      return Buffer.from(`[${json}]`);
    case 'form':
      return Buffer.from(`payload=${encodeURIComponent(json)}`);
    case 'torn':
      return Buffer.from(json.slice(0, json.length / 2));
    case 'no JSON':
      return Buffer.from('nonsense');
    case 'too large':
      return null;
  }
};
