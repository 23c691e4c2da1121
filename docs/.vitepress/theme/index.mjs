import Theme from 'vitepress/theme-without-fonts';
import LanguageForm from './LanguageForm.vue';
import LiveForm from './LiveForm.vue';
import LiveList from './LiveList.vue';
import ThemeForm from './ThemeForm.vue';
import './style.css';

export default {
  extends: Theme,
  enhanceApp({ app }) {
    for (const [name, component] of Object.entries({ LanguageForm, LiveForm, LiveList, ThemeForm })) app.component(name, component);
  },
};
