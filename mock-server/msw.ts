import { HttpResponse, http, type RequestHandler } from 'msw';
import type { PortlessKie } from './mock-kie.ts';

export { createPortlessKie } from './mock-kie.ts';

/**
 * msw handlers that answer for the provider, admin API and files included: `setupServer(...kieHandlers(kie))` under
 * Node, `setupWorker(...)` in a browser. A connection that a scenario resets is a network error to the caller.
 *
 * @param baseUrl What the code under test calls; links in answers begin with it too.
 */
export const kieHandlers = (kie: Pick<PortlessKie, 'fetch'>, baseUrl = 'https://api.kie.ai'): RequestHandler[] => [
  http.all(`${baseUrl.replace(/\/+$/, '')}/*`, async ({ request }) => {
    try {
      return await kie.fetch(request);
    } catch (error) {
      // A call that hangs ends with its caller's patience, and nobody is there any more to be told.
      if (error instanceof TypeError || request.signal.aborted) return HttpResponse.error();
      throw error;
    }
  }),
];
