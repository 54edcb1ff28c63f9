import { z } from 'zod';
import { STYLE_CREATE_PATH } from '../../src/upstream/kie/wire/boost-style.ts';
import { textOf } from '../core/json.ts';
import { fraction } from '../core/random.ts';
import { failedWith } from './one-stage.ts';
import { defineOperation } from './operation.ts';

/** Style boost, in the answer to the purchase. Source: a recorded answer; docs.kie.ai, "Boost Music Style". */

const content = z.object({ text: z.string() });

const COLOURS = ['soft pads', 'a warm bass', 'brushed drums', 'glassy keys', 'close harmonies'];

export const boostStyle = defineOperation<z.infer<typeof content>>({
  name: 'boost-style',
  createPath: STYLE_CREATE_PATH,
  recordPath: null,
  shape: () => ({ content: { type: 'string', required: true } }),
  example: () => ({ content: 'Pop, Dreamy' }),
  prices: { 'boost-style': 0.4 },
  priceName: () => 'boost-style',
  content,
  make: (request, { taskId }) => {
    const colour = COLOURS[Math.floor(fraction(taskId, 'colour') * COLOURS.length)];
    return { content: { text: `${textOf(request, 'content')}, with ${colour} and room to breathe` }, files: [] };
  },
  stages: () => [],
  // There is no later to fail in.
  failed: (options) => ({
    ...failedWith(options, { code: 500, message: 'Style boost failed', state: 'FAILED' }),
    state: null,
    callbacksAfterMs: [],
  }),
  callback: (task) => ({ code: 200, msg: 'success', data: { task_id: task.id } }),
  record: (task) => ({ taskId: task.id }),
  // As recorded: the plain input, a word in Chinese for success, and `errorMsg`.
  answer: (task, { text }) => ({
    taskId: task.id,
    param: textOf(task.request, 'content'),
    result: text,
    creditsConsumed: task.price,
    successFlag: '成功',
    errorCode: null,
    errorMsg: null,
    createTime: task.acceptedAt,
  }),
});
