const list = document.querySelector('add-skills');
// Before the class is defined.
list.getAccessToken = async () => 'CANARY-host';
for (const type of ['skill-added', 'skill-failed', 'skills-settled']) {
  list.addEventListener(type, ({ detail }) => {
    document.querySelector('#events').textContent += `${type} ${detail.skill?.displayName ?? detail.kind ?? JSON.stringify(detail)}\n`;
  });
}
