// All tables, a page of them at a time: there may be a thousand.

import { byId, children, date, element, number, row, seconds, text } from './dom.js';

const SHOWN = 50;
let known = [];
let first = 0;

const unverified = table => table.verified === 'equal' ? 0 : table.verified === 'different' ? 2 : 1;
const ORDERS = {
  table: () => 0, lagEvents: table => table.lagEvents, rate: table => table.rate, parked: table => table.parked, unverified
};

function fill(item, table) {
  const cells = item.cells;
  text(cells[0], table.table);
  text(cells[1], table.lane);
  text(cells[2], table.expected > table.copied ? `${number(table.copied)} of about ${number(table.expected)}` : number(table.copied));
  text(cells[3], number(table.applied));
  text(cells[4], `${number(table.rate)}/s`);
  text(cells[5], table.lagEvents === 0 ? '0' : `${number(table.lagEvents)}, ${seconds(table.lagSeconds)}`);
  text(cells[6], number(table.parked));
  const [word, when] = cells[7].children;
  text(word, table.verified || 'not yet');
  word.className = table.verified === 'equal' ? 'good' : table.verified === 'different' ? 'bad' : 'warn';
  text(when, table.verifiedAt ? date(table.verifiedAt) : '');
}

function make() {
  const made = row('name', '', 'number', 'number', 'number', 'number', 'number', '');
  made.cells[7].append(element('span'), element('small'));
  return made;
}

function draw() {
  const wanted = byId('table-filter').value.toLowerCase();
  const order = ORDERS[byId('table-order').value];
  const found = known.filter(table => table.table.toLowerCase().includes(wanted)).sort((a, b) => order(b) - order(a) || a.table.localeCompare(b.table));
  first = Math.max(0, Math.min(first, Math.floor((found.length - 1) / SHOWN) * SHOWN));
  const shown = found.slice(first, first + SHOWN);
  text(byId('table-count'), found.length === 0 ? 'no table' : `${first + 1} to ${first + shown.length} of ${found.length}`);
  byId('table-back').disabled = first === 0;
  byId('table-on').disabled = first + SHOWN >= found.length;
  children(byId('table-rows'), shown, table => table.table, make, fill);
}

function leaf(by) {
  first += by;
  draw();
}

byId('table-filter').oninput = () => { first = 0; draw(); };
byId('table-order').onchange = () => { first = 0; draw(); };
byId('table-back').onclick = () => leaf(-SHOWN);
byId('table-on').onclick = () => leaf(SHOWN);

export function show(tables) {
  known = tables;
  draw();
}
