import { SkillForm } from './form';

export default function Page() {
  return <SkillForm />;
}
