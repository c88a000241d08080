// Rows that the target has refused, by table and error. A replay is a request; the lane carries it out between two batches.

import { act, ask, button, byId, children, number, row, text } from './dom.js';
import { call } from './jmx.js';

const open = group => group.state === 'parked' || group.state === 'replay-requested';

async function discard(group) {
  const reason = await ask({ title: 'Discard parked rows', grave: true, yes: 'Discard', label: 'Why (it is kept with them)',
    message: `${number(group.rows)} rows of ${group.table}, ${group.error}: the target will stay without them.` });
  if (reason !== null) {
    await act('Discard', () => call('Parked', 'discard', '', group.table, group.error, reason));
  }
}

function make(group) {
  const made = row('name', '', '', 'number', '', 'acts');
  const replay = button('replay', () => act('Replay', () => call('Parked', 'replay', '', group.table, group.error)));
  const drop = button('discard ...', () => discard(group));
  replay.setAttribute('aria-label', `replay ${group.table}, ${group.error}`);
  drop.setAttribute('aria-label', `discard ${group.table}, ${group.error}`);
  made.cells[5].append(replay, drop);
  return made;
}

function fill(item, group) {
  [group.table, group.error, group.state, number(group.rows), group.last].forEach((value, i) => text(item.cells[i], value));
}

export function show(groups) {
  const waiting = groups.filter(open);
  byId('parked-none').hidden = waiting.length > 0;
  byId('parked-some').hidden = waiting.length === 0;
  children(byId('parked-rows'), waiting, group => `${group.table} ${group.error} ${group.state}`, make, fill);
}
