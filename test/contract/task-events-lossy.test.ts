import { createLossyBus } from '../support/lossy-bus.ts';
import { describeTaskEvents } from './task-events-contract.ts';

// The stand-in for a bus between nodes, which other tests build on: it behaves as every adapter does.
describeTaskEvents('the stand-in for a bus between nodes', true, async () => {
  const bus = createLossyBus();
  const [here, there] = [bus.join(), bus.join()];
  return {
    here: here.events,
    there: there.events,
    async reconnect() {
      here.disconnect();
      here.connect();
    },
    async close() {
      await Promise.all([here.events.close(), there.events.close()]);
    },
  };
});
