import { HttpResponse, http, type RequestHandler } from 'msw';
import type { PortlessKie } from './mock-kie.ts';

export { createPortlessKie } from './mock-kie.ts';

/**
 * msw handlers that answer in place of the provider, admin API and files included: `setupServer(...kieHandlers(kie))`
 * under Node, `setupWorker(...)` in a browser. A connection that a scenario resets is a network error to the caller.
 *
 * @param baseUrl What the code under test calls; links in answers begin with it too.
 */
export const kieHandlers = (kie: Pick<PortlessKie, 'fetch'>, baseUrl = 'https://api.kie.ai'): RequestHandler[] => [
  http.all(`${baseUrl.replace(/\/+$/, '')}/*`, async ({ request }) => {
    try {
      return await kie.fetch(request);
    } catch (error) {
      // A reset is a network error. So is a call that hangs until its caller aborts it.
      if (error instanceof TypeError || request.signal.aborted) return HttpResponse.error();
      throw error;
    }
  }),
];
