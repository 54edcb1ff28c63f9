/**
 * Loaded into a process before its own code (`node --import`): each SIGUSR2 sets the clock ahead by `CLOCK_JUMP_MS`,
 * so that nobody has to wait for a deadline of minutes; from the beginning it is ahead by `CLOCK_AHEAD_MS`, or behind.
 * Timers run as ever.
 */
const jumpMs = Number(process.env['CLOCK_JUMP_MS']);
const realNow = Date.now;
let aheadMs = Number(process.env['CLOCK_AHEAD_MS'] ?? 0);

Date.now = () => realNow() + aheadMs;
process.on('SIGUSR2', () => {
  aheadMs += jumpMs;
});
