// What the parts of the page share: elements that stay while their contents change, so that the focus and the screen reader stay too; and numbers for people.

export const byId = id => document.getElementById(id);

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** Sets a text only where it has changed: a screen reader tells each that is set. */
export function text(node, now) {
  if (node.textContent !== now) {
    node.textContent = now;
  }
}

export function button(label, action) {
  return element('button', { type: 'button', textContent: label, onclick: action });
}

/** One child for each item, in their order; `make` makes it and returns it, `fill` writes the item into it. */
export function children(parent, items, key, make, fill) {
  const before = new Map([...parent.children].map(child => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const name = String(key(item));
    let child = before.get(name);
    before.delete(name);
    if (!child) {
      child = make(item);
      child.dataset.key = name;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
    fill(child, item);
  }
  before.forEach(child => child.remove());
}

/** A table's row of so many cells; those with a class in `classes` have it. */
export function row(...classes) {
  return element('tr', {}, ...classes.map(name => element('td', { className: name })));
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export const number = n => whole.format(n);
export const compact = n => short.format(n);

export function seconds(n) {
  return n < 60 ? `${n.toFixed(1)} s` : n < 3600 ? `${Math.floor(n / 60)} min ${Math.floor(n % 60)} s` : `${Math.floor(n / 3600)} h ${Math.floor(n % 3600 / 60)} min`;
}

export const time = when => new Date(when).toLocaleTimeString('en-GB');
export const date = when => `${new Date(when).toLocaleDateString('en-CA')} ${time(when)}`;

/**
 * Asks in a dialog. Without a label there is nothing to enter. Resolves with what was entered ('yes' where there is nothing to enter), or null.
 */
export function ask({ title, message, label = null, type = 'text', yes, grave = false, accepts = value => value !== '' }) {
  const dialog = byId('ask');
  const value = byId('ask-value');
  text(byId('ask-title'), title);
  text(byId('ask-text'), message);
  text(byId('ask-yes'), yes);
  byId('ask-yes').className = grave ? 'grave' : '';
  byId('ask-field').hidden = label === null;
  text(byId('ask-label'), label ?? '');
  value.type = type;
  value.value = '';
  const allow = () => { byId('ask-yes').disabled = label !== null && !accepts(value.value); };
  value.oninput = allow;
  allow();
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue !== 'yes' ? null : label === null ? 'yes' : value.value), { once: true });
  });
}

/** Does what an operator has asked for, and says how it went. */
export async function act(what, action) {
  const done = byId('done');
  const trouble = byId('trouble');
  try {
    const answer = await action();
    done.textContent = typeof answer === 'string' && answer !== '' ? `${what}: ${answer}` : `${what}: done`;
    done.hidden = false;
    trouble.hidden = true;
    setTimeout(() => { done.hidden = true; }, 6000);
  } catch (failure) {
    trouble.textContent = `${what}: ${failure.message}`;
    trouble.hidden = false;
  }
}
