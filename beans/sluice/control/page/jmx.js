// The running Sluice's MBeans, by Jolokia: the same that the command line reads and calls.

import { ask } from './dom.js';

const PASSWORD = 'sluice.password';
let asking = null;

function password() {
  asking ??= ask({ title: 'Password', message: 'It is page.password in the settings of this Sluice.', label: 'Password', type: 'password', yes: 'Go on' })
    .then(entered => { sessionStorage.setItem(PASSWORD, entered ?? ''); })
    .finally(() => { asking = null; });
  return asking;
}

async function send(requests) {
  await asking;
  const headers = { 'Content-Type': 'application/json' };
  const known = sessionStorage.getItem(PASSWORD);
  if (known) {
    headers.Authorization = `Bearer ${known}`;
  }
  const answer = await fetch('/jolokia', { method: 'POST', headers, body: JSON.stringify(requests) });
  if (answer.status === 401) {
    await password();
    return send(requests);
  }
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  }
  return answer.json();
}

function value(answer) {
  if (answer.status !== 200) {
    throw new Error(String(answer.error ?? 'no answer').replace(/^([\w.$]+Exception\s*:\s*)+/, ''));
  }
  return answer.value;
}

/** An attribute that holds JSON. */
export async function json(bean, attribute = 'Json') {
  return JSON.parse(value((await send([{ type: 'read', mbean: `sluice:type=${bean}`, attribute }]))[0]));
}

/** Calls an operation of one of Sluice's own MBeans. */
export async function call(bean, operation, ...args) {
  return value((await send([{ type: 'exec', mbean: `sluice:type=${bean}`, operation, arguments: args }]))[0]);
}

/** Calls start, stop, suspend or resume of a route. */
export async function route(id, operation) {
  return value((await send([{ type: 'exec', mbean: `org.apache.camel:context=sluice,name="${id}",type=routes`, operation: `${operation}()`, arguments: [] }]))[0]);
}
