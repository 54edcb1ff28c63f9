import { dialects } from '../../src/upstream/kie/wire/dialects.ts';
import { JOBS_CREATE_PATH, JOBS_RECORD_PATH } from '../../src/upstream/kie/wire/jobs.ts';
import { pathOf } from '../core/addresses.ts';
import { isObject, type JsonObject, parseJson } from '../core/json.ts';
import { nearest } from '../core/nearest.ts';
import type { Outcome } from '../core/outcome.ts';
import { refuse } from '../dialect/answers.ts';
import { fileAt } from '../media/files.ts';
import { HOSTED_PREFIX } from '../media/hosted-prefix.ts';
import { operations } from '../operations/index.ts';
import type { Operation } from '../operations/operation.ts';
import { type ActiveScenario, activeScenarios } from '../scenarios/index.ts';
import type { RuleTarget } from '../scenarios/rules.ts';
import { answerCredits, answerDownloadUrl, DOWNLOAD_URL_PATH } from './account.ts';
import type { Call } from './call.ts';
import { refuseUpload, serveHosted, uploadCalls } from './file-host.ts';
import { answerJobRecord, buyJob } from './jobs/calls.ts';
import { jobOperation } from './jobs/request.ts';
import { notImitated } from './known-paths.ts';
import { MEDIA_PREFIX, serveMedia } from './media.ts';
import type { Mock } from './mock.ts';
import { buy, magicScenarios } from './purchase.ts';
import { answerRecord, recordPaths } from './record.ts';

/** A call of the provider's API, recognised. */
interface Route {
  readonly target: RuleTarget;
  readonly methods: readonly string[];
  readonly operation?: Operation;
  readonly run: (uses: readonly ActiveScenario[]) => Outcome | Promise<Outcome>;
}

const routeOf = (mock: Mock, call: Call): Route | null => {
  const path = call.url.pathname;
  const operation = operations.find(({ createPath }) => createPath === path);
  if (operation) {
    return { target: 'purchase', methods: ['POST'], operation, run: (uses) => buy(mock, operation, call, uses) };
  }
  if (mock.settings.dialect === 'kie' && path === JOBS_CREATE_PATH) {
    const job = jobOperation(call.json);
    const run: Route['run'] = (uses) => buyJob(mock, job, call, uses);
    return { target: 'purchase', methods: ['POST'], ...(job && { operation: job }), run };
  }
  if (mock.settings.dialect === 'kie' && path === JOBS_RECORD_PATH) {
    return { target: 'record', methods: ['GET'], run: (uses) => answerJobRecord(mock, call, uses) };
  }
  if (recordPaths.has(path))
    return { target: 'record', methods: ['GET'], run: (uses) => answerRecord(mock, call, uses) };
  if (path === dialects[mock.settings.dialect].creditsPath) {
    return { target: 'credits', methods: ['GET'], run: () => answerCredits(mock) };
  }
  if (path === DOWNLOAD_URL_PATH) {
    return { target: 'download-url', methods: ['POST'], run: () => answerDownloadUrl(mock, call) };
  }
  const upload = uploadCalls.get(path);
  if (upload) return { target: 'upload', methods: ['POST'], run: () => upload(mock, call) };
  if (path.startsWith(HOSTED_PREFIX)) {
    return { target: 'media', methods: ['GET', 'HEAD'], run: () => serveHosted(mock, call) };
  }
  if (path.startsWith(MEDIA_PREFIX)) {
    return { target: 'media', methods: ['GET', 'HEAD'], run: (uses) => serveMedia(mock, call, uses) };
  }
  return null;
};

const explainMiss = (mock: Mock, call: Call): void => {
  const path = call.url.pathname;
  const here = dialects[mock.settings.dialect].creditsPath;
  const brand = Object.entries(dialects).find(([, { creditsPath }]) => creditsPath === path)?.[0];
  if (brand) {
    call.notes.push(`near miss: ${path} is ${brand}'s; this mock speaks ${mock.settings.dialect}, where it is ${here}`);
    return;
  }
  const real = notImitated(path);
  if (real !== null) {
    call.notes.push(`${path} is the provider's, for ${real}; this mock does not imitate it`);
    return;
  }
  const created = operations.map(({ createPath }) => createPath);
  const known = [
    ...created,
    ...recordPaths,
    JOBS_CREATE_PATH,
    JOBS_RECORD_PATH,
    here,
    DOWNLOAD_URL_PATH,
    ...uploadCalls.keys(),
  ];
  const meant = nearest(path, known);
  call.notes.push(meant === null ? `no such path; there are ${known.join(', ')}` : `near miss: did you mean ${meant}?`);
};

const isAuthorized = ({ settings }: Mock, call: Call): boolean => {
  const [, token = ''] = /^Bearer (.+)$/i.exec(call.request.headers.get('authorization') ?? '') ?? [];
  return settings.apiKey === null ? token.trim() !== '' : token === settings.apiKey;
};

const envelopeOf = (outcome: Outcome): JsonObject | null => {
  if (outcome.kind !== 'answer' || typeof outcome.answer.body !== 'string') return null;
  const body = parseJson(outcome.answer.body);
  return isObject(body) ? body : null;
};

/** Answers a call of the provider's API: scenarios first, then the key, then the call, then scenarios again. */
export const routeCall = async (mock: Mock, call: Call): Promise<Outcome> => {
  const outcome = await answerCall(mock, call);
  call.notes.push(...call.active.map(({ scenario }) => `scenario: ${scenario.name}`));
  return outcome;
};

const answerCall = async (mock: Mock, call: Call): Promise<Outcome> => {
  const { settings } = mock;
  const route = routeOf(mock, call);
  if (!route) {
    explainMiss(mock, call);
    return refuse(settings.dialect, { why: 'not-found' });
  }
  if (!route.methods.includes(call.method)) {
    call.notes.push(`near miss: ${call.url.pathname} takes ${route.methods.join(' or ')}, not ${call.method}`);
    const msg = `Request method '${call.method}' is not supported`;
    if (route.target === 'upload') return refuseUpload(405, msg);
    return refuse(settings.dialect, { why: 'method-not-allowed', msg });
  }
  const uses = usesFor(mock, call, route);
  const instead = outcomeBefore(mock, call, uses);
  if (instead) return instead;
  if (route.target !== 'media' && !isAuthorized(mock, call)) {
    if (route.target === 'upload') return refuseUpload(401, 'Unauthorized');
    return refuse(settings.dialect, { why: 'unauthorized' });
  }
  const outcome = await route.run(uses);
  // A refused purchase was not charged, so nothing comes "after" it. For other calls, the scenarios count from here on.
  if (route.target === 'purchase') return outcomeAfter(mock, call, outcome, call.active);
  const after = uses.filter((use) => use.scenario.call?.when === 'after' && mock.rules.claim(use));
  call.active = [...call.active, ...after];
  return outcomeAfter(mock, call, outcome, after);
};

/** What a scenario answers in place of carrying out the call. */
const outcomeBefore = (mock: Mock, call: Call, uses: readonly ActiveScenario[]): Outcome | null => {
  const context = { dialect: mock.settings.dialect, url: call.url, envelope: null };
  for (const use of uses) {
    if (use.scenario.call?.when !== 'before') continue;
    const instead = use.scenario.call.outcome?.({ ...context, value: use.value });
    if (!instead || !mock.rules.claim(use)) continue;
    call.active = [use];
    return instead;
  }
  return null;
};

/** What scenarios make of the answer to a call that was carried out. */
const outcomeAfter = async (
  { settings, clock }: Mock,
  call: Call,
  answered: Outcome,
  active: readonly ActiveScenario[],
): Promise<Outcome> => {
  let outcome = answered;
  for (const { scenario, value } of active) {
    if (scenario.call?.when !== 'after') continue;
    const delayMs = scenario.call.delayMs?.(value);
    if (delayMs !== undefined) {
      await new Promise<void>((resolve) => clock.after(delayMs, `answer to ${call.url.pathname}`, resolve));
    }
    const context = { dialect: settings.dialect, url: call.url, envelope: envelopeOf(outcome) };
    outcome = scenario.call.outcome?.({ ...context, value }) ?? outcome;
  }
  return outcome;
};

/** The task that a call is about; undefined for a purchase, or for a call about no task. */
const taskOf = (mock: Mock, call: Call, target: RuleTarget): string | undefined => {
  if (target === 'record') return call.url.searchParams.get('taskId') ?? undefined;
  return target === 'media' ? fileAt(mock.tasks, pathOf(call.url))?.task?.id : undefined;
};

/** The scenarios that wait for a call: those of rules, and those that a purchase asks for in its texts. */
const usesFor = (mock: Mock, call: Call, { target, operation }: Route): readonly ActiveScenario[] => {
  const taskId = taskOf(mock, call, target);
  const sold = taskId ? mock.tasks.get(taskId)?.operation : undefined;
  const ruled = mock.rules.match({ on: target, operation: operation?.name ?? sold, taskId });
  const magic = target === 'purchase' ? magicScenarios(call.json) : { uses: [], notes: [] };
  call.notes.push(...magic.notes);
  return [...ruled, ...activeScenarios(magic.uses)];
};
