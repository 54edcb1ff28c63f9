/*
 * What the benchmark asks. `version` is the first number field of each subscription: the load reads it from the bytes
 * of a message.
 */

const TASK_STATE = `__typename id version status operation upstreamTaskId charge creditCost
  error { code message upstreamCode }
  ... on SeparationTask { type stems { kind label url duration } }
  ... on MusicTask { stage tracks { id audioId taskId title duration audioUrl } }`;

/** Everything about one task. */
export const GET_TASK = `query GetTask($id: ID!) {
  task(id: $id) {
    ${TASK_STATE}
    createdAt updatedAt finishedAt expiresAt filesExpired
    timeline { at version type detail }
  }
}`;

/** What a message of `WATCH_TASK` holds, as a query. */
export const GET_STATE = `query GetState($id: ID!) { task(id: $id) { ${TASK_STATE} } }`;

/** A page of tasks with their stems. */
export const LIST_TASKS = `query ListTasks($first: Int) {
  tasks(first: $first) { nodes { ${TASK_STATE} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }
}`;

/** Which tasks there are, page by page. */
export const LIST_IDS = `query ListIds($first: Int, $after: String, $filter: TaskFilter) {
  tasks(first: $first, after: $after, filter: $filter) { nodes { id upstreamTaskId } pageInfo { hasNextPage endCursor } }
}`;

/** Every version of a task from here on. */
export const WATCH_TASK = `subscription WatchTask($id: ID!, $afterVersion: Int) {
  taskUpdated(id: $id, afterVersion: $afterVersion) { ${TASK_STATE} }
}`;

/** Every change to any of the viewer's tasks from now on. */
export const WATCH_TASKS = `subscription WatchTasks { tasksUpdated { cursor task { ${TASK_STATE} } } }`;

/** Reads the provider's record of a task. */
export const REFRESH_TASK = `mutation RefreshTask($id: ID!) {
  refreshTask(id: $id) { task { id version status operation } reused userErrors { code message } }
}`;

const OUTCOME = 'task { id version status upstreamTaskId } reused userErrors { code message }';

export const SEPARATE_VOCALS = `mutation SeparateVocals($input: SeparateVocalsInput!) {
  separateVocals(input: $input) { ${OUTCOME} }
}`;

export const ADD_VOCALS = `mutation AddVocals($input: AddVocalsInput!) {
  addVocals(input: $input) { ${OUTCOME} }
}`;
