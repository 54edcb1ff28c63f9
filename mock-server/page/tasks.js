import { fill, h, isWebAddress, keyed } from './dom.js';
import { clockTime, credits, mood, shortId, span, stateName, words } from './format.js';

/** Tasks shown; the admin API has all of them. */
const SHOWN = 40;

/**
 * Tasks, newest first.
 *
 * @param actions `resend(callbackId)` sends a callback once more.
 * @returns a function that shows `{ tasks, callbacks, ledger }`: two maps by id, and the ledger's report.
 */
export function createTasks(container, empty, actions) {
  const show = keyed(
    container,
    (item) => item.task.id,
    () => createTask(actions),
  );
  return ({ tasks, callbacks, ledger }) => {
    empty.hidden = tasks.size > 0;
    show(
      [...tasks.values()]
        .slice(-SHOWN)
        .reverse()
        .map((task) => ({
          task,
          callbacks: [...callbacks.values()].filter((callback) => callback.taskId === task.id),
          money: ledger.entries.filter((entry) => entry.taskId === task.id),
        })),
    );
  };
}

function createTask(actions) {
  const cover = h('img', { className: 'cover', alt: '', width: 72, height: 72, loading: 'lazy', hidden: true });
  const title = h('h3');
  const state = h('span', { className: 'pill' });
  const about = h('p', { className: 'about' });
  const stages = h('ol', { className: 'stages', 'aria-label': 'Stages' });
  const attempts = h('ul', { className: 'attempts', 'aria-label': 'Callbacks' });
  const files = h('div', { className: 'files' });
  const showAttempts = keyed(
    attempts,
    (callback) => callback.id,
    () => createCallback(actions),
  );
  const showFiles = keyed(files, (file) => file.url, createPlayer);
  const text = h('div', { className: 'task-text' }, h('header', {}, title, state), about, stages, attempts, files);

  return {
    element: h('li', { className: 'task card' }, cover, text),
    update: ({ task, callbacks, money }) => {
      fill(title, nameOf(task));
      fill(state, words(stateName(task.state)));
      state.dataset.mood = mood(stateName(task.state));
      fill(about, ...aboutTask(task, money));
      fill(stages, ...stagesOf(task));
      showAttempts(callbacks);
      // Files exist from the purchase on, but answers link to them only once a song is there.
      const linked =
        task.reached === null || task.reached === 'text' ? [] : task.files.filter(({ url }) => isWebAddress(url));
      showFiles(named(linked));
      const picture = linked.find(({ part }) => part === 'cover');
      cover.hidden = picture === undefined;
      if (picture && cover.src !== picture.url) cover.src = picture.url;
    },
  };
}

function nameOf({ operation, request }) {
  return typeof request.title === 'string' && request.title !== '' ? request.title : words(operation);
}

function aboutTask({ id, operation, acceptedAt, completedAt, failure, scenarios }, money) {
  const took = completedAt === null ? null : `, took ${span(completedAt - acceptedAt)}`;
  return [
    `${words(operation)} · bought ${clockTime(acceptedAt)}`,
    took,
    ' · ',
    h('code', { title: id }, shortId(id)),
    ' · ',
    charged(money),
    failure && h('span', { className: 'failure' }, `${failure.code}: ${failure.message}`),
    ...scenarios.map(({ name, value }) => h('span', { className: 'tag' }, value === null ? name : `${name}=${value}`)),
  ];
}

function charged(money) {
  const charges = money.filter((entry) => entry.kind === 'charge');
  const refunded = money.some((entry) => entry.kind === 'refund');
  const total = charges.reduce((sum, entry) => sum + entry.credits, 0);
  if (charges.length === 0) return 'not charged';
  return `${credits(total)} credits${charges.length > 1 ? `, charged ${charges.length} times` : ''}${refunded ? ', refunded' : ''}`;
}

/**
 * Every file once: a track's stream is the same song as its download, and its cover is beside it. Two takes of one song
 * are numbered, and so are pictures.
 */
function named(files) {
  const sounds = files.filter(({ part, url }) => part !== 'cover' && !url.includes('/stream/'));
  if (sounds.length === 0) return files.map((file, index) => ({ ...file, name: `Picture ${index + 1}` }));
  const takes = sounds.filter(({ part }) => part === 'mix');
  return sounds.map((file) => {
    const song = takes.length > 1 ? `Take ${takes.indexOf(file) + 1}` : 'Song';
    // The two stems of a separation play all voices, and all the rest.
    const part = file.part === 'voices' ? 'Vocals' : file.part;
    return { ...file, name: part === 'mix' ? song : words(part) };
  });
}

/** What has happened and what is planned: one line from the purchase to the end. */
function stagesOf({ acceptedAt, history, plan }) {
  return [
    h('li', { data: { look: 'done' }, title: clockTime(acceptedAt) }, 'Bought'),
    ...history.map(({ stage, at, state }) =>
      h(
        'li',
        { data: { look: mood(stateName(state)) === 'bad' ? 'failed' : 'done' }, title: clockTime(at) },
        words(stage),
      ),
    ),
    ...plan.map(({ name, afterMs }, index) =>
      h(
        'li',
        { data: { look: index === 0 ? 'next' : 'planned' }, title: `planned after ${span(afterMs)}` },
        words(name),
      ),
    ),
  ];
}

function createCallback({ resend }) {
  const text = h('span');
  const button = h('button', { type: 'button', className: 'small' }, 'Resend');
  return {
    element: h('li', {}, text, button),
    update: ({ id, stage, state, attempts, url }) => {
      const answers = attempts.map(({ at, status, error }) =>
        h(
          'span',
          { className: 'answer', data: { mood: status === 200 ? 'good' : 'bad' }, title: error ?? clockTime(at) },
          status ?? 'no answer',
        ),
      );
      fill(
        text,
        `${words(stage)} callback: `,
        answers.length === 0 ? words(state) : answers,
        state === 'given-up' ? ' given up' : '',
      );
      text.title = url;
      button.setAttribute('aria-label', `Resend the ${stage} callback`);
      button.onclick = () => resend(id);
    },
  };
}

function createPlayer({ url, name, part, seconds }) {
  const label = h('a', { href: url, target: '_blank', rel: 'noreferrer' }, name);
  const caption = h('figcaption', {}, label, part === 'cover' ? '' : ` ${span(seconds * 1_000)}`);
  const content =
    part === 'cover'
      ? h('img', { src: url, alt: name, loading: 'lazy' })
      : h(part === 'video' ? 'video' : 'audio', {
          controls: true,
          preload: 'none',
          src: url,
          'aria-label': `Play ${name}`,
        });
  return { element: h('figure', {}, caption, content), update: () => {} };
}
