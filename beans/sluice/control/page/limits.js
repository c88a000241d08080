// The limits, by slider or number; they hold for all processes of the migration, and are kept over a restart.

import { act, byId, button, children, element, number, text } from './dom.js';
import { call } from './jmx.js';

const steps = (low, high) => {
  const all = [];
  for (let power = 1; power <= high; power *= 10) {
    all.push(power, 2 * power, 5 * power);
  }
  return all.filter(step => step >= low && step <= high);
};
/** What a slider offers, from holding back most to not at all; 0 is no limit. */
const LIMITS = {
  'rows-per-second': { label: 'Rows a second', scale: [...steps(10, 500000), 0], perLane: true },
  'batch-rows': { label: 'Rows of a transaction', scale: steps(1, 50000), perLane: true },
  'duty-percent': { label: 'Share of time, in percent', scale: [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], perLane: true },
  'transactions': { label: 'Transactions at a time', scale: [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64], perLane: false },
  'latency-goal-ms': { label: 'Commit within, in ms', scale: [...steps(5, 10000), 0], perLane: false }
};
const LARGEST = 100000000;
let lane = '*';
let known = [];

const said = value => value === 0 ? 'no limit' : number(value);
const position = (scale, value) => value === 0 && scale.at(-1) === 0 ? scale.length - 1
  : scale.reduce((best, step, i) => step !== 0 && Math.abs(Math.log(step) - Math.log(Math.max(1, value))) < Math.abs(Math.log(scale[best] || 1) - Math.log(Math.max(1, value))) ? i : best, 0);

byId('limited-lane').onchange = event => {
  lane = event.target.value;
  draw();
};

/** The lanes that there are. */
export function lanes(status) {
  children(byId('limited-lane'), ['*', ...status.lanes.map(one => one.lane)], one => one, one => element('option', { value: one }),
    (option, one) => text(option, one === '*' ? 'all lanes' : one));
  text(byId('load-reason'), status.load.reason);
}

function set(limit, value) {
  return act(`${LIMITS[limit].label}`, async () => {
    await call('Throttle', 'set', lane, [`${limit}=${value}`]);
    return value === 'default' ? 'as in the settings' : said(Number(value));
  });
}

function make(limit) {
  const { label, scale } = LIMITS[limit];
  const slider = element('input', { type: 'range', min: 0, max: scale.length - 1, step: 1, id: `slide-${limit}` });
  const exact = element('input', { type: 'number', min: 0, max: LARGEST, id: `limit-${limit}` });
  exact.setAttribute('aria-label', `${label}, exactly`);
  const tell = () => slider.setAttribute('aria-valuetext', said(scale[slider.value]));
  slider.oninput = () => { exact.value = scale[slider.value]; tell(); };
  slider.onchange = () => set(limit, scale[slider.value]);
  exact.onchange = () => set(limit, exact.value);
  const made = element('div', { className: 'limit' }, element('label', { textContent: label, htmlFor: slider.id }), slider, exact, element('span'),
    button('as in the settings', () => set(limit, 'default')));
  made.lastElementChild.setAttribute('aria-label', `${label}: as in the settings`);
  return made;
}

function fill(item, limit) {
  const [, slider, exact, note, reset] = item.children;
  const own = known.find(one => one.lane === lane && one.limit === limit);
  const all = known.find(one => one.lane === '*' && one.limit === limit);
  const holds = own ?? all;
  if (document.activeElement !== slider && document.activeElement !== exact) {
    slider.value = position(LIMITS[limit].scale, holds.value);
    exact.value = holds.value;
    slider.setAttribute('aria-valuetext', said(holds.value));
  }
  const measured = limit === 'latency-goal-ms' ? `measured ${number(holds.now)} ms` : holds.now !== holds.value ? `now ${number(holds.now)}` : '';
  text(note, [said(holds.value), own || lane === '*' ? '' : 'of all lanes', measured].filter(part => part).join(', '));
  reset.hidden = !own || own.bySetting;
}

function draw() {
  if (known.length > 0) {
    children(byId('limit-rows'), Object.keys(LIMITS).filter(limit => lane === '*' || LIMITS[limit].perLane), limit => limit, make, fill);
  }
}

export function show(limits) {
  known = limits;
  draw();
}
