import { expectTypeOf, it } from 'vitest';
import type { BuyingRequest, buy, Exact } from '../../src/resolvers/buy.ts';

/*
 * The compiler is the test: `npx tsc --noEmit` fails where a line here no longer does what it says.
 */

type Known = BuyingRequest<'ADD_VOCALS'>;
type Separation = BuyingRequest<'SEPARATE_VOCALS'>;

/** An input of the public schema that fits. */
interface Fits {
  uploadUrl: string;
  prompt: string;
  title: string;
  style: string;
  negativeTags: string;
  model?: string | null;
  idempotencyKey?: string | null;
}

it('takes an input whose every field the domain knows', () => {
  expectTypeOf<Fits>().toExtend<Exact<Fits, Known>>();
  expectTypeOf<typeof buy<'ADD_VOCALS', Fits>>().toBeFunction();
});

it('does not compile with a field that the domain does not know', () => {
  type Extra = Fits & { lyrics?: string | null };
  expectTypeOf<Exact<Extra, Known>['lyrics']>().toEqualTypeOf<never | undefined>();
  expectTypeOf<Extra>().not.toExtend<Exact<Extra, Known>>();
});

it('does not compile with such a field further down', () => {
  type Source = { track?: { taskId: string; audioId: string } | null; audioUrl?: string | null };
  type Split = { source: Source; type: 'SPLIT_STEM' };
  type Deep = { source: Source & { startAt?: number }; type: 'SPLIT_STEM' };
  type Deeper = { source: { track?: { taskId: string; audioId: string; stem?: string } | null }; type: 'SPLIT_STEM' };
  expectTypeOf<Split>().toExtend<Exact<Split, Separation>>();
  expectTypeOf<Deep>().not.toExtend<Exact<Deep, Separation>>();
  expectTypeOf<Deeper>().not.toExtend<Exact<Deeper, Separation>>();
});

it('does not compile without a field that the domain needs', () => {
  expectTypeOf<Omit<Fits, 'style'>>().not.toExtend<Known>();
  // @ts-expect-error `style` is missing.
  expectTypeOf<typeof buy<'ADD_VOCALS', Omit<Fits, 'style'>>>().toBeFunction();
});
