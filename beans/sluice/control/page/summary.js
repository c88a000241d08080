// Where the migration stands, in one sentence, a row of phases and a few figures.

import { byId, children, element, number, seconds, text } from './dom.js';

const PHASES = ['assessed', 'prepared', 'copying', 'following', 'ready', 'frozen', 'drained', 'verified', 'switched'];
const WELL = ['running', 'idle', 'streaming', 'snapshot', 'off', 'standby'];

export const tone = state => WELL.includes(state) ? 'good' : ['stopped', 'held', 'waiting'].includes(state) ? 'bad' : 'warn';

export function show(status) {
  const state = byId('state');
  text(state, status.state);
  state.className = tone(status.state.split(',')[0]);
  document.title = `${status.state.split(/[,:]/)[0]} - Sluice`;
  const stands = PHASES.indexOf(status.phase);
  children(byId('phases'), PHASES, phase => phase, phase => element('li', { textContent: phase }), (item, phase) => {
    const at = PHASES.indexOf(phase);
    item.className = at < stands ? 'past' : '';
    item.toggleAttribute('aria-current', at === stands);
    if (at === stands) {
      item.setAttribute('aria-current', 'step');
    }
  });
  const capture = status.capture;
  const applied = status.lanes.reduce((sum, lane) => sum + lane.applied, 0);
  const rate = status.lanes.reduce((sum, lane) => sum + lane.rate, 0);
  const backlog = status.lanes.reduce((sum, lane) => sum + lane.lagEvents, 0);
  const lag = Math.max(0, ...status.lanes.map(lane => lane.lagSeconds));
  const figures = [
    ['Copied', capture.total > 0 ? `${number(capture.copied)} of ${number(capture.total)}` : number(capture.copied)],
    ['Captured', number(capture.captured)], ['Applied', number(applied)], ['Rate', `${number(rate)}/s`],
    ['Backlog', number(backlog)], ['Lag', seconds(lag)], ['Parked', number(status.parked)]];
  children(byId('figures'), figures, figure => figure[0], figure => element('div', {}, element('dt', { textContent: figure[0] }), element('dd')),
    (item, figure) => text(item.lastElementChild, figure[1]));
  text(byId('reasons'), status.reconcile.map(table => `To reconcile: ${table.table}, ${table.reason}`).join(' '));
}
