// The cut-over as a checklist. Its button stays disabled, with the reasons, until everything that it asks for is so.

import { act, ask, byId, children, date, element, row, text, time } from './dom.js';
import { call } from './jmx.js';

const BEGIN = ['following', 'ready'];
const FROZEN = ['frozen', 'drained', 'verified'];
let now = { phase: '', doing: '' };

function reasons(state) {
  if (state.doing) {
    return `a ${state.doing} is under way`;
  }
  if (!BEGIN.includes(state.phase)) {
    return state.phase === 'switched' ? 'the migration is switched' : `the migration is ${state.phase || 'not begun'}; it can be cut over when it is following`;
  }
  if (state.lookedAt === 0) {
    return 'nobody has looked yet what keeps from it';
  }
  return state.ready ? '' : `not so yet: ${state.checks.filter(check => check.reasons.length > 0).map(check => check.what).join(', ')}`;
}

function fillCheck(item, check) {
  const well = check.reasons.length === 0;
  item.firstElementChild.className = well ? 'good' : 'bad';
  text(item.firstElementChild, `${well ? '✓' : '✗'} ${check.what}${well ? '' : ': no'}`);
  children(item.lastElementChild, check.reasons, reason => reason, () => element('li'), (line, reason) => text(line, reason));
}

export function show(state) {
  now = state;
  const why = reasons(state);
  children(byId('checks'), state.checks, check => check.what, () => element('li', {}, element('span'), element('ul')), fillCheck);
  text(byId('looked'), state.lookedAt ? `As it was at ${time(state.lookedAt)}` : '');
  byId('cut-over').disabled = why !== '';
  text(byId('why-not'), why === '' ? 'Ready. All is looked at once more before the freeze.' : `Not now: ${why}`);
  byId('rehearse').disabled = Boolean(state.doing) || !BEGIN.includes(state.phase);
  byId('look').disabled = Boolean(state.doing);
  byId('give-up').disabled = !state.doing && !FROZEN.includes(state.phase);
  children(byId('steps'), state.lines.map((line, i) => ({ line, i })), step => step.i, () => element('li'), (item, step) => text(item, step.line));
  text(byId('outcome'), state.outcome);
}

export function history(steps) {
  children(byId('history'), steps.map((step, i) => ({ ...step, i })).reverse(), step => step.i, () => row('number', '', '', ''), (item, step) =>
    [date(step.at), step.to, step.who, step.evidence].forEach((value, i) => text(item.cells[i], value)));
}

/** Has Sluice look, while there is something to see. */
export async function look() {
  if (!now.doing && now.phase !== 'switched') {
    await call('Cutover', 'look');
  }
}

byId('look').onclick = () => act('Look', () => call('Cutover', 'look'));
byId('rehearse').onclick = () => act('Rehearsal', async () => { await call('Cutover', 'rehearse'); return 'begun'; });
byId('give-up').onclick = () => act('Give up', () => call('Cutover', 'giveUp'));
byId('cut-over').onclick = async () => {
  const word = await ask({
    title: 'Cut over', grave: true, yes: 'Cut over', label: 'Enter switch to begin', accepts: value => value === 'switch',
    message: 'The source is frozen for some seconds: the service cannot write. When all has arrived and both sides are equal, the migration is switched, and there is no way back. '
      + 'The source stays frozen then: let the service write to the target.\nWhatever fails before, the source takes writes again.'
  });
  if (word !== null) {
    await act('Cut-over', async () => { await call('Cutover', 'cutOver', false); return 'begun'; });
  }
};
