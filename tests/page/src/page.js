// The tests' script inside a page. It runs before the page's own scripts, and is not part of the product.
globalThis.pageTests = (() => {
  const events = [];
  const violations = [];
  const requests = [];
  const answers = [];
  const tokens = { asked: 0, waiting: [] };
  const said = [];
  /** All announcements, including those that a test has already read. */
  const logged = [];
  const clipboard = { next: null };
  const heard = [];
  const announcements = [];
  let offline = false;

  const words = (value) => {
    if (value instanceof Error) return `${value.stack ?? ''} ${value}`;
    try {
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  };
  const say = (line) => { said.push(line); logged.push(line); };
  for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace']) {
    const native = console[level];
    console[level] = (...given) => {
      say(`${level}: ${given.map(words).join(' ')}`);
      native.apply(console, given);
    };
  }
  addEventListener('error', ({ message, error }) => say(`error: ${message} ${words(error)}`));
  addEventListener('unhandledrejection', ({ reason }) => say(`error: nobody handles ${words(reason)}`));

  // WebKit uses the first event to find out whether there is anything to copy.
  addEventListener('beforecopy', (event) => { if (clipboard.next !== null) event.preventDefault(); });
  addEventListener('copy', (event) => {
    if (clipboard.next === null) return;
    event.clipboardData.setData('text/plain', clipboard.next);
    event.preventDefault();
    clipboard.next = null;
  });

  // The events bubble and are composed, so all of them arrive here.
  for (const type of ['skill-submit', 'skill-exists', 'skill-added', 'skill-updated', 'skill-removed', 'skill-failed', 'skills-settled']) {
    addEventListener(type, ({ target, detail }) => events.push({ type, target: target.id, detail: structuredClone(detail) }));
  }
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
    // WebKit requests a favicon from each site.
    if (!blockedURI.endsWith('/favicon.ico')) violations.push({ violatedDirective, blockedURI, sample });
  });

  const element = (selector) => {
    const found = document.querySelector(selector);
    if (!found) throw new Error(`The page has no ${selector}`);
    return found;
  };
  /** The root of the form: the shadow root, or the document if a Leptos application renders the form itself. */
  const root = (selector) => element(selector).shadowRoot ?? element(selector);
  /** Returns a row of the list of `<add-skills>` by its number, and `null` if the list does not have it. */
  const rowOf = (selector, number) => [...root(selector).querySelectorAll('[part~="row"]')].find((row) => text(row.querySelector('th')) === number) ?? null;
  /** Returns the node that contains a name, and the name in it. `3/remove` is in row 3 of a list. */
  const inRow = (selector, name) => {
    const [, number, rest] = /^(\d+)\/(.*)$/.exec(name) ?? [];
    return number ? [rowOf(selector, number), rest] : [root(selector), name];
  };
  const part = (selector, path) => {
    const [node, name] = inRow(selector, path);
    return node?.querySelector(`[part~="${name}"]`) ?? null;
  };
  const control = (selector, path) => {
    const [node, name] = inRow(selector, path);
    // Some controls of a list have no name, because they are not a field of a skill.
    return node?.querySelector(`[name="${name}"]`) ?? node?.querySelector(`[part~="control"][part~="${name}"]`) ?? null;
  };
  /** Focuses a control and returns it. */
  const usable = (selector, name) => {
    const found = control(selector, name);
    if (!found || found.disabled) throw new Error(`The form has no ${name} to fill in`);
    found.focus();
    return found;
  };
  const focused = () => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active?.name || active?.part?.value || active?.id || active?.className || active?.localName || '';
  };
  const radio = (selector, name, value) => root(selector).querySelector(`[name="${name}"][value="${value}"]`);
  const text = (node) => node?.textContent.trim() || null;
  const lines = (node) => [...node.children].map(text).filter(Boolean).join('\n') || text(node);

  /** Returns the text of a node for screen readers. */
  const spoken = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    return node.ariaHidden === 'true' ? '' : [...node.childNodes].map(spoken).join(node.localName === 'p' ? '' : ' ');
  };
  const isSpoken = ({ target }) => !(target.closest ? target : target.parentElement)?.closest('[aria-hidden="true"]');

  /** Each change of an exposed live region announces its whole text, because both roles are atomic. */
  const announce = (selector) => {
    for (const region of root(selector).querySelectorAll('[role="status"], [role="alert"]')) {
      new MutationObserver((changes) => {
        const words = spoken(region).replace(/\s+/g, ' ').trim();
        if (words && changes.some(isSpoken)) announcements.push(words);
      }).observe(region, { childList: true, characterData: true, subtree: true });
    }
  };

  /** Returns the element with a control's description: itself, or the group of its radio buttons or checkboxes. */
  const described = (selector, name) => {
    const found = control(selector, name);
    if (!found) throw new Error(`The form has no ${name}`);
    return ['radio', 'checkbox'].includes(found.type) ? found.closest('fieldset') : found;
  };

  /** Returns the error in a control's description, without the prefix for screen readers. */
  const error = (selector, name) => {
    const ids = (described(selector, name).getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
    const descriptions = ids.map((id) => {
      const description = root(selector).getElementById(id);
      if (!description) throw new Error(`${name} is described by #${id}, which is not there`);
      return description;
    });
    const shown = descriptions.filter(({ part }) => part.contains('error'));
    const words = shown.flatMap(({ childNodes }) => [...childNodes]).filter((node) => !node.classList?.contains('visually-hidden'));
    return words.map((node) => node.textContent).join('').trim() || null;
  };

  /** Returns everything in a page that could contain a token. */
  const everywhere = () => {
    const trees = [document, ...[...document.querySelectorAll('*')].map(({ shadowRoot }) => shadowRoot).filter(Boolean)];
    const nodes = trees.map((tree) => new XMLSerializer().serializeToString(tree));
    const values = trees.flatMap((tree) => [...tree.querySelectorAll('input, select, textarea')].map(({ value }) => value));
    const urls = [location.href, ...performance.getEntries().map(({ name }) => name), ...requests.map(({ url }) => url)];
    const bodies = requests.map(({ body }) => body);
    const stored = [storage('sessionStorage'), storage('localStorage'), document.cookie, window.name, history.state];
    const skills = [...document.querySelectorAll('add-skill, add-skills')].map(({ skill, skills }) => skill ?? skills);
    return { nodes, values, urls, bodies, stored, skills, events, violations, console: logged };
  };
  const storage = (name) => {
    try {
      return { ...globalThis[name] };
    } catch {
      return null;
    }
  };
  /** The tokens of the tests, and of the demo page. */
  const CANARY = /CANARY|demo-token-of-this-page/;
  const assertNoTokenIsLeft = () => {
    for (const [place, content] of Object.entries(everywhere())) {
      // Each text separately, because texts can be long, and the message must show the match.
      const left = [content].flat().map(words).find((text) => CANARY.test(text));
      if (left) throw new Error(`A token is left in ${place}: ${left.slice(Math.max(0, left.search(CANARY) - 200)).slice(0, 400)}`);
    }
  };

  /** Responds to POSTs and PATCHes from the list of prepared responses, and records all requests. */
  const watch = () => {
    if (watch.native) return;
    watch.native = fetch;
    globalThis.fetch = (...given) => {
      const request = new Request(...given);
      const { url, method, mode, credentials, cache, redirect, referrer, referrerPolicy, keepalive } = request;
      const seen = { url, method, mode, credentials, cache, redirect, referrer, referrerPolicy, keepalive };
      seen.headers = Object.fromEntries(request.headers);
      requests.push(seen);
      request.clone().text().then((body) => { seen.body = body; });
      if (offline) return Promise.reject(new TypeError('There is no network.'));
      if (method === 'GET' && watch.refusesReading) return Promise.resolve(new Response('', { status: 403 }));
      const answer = ['POST', 'PATCH'].includes(method) ? answers.shift() : undefined;
      return answer ? play(answer) : watch.native.call(globalThis, request);
    };
  };
  const play = ({ throws, rejects, returns, status, headers, body, breaks }) => {
    if (throws !== undefined) throw throws;
    if (rejects !== undefined) return Promise.reject(rejects);
    if (returns !== undefined) return returns;
    const broken = () => new ReadableStream({ start: (controller) => {
      controller.enqueue(new TextEncoder().encode(body));
      controller.error(new TypeError('The connection was lost.'));
    } });
    return Promise.resolve(new Response(breaks ? broken() : body, { status, headers }));
  };

  return {
    element,
    control,
    part,
    radio,
    error,
    isReady: (selector) => {
      const found = document.querySelector(selector);
      return found?.localName === 'form' || (found?.matches(':state(ready)') ?? false);
    },
    value: (selector, name) => control(selector, name).value,
    checked: (selector, name) => root(selector).querySelector(`[name="${name}"]:checked`)?.value ?? null,
    /** Returns the rows of a list. */
    rows: (selector) => [...root(selector).querySelectorAll('[part~="row"]')].map((row) => {
      const select = row.querySelector('[part~="select"]');
      const status = row.querySelector('[part~="row-status"]');
      return {
        number: Number(text(row.querySelector('th'))),
        name: row.querySelector('[name="displayName"]').value,
        level: row.querySelector('[name="proficiency"]').value,
        categories: row.querySelector('[part~="categories"]').value,
        link: row.querySelector('[name="webUrl"]').value,
        isSelected: select.checked && !select.disabled,
        isRemoved: row.part.contains('removed'),
        isBusy: row.ariaBusy === 'true',
        status: [...status.querySelectorAll(':scope > p')].map(text).filter(Boolean).join('\n'),
        actions: [...status.querySelectorAll('button')].map(({ part }) => part.value),
      };
    }),
    items: (selector) => [...root(selector).querySelectorAll('[part~="item"] bdi')].map(text),
    removeButton: (selector, item) =>
      [...root(selector).querySelectorAll('[part~="item"]')].find((found) => text(found.querySelector('bdi')) === item)
        ?.querySelector('[part~="remove"]'),
    /** Focuses a control and selects its text. Returns whether it is empty. */
    selectAll: (selector, name) => {
      const found = usable(selector, name);
      found.select();
      return found.value === '';
    },
    /** Focuses a control and moves the caret to its end, unless it already has the focus, as drivers do before they type. */
    focusEnd: (selector, name) => {
      const found = control(selector, name);
      const hadFocus = found.getRootNode().activeElement === found;
      usable(selector, name);
      if (!hadFocus) found.setSelectionRange(found.value.length, found.value.length);
    },
    choose: (selector, name, value) => {
      const { options, value: before } = usable(selector, name);
      if (![...options].some((option) => option.value === value)) throw new Error(`${name} does not offer ${value}`);
      if (before !== value) pageTests.put(selector, name, value);
    },
    put: (selector, name, value) => {
      const found = usable(selector, name);
      found.value = value;
      for (const type of ['input', 'change']) found.dispatchEvent(new Event(type, { bubbles: true, composed: type === 'input' }));
    },
    /**
     * Scrolls to the element that another of these functions finds, and waits until it does not move: a list updates its messages
     * after a pause, and the heights of rows outside the window are estimates.
     */
    still: async (selector, find, given) => {
      for (let last; ; ) {
        const found = pageTests[find](selector, ...given);
        if (!found) throw new Error(`The form has no ${given}`);
        const { top: start, bottom: end } = found.getBoundingClientRect();
        if (start < 0 || end > innerHeight) found.scrollIntoView({ behavior: 'instant', block: 'end', inline: 'nearest' });
        const { top } = found.getBoundingClientRect();
        if (top === last || found.getRootNode().host?.localName !== 'add-skills') return found;
        last = top;
        // A tab in the background has no frames.
        for (let frames = 0; frames < 2; frames += 1) await Promise.race([new Promise(requestAnimationFrame), new Promise((resolve) => setTimeout(resolve, 100))]);
      }
    },
    /** Returns the position at which to click the element that another of these functions finds. It must be visible and not covered. */
    place: async (selector, find, given) => {
      const found = await pageTests.still(selector, find, given);
      const { left, top, right, bottom } = found.getClientRects()[0];
      const x = Math.floor((Math.max(left, 0) + Math.min(right, innerWidth)) / 2);
      const y = Math.floor((Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot) {
        const inner = hit.shadowRoot.elementFromPoint(x, y);
        if (!inner || inner === hit) break;
        hit = inner;
      }
      if (!found.contains(hit)) throw new Error(`${hit?.outerHTML} is in the way of ${found.outerHTML}`);
      return { x, y };
    },
    isMarkedInvalid: (selector, name) => control(selector, name).getAttribute('aria-invalid') === 'true',
    label: (selector, name) => text(described(selector, name).closest('.field').querySelector('[part~="label"] > span')),
    summary: (selector) => [...part(selector, 'summary').querySelectorAll('li')].map(text),
    summaryLink: (selector, words) => [...part(selector, 'summary').querySelectorAll('a')].find((link) => text(link).includes(words)),
    says: (selector, name) => {
      const found = part(selector, name);
      return found ? lines(found) ?? '' : '';
    },
    listen: (selector) => {
      const say = () => {
        const words = ['status', 'alert'].map((name) => lines(part(selector, name))).filter(Boolean).join('\n');
        if (words && words !== heard.at(-1)) heard.push(words);
      };
      new MutationObserver(say).observe(root(selector), { subtree: true, childList: true, characterData: true });
      say();
    },
    heard: () => heard,
    crash: (selector) => (part(selector, 'crashed') ? lines(part(selector, 'crashed')) : ''),
    isOpen: (selector) => part(selector, 'details').open,
    focused,
    announce,
    takeAnnouncements: () => announcements.splice(0),
    events: () => events,
    takeEvent: (_, type) => {
      const index = events.findIndex((event) => event.type === type && !event.taken);
      if (index < 0) return null;
      events[index].taken = true;
      assertNoTokenIsLeft();
      return events[index].detail;
    },
    violations: () => violations,
    assertNoTokenIsLeft,
    takeConsole: () => said.splice(0),
    copyNext: (_, text) => { clipboard.next = text; },
    isCopied: () => clipboard.next === null,
    setOffline: (_, gone) => {
      watch();
      offline = gone;
      Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => !offline });
      dispatchEvent(new Event(offline ? 'offline' : 'online'));
    },
    speedUp: (_, times) => {
      const { setTimeout: later, setInterval: often } = globalThis;
      const [now, from] = [Date.now.bind(Date), Date.now()];
      globalThis.setTimeout = (work, delay = 0, ...given) => later(work, delay / times, ...given);
      globalThis.setInterval = (work, delay = 0, ...given) => often(work, delay / times, ...given);
      Date.now = () => from + (now() - from) * times;
    },
    sleep: (_, milliseconds) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + milliseconds;
      // Some systems fire all three events.
      dispatchEvent(new Event('pageshow'));
      for (let times = 0; times < 2; times += 1) document.dispatchEvent(new Event('visibilitychange'));
    },
    panic: () => {
      // The first unknown name in an attribute is recorded in a set. An element that is inserted during that also records one.
      const unknown = () => Object.assign(document.createElement('add-skill'), { audiences: `unknown${Math.random()}` });
      const [first, second] = [unknown(), unknown()];
      const { add } = Set.prototype;
      Set.prototype.add = function (value) {
        if (typeof value !== 'string') return add.call(this, value);
        Set.prototype.add = add;
        document.body.append(second);
        return add.call(this, value);
      };
      document.body.append(first);
      Set.prototype.add = add;
      first.remove();
      second.remove();
    },
    watch,
    refuseReading: () => { watch(); watch.refusesReading = true; },
    answer: (_, prepared) => { watch(); answers.push(...prepared); },
    requests: () => requests,
    giveToken: (selector, token) => {
      element(selector).getAccessToken = async () => { tokens.asked += 1; return token; };
    },
    refuseToken: (selector, reason) => {
      element(selector).getAccessToken = async () => { tokens.asked += 1; throw reason; };
    },
    holdToken: (selector) => {
      element(selector).getAccessToken = () => {
        tokens.asked += 1;
        return new Promise((resolve) => tokens.waiting.push(resolve));
      };
    },
    releaseToken: (selector, token) => {
      element(selector).getAccessToken = async () => { tokens.asked += 1; return token; };
      for (const resolve of tokens.waiting.splice(0)) resolve(token);
    },
    tokensAsked: () => tokens.asked,
    account: (selector) => {
      const tree = document.querySelector(selector)?.shadowRoot;
      const regions = [...tree?.querySelectorAll('[role="status"], [role="alert"]') ?? []];
      return {
        url: location.href,
        element: tree?.textContent.slice(0, 500) ?? null,
        messages: regions.map((region) => region.textContent).filter(Boolean),
        stored: storage('sessionStorage'),
        focused: focused(),
        visibility: document.visibilityState,
        hasFocus: document.hasFocus(),
        events,
        requests,
        violations,
      };
    },
  };
})();
