import v8 from 'node:v8';

/* Loaded into a process before its own code (`node --import`): writes a line for each flag of V8 that is set later. */
const set = v8.setFlagsFromString;
v8.setFlagsFromString = (flags) => {
  process.stderr.write(`set: ${flags}\n`);
  set(flags);
};
