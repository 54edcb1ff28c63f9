import { timeOf } from '../../core/event-line.ts';
import type { Rule } from '../../scenarios/rules.ts';
import { type Command, durationOf, table, UsageError, wholeNumber } from '../command.ts';

interface Listed {
  readonly scenarios: readonly {
    readonly name: string;
    readonly group: string;
    readonly about: string;
    readonly value: { readonly means: string; readonly default: number } | null;
  }[];
  readonly rules: readonly Rule[];
}

/** A rule, or a scenario that a task took over at once and that has no id. */
type AddedRule = Omit<Rule, 'id'> & { readonly id: string | null };

const spelt = ({ use }: AddedRule): string => (use.value === null ? use.name : `${use.name}=${use.value}`);

const ruleLine = (rule: AddedRule): string =>
  [
    `${rule.id ?? 'applied'}: ${spelt(rule)} on ${rule.on}`,
    rule.operation === null ? '' : ` of ${rule.operation}`,
    rule.taskId === null ? '' : ` of task ${rule.taskId}`,
    rule.left === null ? '' : `, ${rule.left} left`,
    rule.until === null ? '' : `, until ${timeOf(rule.until)}`,
  ].join('');

const list = ({ scenarios, rules }: Listed): string => {
  const groups = Map.groupBy(scenarios, ({ group }) => group);
  const sections = [...groups].map(([group, rows]) => {
    const cells = rows.map(({ name, about, value }) => [
      `  ${name}${value === null ? '' : `=${value.default}`}`,
      `${about}${value === null ? '' : ` (${value.means})`}`,
    ]);
    return `${group}\n${table(cells)}`;
  });
  return [
    ...sections,
    `in force\n${rules.length === 0 ? '  none' : rules.map((rule) => `  ${ruleLine(rule)}`).join('\n')}`,
  ].join('\n\n');
};

export const scenarios: Command = {
  name: 'scenarios',
  usage:
    '[set <name[=number]> [--on <calls>] [--operation <name>] [--task-id <id>] [--times <n>] [--for <10s>] | clear [<rule-id>]]',
  summary: 'List the scenarios and the rules in force; set or clear one',
  words: 2,
  options: {
    on: { type: 'string' },
    operation: { type: 'string' },
    'task-id': { type: 'string' },
    times: { type: 'string' },
    for: { type: 'string' },
  },
  run: async ({ words: [verb, name], option, admin, print }) => {
    if (verb === undefined) {
      print(list(await admin.get<Listed>('/scenarios')));
      return 0;
    }
    if (verb === 'clear') {
      await admin.send('DELETE', name === undefined ? '/scenarios' : `/scenarios/${encodeURIComponent(name)}`);
      print(name === undefined ? 'no rule is in force' : `${name} has ended`);
      return 0;
    }
    if (verb !== 'set' || name === undefined)
      throw new UsageError('say "scenarios set <name>", "scenarios clear" or nothing');
    const times = option('times');
    const span = option('for');
    const rule = await admin.send<AddedRule>('POST', '/scenarios', {
      scenario: name,
      on: option('on'),
      operation: option('operation'),
      taskId: option('task-id'),
      times: times === undefined ? undefined : wholeNumber(times, '--times'),
      forMs: span === undefined ? undefined : durationOf(span),
    });
    print(ruleLine(rule));
    return 0;
  },
};
