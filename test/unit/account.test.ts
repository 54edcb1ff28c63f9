import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { publishedPrices } from '../../src/config/published-prices.ts';
import { createAccount } from '../../src/domain/account.ts';
import { OPERATION_NAMES, operations, PRICE_NAMES } from '../../src/domain/operations/index.ts';
import { createFakeProvider } from '../support/fake-provider.ts';
import { createManualClock } from '../support/manual-clock.ts';

describe('the account', () => {
  const begin = () => {
    const clock = createManualClock();
    let calls = 0;
    const provider = {
      ...createFakeProvider(clock.now),
      credits: async () => {
        calls += 1;
        return 100 - calls;
      },
    };
    return {
      clock,
      account: createAccount(provider, { SEPARATE_VOCAL: 10, SPLIT_STEM: 50 }, clock),
      calls: () => calls,
    };
  };

  it('asks once for many, and again after ten seconds', async () => {
    const { clock, account, calls } = begin();
    const many = await Promise.all(Array.from({ length: 20 }, () => account.credits()));
    expect(new Set(many.map(({ balance }) => balance))).toEqual(new Set([99]));
    await clock.advance(9_999);
    expect((await account.credits()).balance).toBe(99);
    await clock.advance(1);
    expect((await account.credits()).balance).toBe(98);
    expect(calls()).toBe(2);
  });

  it('does not take a balance for fresh after the clock was set back', async () => {
    const { clock, account } = begin();
    await account.credits();
    await clock.jump(-3_600_000);
    expect((await account.credits()).balance).toBe(98);
  });

  it.each(OPERATION_NAMES)('quotes %s at the published price of its first line', (operation) => {
    const published = publishedPrices(PRICE_NAMES);
    const account = createAccount(
      createFakeProvider(() => 0),
      published,
      createManualClock(),
    );
    const [line] = operations[operation].priceNames;
    expect(account.quote(operation, null)).toBe(published[line]);
    expect(account.quote(operation, null)).toEqual(expect.any(Number));
  });

  it('has a published price for every line, as docs/settings.md says', () => {
    const published = publishedPrices(PRICE_NAMES);
    expect(Object.keys(published).sort()).toEqual([...PRICE_NAMES].sort());
    const [, written = ''] = /^\| `PRICES` \| `([^`]*)`/m.exec(readFileSync('docs/settings.md', 'utf8')) ?? [];
    const lines = written.split(',').map((line): [string, number] => {
      const [name = '', price = ''] = line.split('=');
      return [name, Number(price)];
    });
    expect(Object.fromEntries(lines)).toEqual(published);
  });

  it('quotes what the price table names, and nothing else', () => {
    const { account } = begin();
    expect([
      account.quote('SEPARATE_VOCALS', 'SPLIT_STEM'),
      account.quote('SEPARATE_VOCALS', null),
      account.quote('SEPARATE_VOCALS', 'ADD_VOCALS'),
      account.quote('ADD_VOCALS', null),
    ]).toEqual([50, 10, 10, null]);
  });
});
