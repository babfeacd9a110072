// The way to the server: what is taken along, and what is sent back. Nothing here knows a word of any language.
const here = (name) => new URL(name, location.href.replace(/[^/]*$/, '')).href;

// null: no network; false: not signed in; else what a form is sent with.
export async function hello() {
  try {
    const answer = await fetch(here('hello'), { redirect: 'manual', cache: 'no-store' });
    return answer.ok ? (await answer.json()).token : false;
  } catch {
    return null;
  }
}

async function post(name, token, body) {
  const answer = await fetch(here(name), {
    method: 'POST',
    redirect: 'manual',
    cache: 'no-store',
    headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token },
    body: JSON.stringify(body),
  });
  const isJson = (answer.headers.get('Content-Type') ?? '').includes('json');
  return { status: answer.status, body: isJson ? await answer.json() : {} };
}

export async function take(token) {
  const { status, body } = await post('take', token, {});
  return status === 200 ? body : null;
}

// null: it did not get through, or nobody knows whether it did; it is sent again, and known there by its own number.
export async function send(token, body) {
  try {
    const answer = await post('send', token, body);
    return answer.status >= 500 || answer.status === 0 ? null : answer;
  } catch {
    return null;
  }
}

// The officer is signed out: what is handed over to read leads nowhere else. Gives whether that is done.
export async function leave(address) {
  const token = await hello();
  if (!token) return token === false;
  try {
    await fetch(address, { method: 'POST', redirect: 'manual', headers: { 'X-CSRFToken': token } });
    return true;
  } catch {
    return false;
  }
}
