// Asks, again and again, and shows. Each part has its own round, so that one which waits for the target does not hold up the others.

import { byId, text, time } from './dom.js';
import { json } from './jmx.js';
import * as cutover from './cutover.js';
import * as lanes from './lanes.js';
import * as limits from './limits.js';
import * as parked from './parked.js';
import * as plots from './plots.js';
import * as summary from './summary.js';
import * as tables from './tables.js';

let heard = Date.now();
let lost = false;

/** Nothing is asked while nobody looks. */
function visible() {
  return document.hidden ? new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true })) : Promise.resolve();
}

async function again(millis, look) {
  for (;;) {
    await visible();
    try {
      await look();
    } catch (failure) {
      console.warn(failure);
    }
    await new Promise(resolve => setTimeout(resolve, millis));
  }
}

async function status() {
  try {
    const now = await json('Status');
    heard = Date.now();
    if (lost) {
      lost = false;
      byId('trouble').hidden = true;
    }
    document.body.classList.remove('old');
    summary.show(now);
    lanes.show(now);
    limits.lanes(now);
  } catch (failure) {
    lost = true;
    document.body.classList.add('old');
    byId('trouble').hidden = false;
    text(byId('trouble'), `Sluice does not answer (${failure.message}): what is shown is from ${time(heard)}`);
  }
}

again(1000, status);
again(2000, plots.look);
again(2000, async () => limits.show(await json('Throttle')));
again(1000, async () => cutover.show(await json('Cutover')));
again(3000, async () => parked.show(await json('Parked')));
again(3000, async () => tables.show(await json('Tables')));
again(5000, async () => cutover.history(await json('Cutover', 'HistoryJson')));
again(15000, cutover.look);
