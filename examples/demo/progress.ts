const TICK_MS = 200;

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`.padStart(8);

/** Prints lines with the elapsed time. In a terminal a last line shows what the demo is waiting for. */
export interface Progress extends Disposable {
  heading(text: string): void;
  /** @param next what the demo waits for from now on; shown until the next line. */
  step(text: string, next?: string): void;
}

export const createProgress = (out: NodeJS.WriteStream = process.stdout): Progress => {
  let begun = performance.now();
  let awaited: string | null = null;

  const elapsed = (): string => seconds(performance.now() - begun);
  const clear = (): void => {
    if (out.isTTY) out.write('\r\u001b[K');
  };
  const tick = (): void => {
    if (awaited === null) return;
    clear();
    out.write(`${elapsed()}  … ${awaited}`);
  };
  const timer = out.isTTY ? setInterval(tick, TICK_MS) : undefined;

  return {
    heading(text) {
      clear();
      awaited = null;
      begun = performance.now();
      out.write(`\n${text}\n`);
    },
    step(text, next) {
      clear();
      awaited = next ?? null;
      out.write(`${elapsed()}  ${text}\n`);
    },
    [Symbol.dispose]() {
      clear();
      clearInterval(timer);
    },
  };
};
