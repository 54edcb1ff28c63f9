import { STYLE_CREATE_PATH, type StyleRequest, styleAnswer, styleRequest } from '../wire/boost-style.ts';
import { defineEndpoint } from './endpoint.ts';

/** Writes a richer description of a style. The answer names a task, and no record of it can be read. */
export const boostStyle = defineEndpoint<'BOOST_STYLE'>({
  createPath: STYLE_CREATE_PATH,
  toRequest: ({ content }) => styleRequest.parse({ content }) satisfies StyleRequest,
  readResult(data) {
    const { result } = styleAnswer.parse(data);
    return result === null || result.trim() === '' ? null : { kind: 'style', text: result };
  },
});
