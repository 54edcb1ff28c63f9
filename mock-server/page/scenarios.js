import { fill, h, keyed } from './dom.js';
import { clockTime, words } from './format.js';

/** The form that gives calls a scenario, and the rules in force. `actions`: `add(rule)`, `remove(id)`. */
export function createScenarios(form, list, empty, actions) {
  const { scenario, value, on, times } = form.elements;
  const about = form.querySelector('[data-about]');
  const known = new Map();
  const show = keyed(
    list,
    (rule) => rule.id,
    () => createRule(actions),
  );

  const explain = () => {
    const chosen = known.get(scenario.value);
    fill(about, chosen?.about ?? '', chosen?.value ? ` Value: ${chosen.value.means}.` : '');
    value.closest('label').hidden = !chosen?.value;
    value.value = '';
    value.placeholder = chosen?.value ? String(chosen.value.default) : '';
    for (const option of on.options) option.disabled = !chosen?.on.includes(option.value);
    if (on.selectedOptions[0]?.disabled) on.value = 'purchase';
  };
  scenario.addEventListener('change', explain);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const use = value.value === '' ? scenario.value : `${scenario.value}=${value.value}`;
    actions.add({ scenario: use, on: on.value, ...(times.value === '' ? {} : { times: Number(times.value) }) });
  });

  return {
    /** Fills the list of scenarios. A choice that was made before stays. */
    offer: (scenarios) => {
      const chosen = scenario.value;
      if (known.size === scenarios.length) return;
      const groups = Map.groupBy(scenarios, ({ group }) => group);
      for (const one of scenarios) known.set(one.name, one);
      fill(
        scenario,
        ...[...groups].map(([label, rows]) =>
          h('optgroup', { label: words(label) }, ...rows.map(({ name }) => h('option', { value: name }, name))),
        ),
      );
      if (known.has(chosen)) scenario.value = chosen;
      explain();
    },
    update: (rules) => {
      empty.hidden = rules.length > 0;
      show(rules);
    },
  };
}

function createRule({ remove }) {
  const text = h('span');
  const button = h('button', { type: 'button', className: 'small' }, 'Clear');
  return {
    element: h('li', {}, text, button),
    update: ({ id, use, on, left, until, taskId }) => {
      const name = use.value === null ? use.name : `${use.name}=${use.value}`;
      const end = left !== null ? `, ${left} left` : until !== null ? `, until ${clockTime(until)}` : '';
      fill(
        text,
        h('span', { className: 'tag' }, name),
        ` on ${words(on).toLowerCase()}${taskId ? ' of one task' : ''}${end}`,
      );
      button.setAttribute('aria-label', `Clear ${name}`);
      button.onclick = () => remove(id);
    },
  };
}
