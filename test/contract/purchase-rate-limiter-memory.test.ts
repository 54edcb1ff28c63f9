import { createMemoryPurchaseRateLimiter } from '../../src/limits/memory-purchase-rate-limiter.ts';
import { createManualClock } from '../support/manual-clock.ts';
import { describePurchaseRateLimiter } from './purchase-rate-limiter-contract.ts';

describePurchaseRateLimiter('the memory of one process', async (rate) => {
  const clock = createManualClock();
  const limiter = createMemoryPurchaseRateLimiter(rate, clock.steady);
  return { here: limiter, there: limiter, advance: clock.advance, close: () => limiter.close() };
});
