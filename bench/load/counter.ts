/** Eight characters of a request that are replaced by a number of eight digits, another one each time. */
export const COUNTER = '%%%%%%%%';

const FIRST = 10_000_000;
let given = 0;

/** Makes the bytes of a request: each call differs where the text holds `COUNTER`, and has the same length. */
export type RequestMaker = () => Buffer;

/** @returns the number that the next request of any maker will hold */
const nextNumber = (): number => FIRST + given;

export const requestMaker = (text: string): RequestMaker => {
  const template = Buffer.from(text);
  const offsets: number[] = [];
  for (let at = template.indexOf(COUNTER); at >= 0; at = template.indexOf(COUNTER, at + 1)) offsets.push(at);
  if (offsets.length === 0) return () => template;
  return () => {
    const request = Buffer.from(template);
    const digits = String(nextNumber());
    given += 1;
    for (const offset of offsets) request.write(digits, offset, 'latin1');
    return request;
  };
};
