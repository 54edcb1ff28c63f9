/**
 * The little that the page needs of a framework. Data becomes text nodes and properties, never markup: what a
 * client wrote into a title or a URL cannot become part of the page.
 */

/** An element with properties, `dataset`, `aria-*` and `on…` listeners, and children: elements, texts, or nothing. */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name === 'data') Object.assign(element.dataset, value);
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  fill(element, ...children);
  return element;
}

export function fill(element, ...children) {
  const present = children.flat().filter((child) => child !== null && child !== undefined && child !== '');
  element.replaceChildren(...present.map((child) => (child instanceof Node ? child : String(child))));
}

/**
 * Keeps a list of views in step with data: a view is made once per key and then updated, so that a focused button, an
 * opened detail or a playing song stays as it was. A view is `{ element, update(item) }`.
 */
export function keyed(container, keyOf, create) {
  const views = new Map();
  return (items) => {
    const keys = new Set(items.map(keyOf));
    for (const [key, view] of views) {
      if (keys.has(key)) continue;
      view.element.remove();
      views.delete(key);
    }
    items.forEach((item, index) => {
      const key = keyOf(item);
      if (!views.has(key)) views.set(key, create(item));
      const view = views.get(key);
      view.update(item);
      // Moving an element would stop the music in it: only what is new or out of place is put in.
      if (container.children[index] !== view.element)
        container.insertBefore(view.element, container.children[index] ?? null);
    });
  };
}

/** Only links that a browser fetches; anything else (`javascript:`, say) is shown as text. */
export function isWebAddress(text) {
  return /^https?:\/\//i.test(text);
}
