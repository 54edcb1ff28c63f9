import { registerHooks } from 'node:module';

/* Loaded into a process before its own code (`node --import`): writes a line for each module of OpenTelemetry's. */
registerHooks({
  load(url, context, nextLoad) {
    if (url.includes('/@opentelemetry/')) process.stderr.write(`loaded: ${url}\n`);
    return nextLoad(url, context);
  },
});
