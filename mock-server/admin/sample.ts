import { z } from 'zod';
import { isObject, textOf } from '../core/json.ts';
import { SAMPLE_PATH } from '../media/upload.ts';
import { operationOf } from '../operations/index.ts';
import { receive } from '../provider/call.ts';
import { answerAndRecord } from '../provider/handler.ts';
import { type Route, route } from './route.ts';

/** Where the callbacks of samples go. */
const INBOX = '/__mock/inbox/hook';

export const sampleRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/sample',
    summary: 'Buy an add-vocals task as a client would, with callbacks to the inbox "hook"',
    answer: z.object({ code: z.number().nullable(), msg: z.string(), taskId: z.string().nullable() }),
    run: async (mock, { call }) => {
      const { createPath, example } = operationOf('add-vocals');
      const { origin } = call.url;
      const body = { ...example(call.origin + SAMPLE_PATH), callBackUrl: origin + INBOX };
      const headers = {
        authorization: `Bearer ${mock.settings.apiKey ?? 'sample'}`,
        'content-type': 'application/json',
        // Two samples are two purchases.
        'x-mock-purchase-key': `sample ${mock.sold.count + 1}`,
      };
      const request = new Request(origin + createPath, { method: 'POST', headers, body: JSON.stringify(body) });
      const purchase = await receive(request, mock.clock.now(), mock.settings.publicUrl);
      const { code, body: answer } = await answerAndRecord(mock, purchase);
      return { json: { code, msg: isObject(answer) ? textOf(answer, 'msg') : '', taskId: purchase.taskId } };
    },
  }),
];
