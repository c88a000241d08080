// Capture and each lane, with what can be done to it.

import { act, byId, button, children, element, number, row, seconds, text } from './dom.js';
import { route } from './jmx.js';
import { tone } from './summary.js';

/** Which operations make sense in which state. */
const MAY = {
  start: state => state === 'stopped',
  stop: state => state !== 'stopped' && state !== 'off',
  suspend: (state, capture) => !capture && state !== 'stopped' && state !== 'suspended',
  resume: state => state === 'suspended'
};

function make(lane) {
  const made = row('name', '', 'number', 'number', 'number', 'number', 'number', 'acts');
  made.cells[1].append(element('strong'), element('small'));
  for (const operation of Object.keys(MAY)) {
    const made_button = button(operation, () => act(`${operation} ${lane.route}`, () => route(lane.route, operation)));
    made_button.setAttribute('aria-label', `${operation} ${lane.route}`);
    made_button.dataset.operation = operation;
    made.cells[7].append(made_button);
  }
  return made;
}

function fill(item, lane) {
  const cells = item.cells;
  text(cells[0], lane.name);
  const [state, reason] = cells[1].children;
  text(state, lane.state);
  state.className = tone(lane.state);
  text(reason, lane.reason);
  text(cells[2], lane.partitions);
  text(cells[3], number(lane.changes));
  text(cells[4], `${number(lane.rate)}/s`);
  text(cells[5], lane.lag);
  text(cells[6], lane.parked);
  for (const one of cells[7].children) {
    one.hidden = !MAY[one.dataset.operation](lane.state, lane.route === 'capture');
  }
}

export function show(status) {
  const capture = status.capture;
  const rows = [{ name: 'capture', route: 'capture', state: capture.state, reason: capture.reason, partitions: '', changes: capture.captured, rate: capture.rate, lag: '', parked: '' },
    ...status.lanes.map(lane => ({ name: lane.lane, route: `apply-${lane.lane}`, state: lane.state, reason: lane.reason, partitions: number(lane.partitions), changes: lane.applied,
      rate: lane.rate, lag: `${number(lane.lagEvents)}, ${seconds(lane.lagSeconds)}`, parked: number(lane.parked) }))];
  children(byId('lane-rows'), rows, lane => lane.route, make, fill);
}
