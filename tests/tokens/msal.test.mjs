// The behavior of the MSAL token source without a browser: the selected account, and the calls of the client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { msalToken } from '../../npm/token/msal.js';

const ADA = { homeAccountId: 'ada' };
const BOB = { homeAccountId: 'bob' };
const scopes = ['User.ReadWrite'];

/** A mock client that records its calls. */
function client(accounts, { active = null, silent, popup = { accessToken: 'by a person', account: ADA } } = {}) {
  const asked = [];
  const answer = (name, result) => async (request) => {
    asked.push([name, request]);
    if (result instanceof Error) throw result;
    return result;
  };
  return {
    asked,
    getAllAccounts: () => accounts,
    getActiveAccount: () => active,
    setActiveAccount: (account) => { active = account; },
    ssoSilent: answer('ssoSilent', silent ?? { accessToken: 'by a frame' }),
    acquireTokenSilent: answer('acquireTokenSilent', silent ?? { accessToken: 'from the cache' }),
    acquireTokenPopup: answer('acquireTokenPopup', popup),
    acquireTokenRedirect: answer('acquireTokenRedirect', undefined),
  };
}

const failure = (members) => Object.assign(new Error(members.errorCode), members);
const NEEDED = failure({ name: 'InteractionRequiredAuthError', errorCode: 'interaction_required', claims: '' });
const names = ({ asked }) => asked.map(([name]) => name);

test('the only account counts, and the active one among several', async () => {
  const only = client([ADA]);
  assert.equal(await msalToken(only)({ scopes }), 'from the cache');
  assert.deepEqual(only.asked, [['acquireTokenSilent', { scopes, account: ADA }]]);
  const active = client([ADA, BOB], { active: BOB });
  await msalToken(active)({ scopes });
  assert.equal(active.asked[0][1].account, BOB);
});

test('of several accounts none is guessed: the person chooses, and the choice stays', async () => {
  const several = client([BOB, ADA]);
  const token = msalToken(several);
  assert.equal(await token({ scopes }), 'by a person');
  assert.equal(several.asked[0][1].prompt, 'select_account');
  await token({ scopes });
  assert.deepEqual(names(several), ['acquireTokenPopup', 'acquireTokenSilent']);
  assert.equal(several.asked[1][1].account, ADA);
  await assert.rejects(msalToken(client([BOB, ADA]), { interact: 'none' })({ scopes }), /none of them is the active one/);
});

test('where nobody is signed in, the hint goes along', async () => {
  const nobody = client([], { silent: NEEDED });
  await msalToken(nobody, { loginHint: 'ada@example.com', authority: 'https://login.example.com/t' })({ scopes });
  assert.deepEqual(names(nobody), ['ssoSilent', 'acquireTokenPopup']);
  for (const [, request] of nobody.asked) {
    assert.equal(request.loginHint, 'ada@example.com');
    assert.equal(request.authority, 'https://login.example.com/t');
  }
});

test('what the service demands goes before what Entra says to need', async () => {
  const needed = Object.assign(Object.create(NEEDED), { claims: 'of Entra' });
  const demanded = client([ADA], { silent: needed });
  await msalToken(demanded)({ scopes, claims: 'of the service' });
  assert.deepEqual(demanded.asked.map(([, { claims }]) => claims), ['of the service', 'of the service']);
  const silent = client([ADA], { silent: needed });
  await msalToken(silent)({ scopes });
  assert.deepEqual(silent.asked.map(([, { claims }]) => claims), [undefined, 'of Entra']);
});

test('a person is asked where the frame does not answer, in version 5 and before, and for no other failure', async () => {
  for (const errorCode of ['timed_out', 'monitor_window_timeout']) {
    const silent = client([], { silent: failure({ name: 'BrowserAuthError', errorCode }) });
    assert.equal(await msalToken(silent)({ scopes }), 'by a person');
  }
  for (const errorCode of ['no_network_connectivity', 'unauthorized_client', 'post_request_failed']) {
    const silent = client([ADA], { silent: failure({ name: 'BrowserAuthError', errorCode }) });
    await assert.rejects(msalToken(silent)({ scopes }), { errorCode });
    assert.deepEqual(names(silent), ['acquireTokenSilent']);
  }
});

test('by redirect the page goes with the claims, and there is no token', async () => {
  const silent = client([ADA], { silent: NEEDED });
  await assert.rejects(msalToken(silent, { interact: 'redirect' })({ scopes, claims: 'of the service' }), { errorCode: 'interaction_required' });
  assert.deepEqual(silent.asked[1], ['acquireTokenRedirect', { scopes, account: ADA, claims: 'of the service' }]);
});

test('after a blocked window the next request opens one at once, and the one after it does not', async () => {
  const result = { accessToken: 'by a person', account: ADA };
  const blocked = client([ADA], { silent: NEEDED, popup: failure({ name: 'BrowserAuthError', errorCode: 'popup_window_error' }) });
  const token = msalToken(blocked);
  await assert.rejects(token({ scopes, claims: 'of the service' }), { errorCode: 'popup_window_error' });
  blocked.asked.length = 0;
  blocked.acquireTokenPopup = async (request) => (blocked.asked.push(['acquireTokenPopup', request]), result);
  assert.equal(await token({ scopes }), 'by a person');
  assert.deepEqual(names(blocked), ['acquireTokenPopup']);
  assert.equal(blocked.asked[0][1].claims, 'of the service');
  await token({ scopes });
  assert.deepEqual(names(blocked).slice(1), ['acquireTokenSilent', 'acquireTokenPopup']);
  assert.equal(blocked.asked[1][1].claims, undefined);
});
