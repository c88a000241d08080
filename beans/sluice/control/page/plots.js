// Rate, lag and commit latency over time. The samples come from Sluice, which keeps an hour, so a page that was just opened shows the past too.

import uPlot from './uPlot.esm.js';
import { byId, compact, element, text } from './dom.js';
import { call } from './jmx.js';

const KEPT = 1800;
/** Columns of a sample: time, captured, applied, backlog, lag, latency. */
const samples = [[], [], [], [], [], []];
const plots = [
  { title: 'Changes a second', unit: '/s', lines: [{ column: 1, label: 'captured' }, { column: 2, label: 'applied' }] },
  { title: 'Lag', unit: ' s', lines: [{ column: 4, label: 'lag' }] },
  { title: 'Commit in the target', unit: ' ms', lines: [{ column: 5, label: 'nine in ten within' }] }];
let minutes = 15;
let last = 0;

const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function make(plot) {
  const axis = () => ({ stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line') } });
  plot.chart?.destroy();
  plot.chart = new uPlot({
    width: width(plot), height: 170, legend: { show: false }, cursor: { y: false },
    scales: { y: { range: (chart, low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [{ ...axis(), values: (chart, ticks) => ticks.map(tick => new Date(tick * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })) },
      { ...axis(), size: 56, values: (chart, ticks) => ticks.map(compact) }],
    series: [{}, ...plot.lines.map((line, i) => ({ label: line.label, stroke: colour(i === 0 && plot.lines.length > 1 ? '--second' : '--first'), width: 2, points: { show: false } }))]
  }, [[], ...plot.lines.map(() => [])], plot.figure);
}

const width = plot => Math.max(240, plot.figure.clientWidth);

for (const plot of plots) {
  plot.caption = element('figcaption');
  plot.figure = element('figure', {}, plot.caption);
  byId('plots').append(plot.figure);
  make(plot);
}
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { plots.forEach(make); draw(); });
new ResizeObserver(() => plots.forEach(plot => plot.chart.setSize({ width: width(plot), height: 170 }))).observe(byId('plots'));
for (const span of document.querySelectorAll('.spans button')) {
  span.onclick = () => {
    minutes = Number(span.dataset.minutes);
    document.querySelectorAll('.spans button').forEach(one => one.setAttribute('aria-pressed', String(one === span)));
    draw();
  };
}

function draw() {
  const from = Math.max(last / 1000 - minutes * 60, samples[0][0]);
  const first = samples[0].findIndex(at => at >= from);
  const times = samples[0].slice(first);
  for (const plot of plots) {
    const columns = plot.lines.map(line => samples[line.column].slice(first));
    plot.chart.setData([times, ...columns], false);
    plot.chart.setScale('x', { min: from, max: last / 1000 });
    text(plot.caption, `${plot.title}: ` + plot.lines.map((line, i) =>
      `${line.label} ${compact(columns[i].at(-1) ?? 0)}${plot.unit}, at most ${compact(Math.max(0, ...columns[i]))}${plot.unit}`).join('; '));
  }
}

/** Takes the samples since the last look. */
export async function look() {
  const more = JSON.parse(await call('History', 'json', last));
  for (const sample of more) {
    samples.forEach((column, i) => {
      column.push(i === 0 ? sample[0] / 1000 : sample[i]);
      if (column.length > KEPT) {
        column.shift();
      }
    });
    last = sample[0];
  }
  if (more.length > 0) {
    draw();
  }
}
