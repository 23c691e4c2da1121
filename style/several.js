// The demo of <add-skills>. Its module is loaded when the section is opened.
const details = document.querySelector('#several');
const element = details.querySelector('add-skills');

element.getAccessToken = async () => 'demo-token-of-this-page';

async function load() {
  const [{ define }, module] = await Promise.all([import('./add-skills-element.js'), import('./add-skills.js')]);
  await define({
    load: async () => {
      await module.default();
      return module;
    },
    locate: (name) => new URL(`locales/${name}.json`, import.meta.url).href,
  });
}

details.addEventListener('toggle', load, { once: true });
// A list that was restored is shown.
if (Object.keys(sessionStorage).some((key) => key.endsWith(':list'))) details.open = true;
