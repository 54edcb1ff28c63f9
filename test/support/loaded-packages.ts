import { registerHooks } from 'node:module';

/* Loaded into a process before its own code (`node --import`): writes a line for each module of a package. */
registerHooks({
  load(url, context, nextLoad) {
    const [, path] = /\/node_modules\/(.+)$/.exec(url) ?? [];
    if (path !== undefined) process.stderr.write(`loaded: ${path}\n`);
    return nextLoad(url, context);
  },
});
