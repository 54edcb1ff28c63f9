import { expect, test } from 'vitest';
import { startGateway } from '../support/gateway.ts';

const BUY = `mutation($input: SeparateVocalsInput!, $brief: Boolean = true) {
  separateVocals(input: $input) { reused task { version status type: operation timeline @skip(if: $brief) { type } } userErrors { code } }
}`;

/** More than it takes until an operation is compiled. */
const PURCHASES = 30;

test('a mutation that is sent again and again buys once each time, and answers alike', async () => {
  await using gateway = await startGateway();
  const { ledger } = gateway.domain.provider;
  const buy = async (number: number) => {
    const source = { audioUrl: `https://media.example.com/${number}.mp3` };
    const { data, errors } = await gateway.ask(BUY, { input: { source } });
    return JSON.stringify({ data, errors });
  };
  const answers: string[] = [];
  for (let number = 0; number < PURCHASES; number += 1) {
    answers.push(await buy(number));
    expect(ledger).toHaveLength(number + 1);
  }
  expect(new Set(answers)).toEqual(new Set([answers[0]]));
  expect(answers[0]).toContain('"reused":false,"task":{"version":2');
  expect(await buy(0)).toContain('"reused":true');
  expect(ledger).toHaveLength(PURCHASES);
});
