import { get, post, remove } from './api.js';
import { createClock } from './clock.js';
import { fill } from './dom.js';
import { shortId, stateName, words } from './format.js';
import { createHolds } from './holds.js';
import { createJournal } from './journal.js';
import { createLedger } from './ledger.js';
import { createScenarios } from './scenarios.js';
import { createTasks } from './tasks.js';

/** Journal lines kept by the page. */
const LINES_KEPT = 500;
/** Events can arrive faster than people read: draw at most this often, in milliseconds. */
const DRAW_MS = 80;
const LEDGER_MS = 300;
/** Events named after a step or a jump. */
const NEWS_SHOWN = 4;

const element = (id) => document.getElementById(id);
const state = {
  tasks: new Map(),
  callbacks: new Map(),
  ledger: { balance: 0, charges: 0, purchases: [], entries: [] },
  journal: [],
};

const clock = createClock(element('time'), element('toggle'), element('next'));
const showTasks = createTasks(element('task-list'), element('no-tasks'), { resend: (id) => attempt(resend(id)) });
const showLedger = createLedger({ verdict: element('verdict'), balance: element('balance'), rows: element('entries') });
const showJournal = createJournal(element('lines'), element('no-journal'), element('noted'), (id) =>
  get(`journal/${id}`),
);
const scenarios = createScenarios(element('scenario-form'), element('rule-list'), element('no-rules'), {
  add: (rule) => attempt(post('scenarios', rule)),
  remove: (id) => attempt(remove(`scenarios/${id}`)),
});

const showHolds = createHolds(element('holds'), (id) => attempt(post('holds/release', { id })));

/** What each event of the stream changes. The snapshot at the start has the same data all at once. */
const handlers = {
  task: (task) => {
    readClockSoon();
    const before = state.tasks.get(task.id);
    state.tasks.set(task.id, task);
    if (before && before.state !== task.state && task.plan.length === 0)
      showNews(`A task has ended: ${words(stateName(task.state))}`);
  },
  callback: (callback) => {
    readClockSoon();
    state.callbacks.set(callback.id, callback);
  },
  ledger: () => readLedgerSoon(),
  journal: (entry) => {
    state.journal.push(entry);
    state.journal.splice(0, state.journal.length - LINES_KEPT);
  },
  clock: clock.update,
  scenarios: scenarios.update,
  holds: showHolds,
  reset: () => void attempt(load()),
};

async function load() {
  const [tasks, callbacks, ledger, journal, now, rules, holds] = await Promise.all([
    get('tasks'),
    get('callbacks'),
    get('ledger'),
    get(`journal?limit=${LINES_KEPT}`),
    get('clock'),
    get('scenarios'),
    get('holds'),
  ]);
  state.tasks = new Map(tasks.tasks.map((task) => [task.id, task]));
  state.callbacks = new Map(callbacks.callbacks.map((callback) => [callback.id, callback]));
  state.ledger = ledger;
  state.journal = [...journal.entries];
  clock.update(now);
  scenarios.offer(rules.scenarios);
  scenarios.update(rules.rules);
  showHolds(holds.held);
  drawSoon();
}

const drawSoon = once(DRAW_MS, () => {
  showTasks(state);
  showLedger(state.ledger);
  showJournal(state.journal);
});

/** The mock says whether something was charged twice; it is read a moment after money has moved. */
const readLedgerSoon = once(LEDGER_MS, async () => {
  state.ledger = (await attempt(get('ledger'))) ?? state.ledger;
  drawSoon();
});

/** While the clock is stopped, people want to see what comes next; each event can change that. */
const readClockSoon = once(LEDGER_MS, async () => {
  if (!clock.stopped) return;
  const now = await attempt(get('clock'));
  if (now) clock.update(now);
});

/** A function that, however often it is called, does its work once, a moment after the first call. */
function once(ms, work) {
  let timer = null;
  return () => {
    if (timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void work();
    }, ms);
  };
}

function connect() {
  const link = element('link');
  const stream = new EventSource('events');
  // Each connection begins with everything anew: what happened while it was broken would be missed otherwise.
  stream.onopen = () => {
    fill(link, 'live');
    link.dataset.mood = 'good';
    void attempt(load());
  };
  stream.onerror = () => {
    fill(link, 'reconnecting');
    link.dataset.mood = 'odd';
  };
  for (const [type, handle] of Object.entries(handlers)) {
    stream.addEventListener(type, ({ data }) => {
      handle(JSON.parse(data));
      drawSoon();
    });
  }
}

async function resend(id) {
  const { status, error } = await post(`callbacks/${id}/resend`);
  showNews(`The callback was sent again: ${status === null ? `no answer, ${error}` : `HTTP ${status}`}.`);
}

async function buySample() {
  const { msg, taskId } = await post('sample');
  showNews(taskId === null ? `The sample was refused: ${msg}` : 'A sample was bought.');
}

/** Runs what a button asked for, and shows why it was refused. */
async function attempt(work) {
  const trouble = element('trouble');
  try {
    trouble.hidden = true;
    return await work;
  } catch (error) {
    fill(trouble, error.message);
    trouble.hidden = false;
  }
}

/** Says what has just happened, until something else happens. */
function showNews(text) {
  fill(element('news'), text);
}

/** The address of this mock, as the page is reached. */
const mockUrl = new URL('..', location.href).href.replace(/\/+$/, '');
const curl = `curl -s ${mockUrl}/api/v1/generate/add-vocals \\
  -H 'authorization: Bearer any' -H 'content-type: application/json' -d '{
  "uploadUrl": "${mockUrl}/media/sample/instrumental.mp3", "prompt": "[Verse] Harbour lights",
  "title": "Night Ferry", "style": "folk", "negativeTags": "metal",
  "callBackUrl": "${mockUrl}/__mock/inbox/hook" }'`;
fill(element('curl'), curl);
element('copy').onclick = () =>
  attempt(navigator.clipboard.writeText(curl).then(() => showNews('The command is in the clipboard.')));
element('sample').onclick = () => attempt(buySample());
element('first-sample').onclick = () => attempt(buySample());
element('toggle').onclick = () => attempt(post(clock.stopped ? 'clock/start' : 'clock/stop').then(clock.update));
element('step').onclick = () => attempt(post('clock/step').then(moved));
element('jump').onsubmit = (event) => {
  event.preventDefault();
  const ms = Number(element('span').value);
  void attempt(post('clock/jump', { ms }).then(moved));
};
element('reset').onclick = () => {
  if (confirm('Forget all tasks, files, money and journal of this mock?')) void attempt(post('reset'));
};
element('noted').onchange = drawSoon;

function moved(answer) {
  clock.update(answer);
  const ran = answer.ran.map(({ what }) => what.split(' ').map(shortId).join(' '));
  const shown = ran.slice(0, NEWS_SHOWN).join('; ');
  showNews(
    ran.length === 0
      ? 'Nothing was due.'
      : `Ran ${ran.length}: ${shown}${ran.length > NEWS_SHOWN ? `; and ${ran.length - NEWS_SHOWN} more` : ''}.`,
  );
}

connect();
