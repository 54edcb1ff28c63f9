/** Prints, after all tests, a line for each group that `npm test` leaves out, here or on some machines, and what it needs. */
const LEFT_OUT = [
  ['several gateways on PostgreSQL and Redis', 'npm run test:nodes, which starts both where they are installed'],
  ['10,000 random histories', 'npm run test:histories (some hundreds were run above)'],
  ['a full disk, where its test was skipped', 'the right to mount a tmpfs, as root has'],
  ["the provider's live API", 'npm run conformance, with a key and a cost cap'],
] as const;

export default (): (() => void) => () => {
  for (const [group, needs] of LEFT_OUT) console.log(`left out: ${group}; needs ${needs}`);
};
